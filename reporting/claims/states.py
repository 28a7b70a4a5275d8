"""States of a claim and the steps between them, as one table."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("a claim", "draft")
    SUBMITTED = "submitted", pgettext_lazy("a claim", "submitted")
    DECIDED = "decided", pgettext_lazy("a claim", "decided")
    PAID = "paid", pgettext_lazy("a claim", "paid")
    WITHDRAWN = "withdrawn", pgettext_lazy("a claim", "withdrawn")


STATE_STYLES = {
    State.DRAFT: "info",
    State.SUBMITTED: "info",
    State.DECIDED: "good",
    State.PAID: "good",
    State.WITHDRAWN: "none",
}
# Not read by the funder.
NOT_SUBMITTED = (State.DRAFT, State.WITHDRAWN)


class Step(TextChoices):
    SUBMIT = "submit", _("Record the submission")
    WITHDRAW = "withdraw", _("Withdraw the draft")
    DECIDE = "decide", _("Record the decision")
    PAY = "pay", _("Record the payment")


@dataclass(frozen=True)
class Transition:
    step: Step
    start: State
    end: State


TRANSITIONS = (
    Transition(Step.SUBMIT, State.DRAFT, State.SUBMITTED),
    Transition(Step.WITHDRAW, State.DRAFT, State.WITHDRAWN),
    Transition(Step.DECIDE, State.SUBMITTED, State.DECIDED),
    Transition(Step.PAY, State.DECIDED, State.PAID),
)


def steps_from(state: str) -> list[Step]:
    return [row.step for row in TRANSITIONS if row.start == state]


def end_of(step: Step) -> State:
    (row,) = [each for each in TRANSITIONS if each.step == step]
    return row.end
