"""Say who covers for a case worker who is away, and end a cover."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from participants.casework.access import covers_for, get_absent_worker, get_cover, works_in
from participants.casework.forms import AbsenceForm
from participants.casework.handovers import absences
from participants.register.actions import ActionRefused
from participants.register.pages.responses import run_action


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absence(request, slug, worker):
    project, absent = get_absent_worker(request.user, slug, worker)
    is_own = absent == request.user
    back = reverse("casework:day") if is_own else reverse("casework:workers", args=[slug])
    form = None  # of a former case worker covers are only ended
    if works_in(project, absent):
        form = AbsenceForm(request.POST or None, project=project, absent=absent, cancel_url=back)
    if (
        form
        and form.is_valid()
        and run_action(
            form, absences.cover_absence, project, absent=absent, **form.cleaned_data, by=request.user
        )
    ):
        messages.success(request, _("The cover is saved. The colleague is told by e-mail."))
        return redirect("casework:absence", slug, worker)
    context = {
        "project": project,
        "section": "participants",
        "form": form,
        "absent": absent,
        "is_own": is_own,
        "covers": covers_for(absent, project),
        "back_url": back,
    }
    return render(request, "participants/casework/absence.html", context)


@require_POST
def end_cover(request, slug, pk):
    cover = get_cover(request.user, slug, pk)
    try:
        absences.end_cover(cover, by=request.user)
        messages.success(
            request, _("The cover is ended. The participants are in the case worker's list alone.")
        )
    except ActionRefused as error:
        messages.error(request, error.problems[0].message)
    if works_in(cover.project, cover.absent_worker):
        return redirect("casework:absence", slug, cover.absent_worker_id)
    return redirect("casework:workers", slug)
