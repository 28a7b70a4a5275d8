"""Hand-overs that wait for the user's answer, as a kind of work: one row for people handed over together."""

from django.db.models import BigIntegerField, Count, DateField, Min, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from participants.casework.kinds import USER, RowsKind
from participants.casework.models import Handover


def _waiting():
    # Only of people whom the user still sees: row-level security applies to the joined participations.
    rows = Handover.objects.filter(to_worker=USER, state=Handover.State.WAITING, municipality__isnull=True)
    rows = rows.filter(participation__voided_at__isnull=True).order_by().values("batch")
    # The batch is the address, and the number is the text: `detail` carries both.
    detail = Concat(Cast("batch", TextField()), Value(" ", TextField()), Cast(Count("pk"), TextField()))
    rows = rows.annotate(
        participation_key=Cast(Value(None), BigIntegerField()),
        first=Min("pk"),
        day=Cast(Min("sent_at"), DateField()),
        detail=detail,
    )
    return rows.values_list("participation_key", "first", "day", "detail")


def _waiting_moves():
    # The receiver does not see the person yet.
    rows = Handover.objects.filter(to_worker=USER, state=Handover.State.WAITING, municipality__isnull=False)
    rows = rows.order_by().annotate(
        participation_key=Cast(Value(None), BigIntegerField()),
        day=Cast("sent_at", DateField()),
        detail=Cast("batch", TextField()),
    )
    return rows.values_list("participation_key", "pk", "day", "detail")


def _text(item):
    number = int(item.detail.partition(" ")[2])
    text = ngettext(
        "Take over %(number)s participant, or decline",
        "Take over %(number)s participants, or decline",
        number,
    )
    return text % {"number": number}


HANDOVERS = RowsKind(
    key="handover",
    label=gettext_lazy("Hand-overs"),
    order=90,
    rows=_waiting,
    text=_text,
    address=lambda item: reverse("casework:handed", args=[item.detail.partition(" ")[0]]),
    is_legal=True,
    has_deadline=False,
)

MOVES = RowsKind(
    key="move",
    label=gettext_lazy("Moves from another part"),
    order=92,
    rows=_waiting_moves,
    text=lambda item: gettext("Take over a participant who moves to your part, or decline"),
    address=lambda item: reverse("casework:move_here", args=[item.detail]),
    is_legal=True,
    has_deadline=False,
)
