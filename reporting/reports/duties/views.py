from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.pagination import page_of
from projects.access import get_project
from projects.models import ReportDuty
from reporting.reports.duties import actions
from reporting.reports.duties.access import get_duty
from reporting.reports.duties.forms import DutyForm, ProposalForm, RemoveDutyForm
from reporting.reports.duties.states import duty_rows

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def duties(request, slug):
    project = get_project(request.user, slug, Permission.REPORT_PLAN)
    page = page_of(request, project.report_duties.all())
    rows = duty_rows(project, page, user=request.user, today=timezone.localdate())
    return _page(request, "list", project, {"page": page, "rows": rows})


@require_get_or_post
def add(request, slug):
    project = get_project(request.user, slug, Permission.REPORT_PLAN)
    form = _form(request, ReportDuty(project=project), _("Add a report to hand in"))
    if form.is_valid():
        duty = actions.add_duty(form.instance, by=request.user)
        messages.success(request, _("Added: %(row)s.") % {"row": duty})
        return redirect("reports:duties", slug)
    return _page(request, "form", project, {"form": form, "title": _("Add a report to hand in")})


@require_get_or_post
def change(request, slug, pk):
    duty = locked_for_change(request, lambda: get_duty(request.user, slug, pk))
    title = _("Change: %(row)s") % {"row": duty}  # before the form writes to the duty
    form = _form(request, duty, _("Save the changes"))
    if form.is_valid():
        try:
            actions.change_duty(duty, changed=form.changed(), reason=form.reason(), by=request.user)
        except actions.ReasonMissing:
            messages.error(request, _("A report has been submitted for it since: say why it is changed."))
            return redirect("reports:change_duty", slug, pk)
        messages.success(request, _("The changes are saved."))
        return redirect("reports:duties", slug)
    remove_url = reverse("reports:remove_duty", args=[slug, pk])
    return _page(request, "form", duty.project, {"form": form, "title": title, "remove_url": remove_url})


@require_get_or_post
def remove(request, slug, pk):
    duty = locked_for_change(request, lambda: get_duty(request.user, slug, pk))
    data = request.POST if request.method == "POST" else None
    form = RemoveDutyForm(data, duty=duty, cancel_url=reverse("reports:duties", args=[slug]))
    if form.is_valid():
        name = str(duty)
        try:
            actions.remove_duty(duty, **form.cleaned_data, by=request.user)
        except actions.ReasonMissing:
            messages.error(request, _("A report has been submitted for it since: say why it is removed."))
            return redirect("reports:remove_duty", slug, pk)
        messages.success(request, _("Removed: %(row)s.") % {"row": name})
        return redirect("reports:duties", slug)
    return _page(request, "remove", duty.project, {"form": form, "duty": duty})


@require_get_or_post
def propose(request, slug):
    project = get_project(request.user, slug, Permission.REPORT_PLAN)
    form = ProposalForm(request.POST if request.method == "POST" else request.GET, project=project)
    missing = form.missing()
    if request.method == "POST" and not missing and form.is_valid():
        added = actions.add_proposed(project, by=request.user, **form.cleaned_data)
        text = ngettext("%(count)s report is added.", "%(count)s reports are added.", len(added))
        messages.success(request, text % {"count": len(added)})
        return redirect("reports:duties", slug)
    proposals = [] if missing else form.proposals()
    return _page(request, "propose", project, {"form": form, "missing": missing, "proposals": proposals})


def _form(request, duty, submit):
    data = request.POST if request.method == "POST" else None
    back = reverse("reports:duties", args=[duty.project.slug])
    return DutyForm(data, instance=duty, submit=submit, cancel_url=back)


def _page(request, template, project, context):
    context |= {"project": project, "section": "reports"}
    return render(request, f"reporting/reports/duties/{template}.html", context)
