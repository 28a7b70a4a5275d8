"""States of a report and the steps between them, as one table."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import Permission


class State(TextChoices):
    DRAFT = "draft", _("draft")
    READY = "ready", pgettext_lazy("a report", "ready to sign")
    SIGNED = "signed", pgettext_lazy("a report", "signed")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("a report", "withdrawn")


STATE_STYLES = {
    State.DRAFT: "info",
    State.READY: "info",
    State.SIGNED: "info",
    State.SUBMITTED: "good",
    State.RETURNED: "warn",
    State.APPROVED: "good",
    State.WITHDRAWN: "none",
}


class Step(TextChoices):
    """Steps of a report, named in its history."""

    READY = "ready", _("Marked as ready")
    SIGN = "sign", pgettext_lazy("a report", "Signed")
    REOPEN = "reopen", _("Taken back to draft")
    SUBMIT = "submit", _("Submitted")
    OPEN = "open", _("Opened by the funder")
    WITHDRAW = "withdraw", pgettext_lazy("a report", "Withdrawn")
    RETURN = "return", _("Returned for completion")
    APPROVE = "approve", _("Approved")


@dataclass(frozen=True)
class Transition:
    step: Step
    start: State
    end: State
    permission: Permission
    needs_comment: bool = False


TRANSITIONS = (
    Transition(Step.READY, State.DRAFT, State.READY, Permission.REPORT_SUBMIT),
    Transition(Step.SIGN, State.READY, State.SIGNED, Permission.REPORT_SIGN),
    Transition(Step.REOPEN, State.READY, State.DRAFT, Permission.REPORT_REOPEN, needs_comment=True),
    # The signature is void.
    Transition(Step.REOPEN, State.SIGNED, State.DRAFT, Permission.REPORT_REOPEN, needs_comment=True),
    Transition(Step.SUBMIT, State.SIGNED, State.SUBMITTED, Permission.REPORT_SUBMIT),
    # Only in a project without a representative (ADR 121).
    Transition(Step.SUBMIT, State.DRAFT, State.SUBMITTED, Permission.REPORT_SUBMIT),
    # The first view of a reader who reads what was released. From then on the leader can't withdraw the report.
    Transition(Step.OPEN, State.SUBMITTED, State.SUBMITTED, Permission.REPORT_VIEW),
    Transition(Step.WITHDRAW, State.SUBMITTED, State.WITHDRAWN, Permission.REPORT_SUBMIT),
    Transition(Step.RETURN, State.SUBMITTED, State.RETURNED, Permission.REPORT_ANSWER, needs_comment=True),
    Transition(Step.APPROVE, State.SUBMITTED, State.APPROVED, Permission.REPORT_ANSWER),
)

# Files and figures of these never change, and the funders read them.
SUBMITTED_STATES = (State.SUBMITTED, State.RETURNED, State.APPROVED)
# Only the project sees these, and there is one of them at most for a kind and period.
UNSUBMITTED_STATES = (State.DRAFT, State.READY, State.SIGNED)

_NOT_SUBMITTED = _("The report has not been submitted, and its funders do not see it.")
_AFTER_SUBMISSION = {
    State.SUBMITTED: _("The report is already submitted."),
    State.RETURNED: _("The report was returned. Make its next version, and submit that."),
    State.APPROVED: _("The report is already approved."),
    State.WITHDRAWN: _("The report was withdrawn. Make it again as a new draft, and submit that."),
}
_REFUSALS = {
    Step.OPEN: dict.fromkeys(State, _("The report is not waiting for an answer.")),
    Step.READY: {
        State.READY: _("The report is already marked as ready."),
        State.SIGNED: _("The report is already signed."),
        **_AFTER_SUBMISSION,
    },
    Step.SIGN: {
        State.DRAFT: _("The report is a draft. It can be signed when its leader has marked it as ready."),
        State.SIGNED: _("The report is already signed."),
        **_AFTER_SUBMISSION,
    },
    Step.REOPEN: {State.DRAFT: _("The report is already a draft."), **_AFTER_SUBMISSION},
    Step.WITHDRAW: {
        State.DRAFT: _("The report is a draft, and its funders do not see it."),
        State.READY: _NOT_SUBMITTED,
        State.SIGNED: _NOT_SUBMITTED,
        State.RETURNED: _("The report was returned, and can't be withdrawn."),
        State.APPROVED: _("The report is approved, and can't be withdrawn."),
        State.WITHDRAWN: _("The report is already withdrawn."),
    },
    Step.SUBMIT: {
        State.READY: _("The report waits for the signature of the authorised representative."),
        **_AFTER_SUBMISSION,
    },
    Step.RETURN: {
        State.DRAFT: _("The report is a draft. It can be returned when it has been submitted."),
        State.READY: _NOT_SUBMITTED,
        State.SIGNED: _NOT_SUBMITTED,
        State.RETURNED: _("The report is already returned."),
        State.APPROVED: _("The report is approved, and can't be returned."),
        State.WITHDRAWN: _("The report was withdrawn, and can't be returned."),
    },
    Step.APPROVE: {
        State.DRAFT: _("The report is a draft. It can be approved when it has been submitted."),
        State.READY: _NOT_SUBMITTED,
        State.SIGNED: _NOT_SUBMITTED,
        State.RETURNED: _("The report was returned. Its next version can be approved."),
        State.APPROVED: _("The report is already approved."),
        State.WITHDRAWN: _("The report was withdrawn, and can't be approved."),
    },
}


class InvalidState(Exception):
    """Raised when the report's state does not allow the action; `reasons` are texts for the user."""

    def __init__(self, *reasons):
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = reasons


def find_transition(step: Step, start: State) -> Transition | None:
    return next((row for row in TRANSITIONS if (row.step, row.start) == (step, start)), None)


def get_transition(step: Step, start: State) -> Transition:
    """Return the row of the table. Raises InvalidState with a text for the user if there is none."""
    found = find_transition(step, start)
    if found is None:
        raise InvalidState(_REFUSALS[step][start])
    return found


def refusals(step: Step, start: State) -> list[str]:
    """Return the reasons of the table against a step; none if it has it."""
    return [] if find_transition(step, start) else [_REFUSALS[step][start]]


def permission_for(step: Step) -> Permission:
    (permission,) = {row.permission for row in TRANSITIONS if row.step == step}
    return permission
