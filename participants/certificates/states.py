"""States of a month's certificate and the steps between them, as one table."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participants.register.actions import ActionRefused
from participants.register.rules.entry_rules import Problem


class State(TextChoices):
    CLOSED = "closed", pgettext_lazy("a month", "closed")
    SENT = "sent", _("with the participant")
    CONFIRMED = "confirmed", pgettext_lazy("a certificate", "confirmed")
    REFUSED = "refused", _("refused by the participant")
    COUNTERSIGNED = "countersigned", _("countersigned")
    LOCKED = "locked", pgettext_lazy("a certificate", "locked")
    TAKEN_BACK = "taken_back", _("taken back")
    SUPERSEDED = "superseded", pgettext_lazy("a certificate", "superseded")


STATE_STYLES = {
    State.CLOSED: "info",
    State.SENT: "info",
    State.CONFIRMED: "good",
    State.REFUSED: "warn",
    State.COUNTERSIGNED: "good",
    State.LOCKED: "good",
    State.TAKEN_BACK: "none",
    State.SUPERSEDED: "none",
}

# The month is open again.
NOT_IN_FORCE = (State.TAKEN_BACK, State.SUPERSEDED)


class Step(TextChoices):
    """Steps of a certificate, named in its history."""

    CLOSE = "close", _("Closed the month")
    SEND = "send", _("Handed to the participant")
    CONFIRM = "confirm", _("Confirmed by the participant")
    REFUSE = "refuse", _("Refused by the participant")
    COUNTERSIGN = "countersign", _("Countersigned")
    LOCK = "lock", pgettext_lazy("a certificate", "Locked")
    TAKE_BACK = "take_back", _("Taken back")
    SUPERSEDE = "supersede", _("Superseded, to be corrected")


class Method(TextChoices):
    """Ways in which a participant confirms a certificate."""

    PAPER = "paper", _("on paper")
    OWN_PAGE = "own_page", _("on the own page")
    MAIL = "mail", _("on the own page, with a link and a code by e-mail")
    E_ID = "e_id", _("on the own page, with an e-identification")


ON_OWN_PAGE = (Method.OWN_PAGE, Method.MAIL, Method.E_ID)


@dataclass(frozen=True)
class Transition:
    step: Step
    start: State
    end: State
    is_countersigned: bool | None = None  # only where the period asks for a countersignature, or does not


TRANSITIONS = (
    Transition(Step.SEND, State.CLOSED, State.SENT),
    Transition(Step.CONFIRM, State.SENT, State.CONFIRMED),
    Transition(Step.REFUSE, State.SENT, State.REFUSED),
    Transition(Step.COUNTERSIGN, State.CONFIRMED, State.COUNTERSIGNED, is_countersigned=True),
    Transition(Step.LOCK, State.CONFIRMED, State.LOCKED, is_countersigned=False),
    Transition(Step.LOCK, State.COUNTERSIGNED, State.LOCKED),
    Transition(Step.TAKE_BACK, State.CLOSED, State.TAKEN_BACK),
    Transition(Step.TAKE_BACK, State.SENT, State.TAKEN_BACK),
    Transition(Step.TAKE_BACK, State.REFUSED, State.TAKEN_BACK),
    # What was confirmed stays as it is; the corrected month is a new version.
    Transition(Step.SUPERSEDE, State.CONFIRMED, State.SUPERSEDED),
    Transition(Step.SUPERSEDE, State.COUNTERSIGNED, State.SUPERSEDED),
    Transition(Step.SUPERSEDE, State.LOCKED, State.SUPERSEDED),
)


def transitions_from(start: State, *, is_countersigned: bool) -> list[Transition]:
    return [
        row for row in TRANSITIONS if row.start == start and row.is_countersigned in (None, is_countersigned)
    ]


def get_transition(step: Step, start: State, *, is_countersigned: bool) -> Transition:
    """Return the row of the table. Raises ActionRefused if there is none."""
    for row in transitions_from(start, is_countersigned=is_countersigned):
        if row.step == step:
            return row
    text = _("The certificate is in another state now: %(state)s.") % {"state": State(start).label}
    raise ActionRefused([Problem("", text)])
