"""Record an exit, a re-entry, and corrections of a spell."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audit.versions import latest_event, locked_for_change
from accounts.permissions import Permission
from esfportal.ui.formats import date_text, moment
from esfportal.ui.plain_text import isolated
from participants.register import actions
from participants.register.access import get_participation, get_spell
from participants.register.forms import ExitForm, ReentryForm, SpellForm
from participants.register.pages import person_page
from participants.register.pages.responses import render_person_page, run_action
from participants.register.pages.way_back import WayBackForm
from participants.register.prepared_facts import add_facts
from participants.register.rules.editable_parts import editable_parts


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exit_(request, slug, public_id):
    participation = _locked_participation(request, slug, public_id)
    add_facts([participation])
    if participation.last_exit:
        messages.info(request, _end_in_force(participation))
        return redirect(participation)
    way_back = WayBackForm.of(request)
    form = ExitForm(
        request.POST or None,
        participation=participation,
        entry_date=participation.last_entry,
        cancel_url=way_back.without_saving(participation),
    )
    if form.is_valid() and run_action(
        form, actions.record_exit, participation, **form.values(), by=request.user, **form.said()
    ):
        messages.success(request, person_page.exit_message(form.cleaned_data["exit_date"]))
        return redirect(way_back.after_saving(participation))
    return render_person_page(request, "participants/register/exit.html", participation, form=form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reenter(request, slug, public_id):
    participation = _locked_participation(request, slug, public_id)
    add_facts([participation])
    if participation.last_exit is None:
        if participation.last_entry != participation.first_entry:
            text = _("The re-entry has already been recorded.") + _latest_change(participation)
        else:
            text = _("The participant has not left: record the end first.")
        messages.info(request, text)
        return redirect(participation)
    form = ReentryForm(
        request.POST or None,
        participation=participation,
        user=request.user,
        cancel_url=participation.get_absolute_url(),
    )
    if form.is_valid() and run_action(
        form, actions.reenter, participation, **form.values(), by=request.user, **form.said()
    ):
        messages.success(request, _("The re-entry is recorded."))
        return redirect(participation)
    return render_person_page(request, "participants/register/reenter.html", participation, form=form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def spell(request, slug, public_id, pk):
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    period = locked_for_change(request, lambda: get_spell(participation, pk))
    if not editable_parts(request.user, participation.project).includes(
        period.municipality, period.intervention
    ):
        raise PermissionDenied
    form = SpellForm(
        request.POST or None,
        spell=period,
        user=request.user,
        cancel_url=participation.get_absolute_url(),
    )
    if form.is_valid() and run_action(
        form, actions.correct_spell, period, values=form.values(), by=request.user, **form.said()
    ):
        messages.success(request, _("The corrections are saved."))
        return redirect(participation)
    return render_person_page(request, "participants/register/spell.html", participation, form=form)


def _end_in_force(participation):
    text = _(
        "The end has already been recorded: %(date)s.%(change)s That date holds. If it is wrong, choose “Correct the "
        "period” under “What happened”."
    )
    return text % {"date": date_text(participation.last_exit), "change": _latest_change(participation)}


def _latest_change(participation):
    """Return " Lena Ledare, 3 March 2026 at 10:15." of the latest change of the latest period, if it is known."""
    change = latest_event(participation.spells.latest("entry_date"))
    if change is None or change.pgh_actor is None:
        return ""
    return f" {isolated(change.pgh_actor)}, {moment(change.pgh_created_at)}."


def _locked_participation(request, slug, public_id):
    return locked_for_change(
        request, lambda: get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    )
