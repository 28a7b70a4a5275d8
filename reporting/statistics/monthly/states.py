"""States of a month. "To send again" is derived from what differs now, and stored nowhere."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    NOT_OPEN = "not_open", pgettext_lazy("a monthly file", "not open")
    TO_SEND = "to_send", pgettext_lazy("a monthly file", "to send")
    PREPARED = "prepared", pgettext_lazy("a monthly file", "prepared")
    SENT = "sent", pgettext_lazy("a monthly file", "sent")
    TO_SEND_AGAIN = "to_send_again", _("to send again")


STATE_STYLES = {
    State.NOT_OPEN: "none",
    State.TO_SEND: "info",
    State.PREPARED: "info",
    State.SENT: "good",
    State.TO_SEND_AGAIN: "warn",
}
TO_PREPARE = (State.TO_SEND, State.TO_SEND_AGAIN)


class Month(NamedTuple):
    """Facts that decide a month's state, of its latest version."""

    first: date
    is_over: bool
    version: int = 0  # 0: none is prepared
    order: int = 0  # in which versions of all months were prepared
    is_sent: bool = False
    differs: bool = False  # from what its rows are now


def states_of(months: Iterable[Month]) -> dict[date, State]:
    """Return the states by month."""
    found, is_again, corrected = {}, False, 0
    for month in sorted(months):
        if not month.version:
            found[month.first] = State.TO_SEND if month.is_over else State.NOT_OPEN
            continue
        # The first that differs, and each later one. A month that was prepared before the correction of an
        # earlier one is sent again, too, even if alike.
        is_again = is_again or month.differs or corrected > month.order
        if is_again:
            found[month.first] = State.TO_SEND_AGAIN
        else:
            found[month.first] = State.SENT if month.is_sent else State.PREPARED
        if month.version > 1:
            corrected = max(corrected, month.order)
    return found


def first_to_send_again(states: dict[date, State]) -> date | None:
    return min((month for month, state in states.items() if state == State.TO_SEND_AGAIN), default=None)


def unsent_before(states: dict[date, State], month: date) -> list[date]:
    return sorted(each for each, state in states.items() if each < month and state != State.SENT)
