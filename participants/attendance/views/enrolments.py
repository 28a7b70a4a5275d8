"""Participants of an activity: listed, enrolled, changed and removed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import may
from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.pagination import page_of
from participants.attendance import access, enrolling
from participants.attendance.forms.activities import project_municipalities
from participants.attendance.forms.enrolments import (
    ActivityOfPersonForm,
    CandidateFilter,
    EnrolForm,
    EnrolmentForm,
)
from participants.attendance.pages import enrolled
from participants.register.access import get_participation
from participants.register.actions import ActionRefused
from participants.register.pages.person_list import spells_by_name
from participants.register.pages.responses import render_person_page, run_action

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def participants(request, slug, pk):
    activity = access.get_activity(request.user, slug, pk)
    page = page_of(request, access.enrolments_shown(activity, request.user).in_name_order())
    rows = enrolled.enrolment_rows(page.object_list, activity.project)
    enrolled.log_listed(request, activity, rows)
    may_edit = may(request.user, Permission.PARTICIPANT_EDIT, activity.project)
    return _render(request, "participants", activity, page=page, rows=rows, may_edit=may_edit)


@never_cache
@require_get_or_post
def enrol(request, slug, pk):
    activity = access.get_activity_to_change(request.user, slug, pk)
    choose = CandidateFilter(request.GET, municipalities=project_municipalities(activity.project))
    spells = spells_by_name(choose.filter(access.candidates(activity, request.user, choose.whose_people)))
    form = EnrolForm(
        request.POST or None,
        initial={"starts_on": timezone.localdate()},
        spells=spells,
        cancel_url=activity.get_absolute_url(),
    )
    if form.is_valid() and run_action(
        form, enrolling.enrol, activity, form.chosen, **form.days(), by=request.user
    ):
        count = len(form.chosen)
        text = ngettext("%(count)s participant is enrolled.", "%(count)s participants are enrolled.", count)
        messages.success(request, text % {"count": count})
        return redirect(activity)
    enrolled.log_listed(request, activity, spells)
    return _render(request, "enrol", activity, form=form, choose=choose, spells=spells)


@never_cache
@require_get_or_post
def enrol_person(request, slug, public_id):
    participation = locked_for_change(request, lambda: _participation(request, slug, public_id))
    title = _("Enrol in an activity")
    form = ActivityOfPersonForm(
        request.POST or None,
        initial={"starts_on": timezone.localdate()},
        project=participation.project,
        submit=title,
        cancel_url=participation.get_absolute_url(),
    )
    if form.is_valid() and run_action(
        form,
        enrolling.enrol,
        form.cleaned_data["activity"],
        [participation],
        **form.days(),
        by=request.user,
    ):
        messages.success(request, _("The participant is enrolled."))
        return redirect(participation)
    return _person_page(request, participation, form=form, title=title)


@never_cache
@require_get_or_post
def enrolment(request, slug, public_id, pk):
    participation = _participation(request, slug, public_id)
    found = locked_for_change(request, lambda: access.get_enrolment(participation, pk))
    form = EnrolmentForm(
        request.POST or None,
        enrolment=found,
        submit=_("Save the changes"),
        cancel_url=found.activity.get_absolute_url(),
    )
    if form.is_valid() and run_action(
        form,
        enrolling.change_enrolment,
        found,
        participation=participation,
        values=form.days(),
        by=request.user,
    ):
        messages.success(request, _("The changes are saved."))
        return redirect(found.activity)
    remove_url = reverse("attendance:remove_enrolment", args=[slug, public_id, pk])
    about = {"title": _("Change the enrolment"), "enrolment": found, "remove_url": remove_url}
    return _person_page(request, participation, form=form, **about)


@never_cache
@require_get_or_post
def remove_enrolment(request, slug, public_id, pk):
    participation = _participation(request, slug, public_id)
    found = locked_for_change(request, lambda: access.get_enrolment(participation, pk))
    if request.method != "POST":
        template = "participants/attendance/remove_enrolment.html"
        return render_person_page(request, template, participation, enrolment=found)
    if is_outdated(request, found, with_values=False):
        return redirect("attendance:remove_enrolment", slug, public_id, pk)
    try:
        enrolling.remove_enrolment(found, participation=participation, by=request.user)
        messages.success(request, _("The enrolment is removed."))
    except ActionRefused as error:
        messages.error(request, error.problems[0].message)
    return redirect(participation)


def _participation(request, slug, public_id):
    return get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)


def _person_page(request, participation, **context):
    return render_person_page(request, "participants/attendance/person_form.html", participation, **context)


def _render(request, template, activity, **context):
    about = {"project": activity.project, "section": access.SECTION, "activity": activity}
    return render(request, f"participants/attendance/{template}.html", about | context)
