"""Record, correct and withdraw outcomes."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.formats import moment
from esfportal.ui.plain_text import isolated
from participants.register import actions
from participants.register.access import get_outcome, get_participation
from participants.register.forms import CorrectionForm, OutcomeForm, WithdrawalForm
from participants.register.pages.responses import render_person_page, run_action
from participants.register.pages.way_back import WayBackForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request, slug, public_id):
    # Locked: two requests are compared with each other, too.
    participation = locked_for_change(
        request, lambda: get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    )
    way_back = WayBackForm.of(request)
    form = OutcomeForm(
        request.POST or None,
        participation=participation,
        about=way_back.about_what,
        cancel_url=way_back.without_saving(participation),
    )
    if form.sent_number and actions.outcome_made_by(participation, form.sent_number):
        messages.info(request, _("The outcome was recorded already. The request came twice."))
        return redirect(way_back.after_saving(participation))
    if form.is_valid() and run_action(
        form,
        actions.record_outcome,
        participation,
        values=form.values(),
        by=request.user,
        number=form.number,
        **form.said(),
    ):
        messages.success(request, _("The outcome is recorded."))
        return redirect(way_back.after_saving(participation))
    return render_person_page(request, "participants/register/outcome.html", participation, form=form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct_outcome(request, slug, public_id, pk):
    participation, wrong, is_overtaken = _latest_version(request, slug, public_id, pk)
    if wrong.is_withdrawal:
        return _was_withdrawn(request, wrong)
    form = CorrectionForm(request.POST or None, outcome=wrong, cancel_url=participation.get_absolute_url())
    if (
        not is_overtaken
        and form.is_valid()
        and run_action(
            form, actions.correct_outcome, wrong, values=form.values(), by=request.user, **form.said()
        )
    ):
        messages.success(request, _("The correction is saved."))
        return redirect(participation)
    return render_person_page(
        request,
        "participants/register/correct_outcome.html",
        participation,
        form=form,
        outcome=wrong,
        is_overtaken=is_overtaken,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_outcome(request, slug, public_id, pk):
    participation, wrong, is_overtaken = _latest_version(request, slug, public_id, pk)
    if wrong.is_withdrawal:
        return _was_withdrawn(request, wrong)
    form = WithdrawalForm(request.POST or None, outcome=wrong, cancel_url=participation.get_absolute_url())
    if (
        not is_overtaken
        and form.is_valid()
        and run_action(
            form, actions.withdraw_outcome, wrong, reason=form.cleaned_data["reason"], by=request.user
        )
    ):
        messages.success(request, _("The outcome is withdrawn."))
        return redirect(participation)
    return render_person_page(
        request,
        "participants/register/withdraw_outcome.html",
        participation,
        form=form,
        outcome=wrong,
        is_overtaken=is_overtaken,
    )


def _latest_version(request, slug, public_id, pk):
    """Return (participation, latest version of the outcome, whether it is another than the one asked for)."""
    # Corrected by a colleague meanwhile: what was typed is shown as a correction of that one.
    participation = locked_for_change(
        request, lambda: get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    )
    asked_for = get_outcome(participation, pk)
    latest = asked_for.latest_version()
    return participation, latest, latest != asked_for


def _was_withdrawn(request, withdrawal):
    text = _("%(who)s withdrew the outcome, %(when)s: %(kind)s. It can be recorded again.") % {
        "who": isolated(withdrawal.recorded_by or _("The operator")),
        "when": moment(withdrawal.recorded_at),
        "kind": withdrawal.get_kind_display(),
    }
    messages.info(request, text)
    return redirect(withdrawal.participation)
