"""Pages of a month for a whole group: the list, the progress of a step, its files."""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.access_log import Kind, log_access
from accounts.permissions import Permission
from accounts.signing_in.decorators import recently_signed_in
from esfportal.security.encryption import Unreadable
from esfportal.ui.formats import month_text
from esfportal.ui.pagination import page_of
from participants.certificates.access import get_month
from participants.certificates.closing import COUNTERSIGNED
from participants.certificates.group import access, actions, pages
from participants.certificates.group.forms import GroupForm, MonthFilter
from projects.access import get_project


@never_cache
@require_safe
def last_month(request, slug):
    last = timezone.localdate().replace(day=1) - timedelta(1)
    return _month(request, slug, last.replace(day=1))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def month(request, slug, year, month):
    return _month(request, slug, get_month(year, month))


def _month(request, slug, first):
    project = get_project(request.user, slug, Permission.PARTICIPANT_EDIT)
    choose = MonthFilter(request.GET, project=project)
    people = choose.filter(partial(access.people_of_month, request.user, project), first)
    people = people.order_by("name_order", "pk")
    page = page_of(request, people)
    rows = pages.person_rows(page.object_list, first, request.user, project)
    form = GroupForm(
        request.POST or None,
        rows=rows,
        number=page.paginator.count,
        is_countersigned=project.programme_period in COUNTERSIGNED,
        action=pages.month_url(project, first) + pages.query_of(request),
    )
    if form.is_valid():
        chosen = form.chosen(partial(people.values_list, "pk", flat=True))
        asked = {"kind": form.cleaned_data["kind"], "by": request.user}
        asked["language"] = form.cleaned_data["language"] or get_language()
        job = actions.ask_for_step(project, first, chosen, **asked)
        return redirect("certificates:group_step", slug=slug, pk=job.pk)
    log_access(
        Kind.LISTED, by=request.user, project=project, participations=[row.participation for row in rows]
    )
    about = {"project": project, "section": "activities", "month": month_text(first)}
    about |= {"page": page, "rows": rows, "form": form, "choose": choose}
    about["beside"] = pages.months_beside(project, first)
    return render(request, "participants/certificates/month.html", about)


@never_cache
@require_safe
def group_step(request, slug, pk):
    """Show how far a step is; at its end for whom it was not taken and why, and the files."""
    job = access.get_group_step(request.user, slug, pk)
    url = reverse("certificates:group_step", args=[slug, pk])
    if not job.is_open and request.htmx:
        # A request of the polling part: load the whole page.
        return HttpResponseClientRedirect(url)
    context = {"project": job.project, "section": "activities"}
    context |= pages.step_context(job, request.user, poll_url=url)
    shown = [participation for participation, _text, _url in context["refused"]]
    if shown:
        log_access(Kind.LISTED, by=request.user, project=job.project, participations=shown)
    return render(request, "participants/certificates/group_step.html", context)


@never_cache
@require_safe
@recently_signed_in
def group_file(request, slug, pk, number):
    job = access.get_group_step(request.user, slug, pk)
    file = access.get_group_file(job, number)
    try:
        content = actions.hand_out(file, by=request.user)
    except Unreadable:
        messages.error(request, _("The file can't be opened any more. Ask for it again."))
        return redirect("certificates:group_step", slug=slug, pk=pk)
    # No name of a person: file names are seen by many.
    headers = {"Content-Disposition": content_disposition_header(True, f"{job.month:%Y-%m}_{number}.pdf")}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_POST
def stop_group_step(request, slug, pk):
    actions.stop(access.get_group_step(request.user, slug, pk))
    return redirect("certificates:group_step", slug=slug, pk=pk)
