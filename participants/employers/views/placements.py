"""Placements of a participant, and the employer of an outcome."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from participants.consents.gates import lacks_consent
from participants.consents.models import Subject
from participants.employers import access, placing
from participants.employers.forms.placement_forms import OutcomeEmployerForm, PlacementForm
from participants.register.access import get_outcome, get_participation
from participants.register.pages.responses import render_person_page, run_action
from participants.register.pages.way_back import WayBackForm

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _participation(request, slug, public_id):
    return get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)


@never_cache
@require_get_or_post
def place(request, slug, public_id):
    participation = locked_for_change(request, lambda: _participation(request, slug, public_id))
    title = _("Record a placement")
    form = PlacementForm(
        request.POST or None,
        project=participation.project,
        submit=title,
        cancel_url=participation.get_absolute_url(),
    )
    if form.is_valid() and run_action(
        form, placing.place, participation, values=form.values(), by=request.user
    ):
        messages.success(request, _("The placement is recorded."))
        return redirect(participation)
    lacking = Subject.EMPLOYERS if lacks_consent(participation, Subject.EMPLOYERS) else None
    return _page(request, participation, form=form, title=title, lacking=lacking)


@never_cache
@require_get_or_post
def placement(request, slug, public_id, pk):
    participation = _participation(request, slug, public_id)
    found = locked_for_change(request, lambda: access.get_placement(participation, pk))
    way_back = WayBackForm.of(request)
    form = PlacementForm(
        request.POST or None,
        project=participation.project,
        instance=found,
        submit=_("Save the changes"),
        cancel_url=way_back.without_saving(participation),
    )
    if form.is_valid() and run_action(
        form,
        placing.change_placement,
        found,
        participation=participation,
        values=form.values(),
        by=request.user,
    ):
        messages.success(request, _("The changes are saved."))
        return redirect(way_back.after_saving(participation))
    remove_url = reverse("employers:remove_placement", args=[slug, public_id, pk])
    title = _("Change the placement, or say what came of it")
    return _page(request, participation, form=form, title=title, remove_url=remove_url)


@never_cache
@require_get_or_post
def remove_placement(request, slug, public_id, pk):
    participation = _participation(request, slug, public_id)
    found = locked_for_change(request, lambda: access.get_placement(participation, pk))
    if request.method != "POST":
        template = "participants/employers/remove_placement.html"
        return render_person_page(request, template, participation, placement=found)
    if is_outdated(request, found, with_values=False):
        return redirect("employers:remove_placement", slug, public_id, pk)
    placing.remove_placement(found, participation=participation, by=request.user)
    messages.success(request, _("The placement is removed."))
    return redirect(participation)


@never_cache
@require_get_or_post
def outcome_employer(request, slug, public_id, pk):
    participation = locked_for_change(request, lambda: _participation(request, slug, public_id))
    outcome = get_outcome(participation, pk)
    form = OutcomeEmployerForm(
        request.POST or None,
        project=participation.project,
        named=access.employer_named(outcome),
        cancel_url=participation.get_absolute_url(),
    )
    if form.is_valid():
        employer = form.cleaned_data["employer"]
        placing.name_employer(outcome, participation=participation, employer=employer, by=request.user)
        messages.success(request, _("The employer is saved."))
        return redirect(participation)
    return _page(request, participation, form=form, title=_("The employer of the outcome"), outcome=outcome)


def _page(request, participation, **context):
    template = "participants/employers/person_form.html"
    return render_person_page(request, template, participation, **context)
