from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from participants.certificates.states import State as CertificateState
from projects.models import FinancingLine
from reporting.claims.actions import amount_of
from reporting.claims.models import ClaimLine
from reporting.claims.querysets import entries_to_claim, left_before
from reporting.claims.states import State, Step, steps_from
from reporting.cofinancing.models import Booking, Line


@dataclass(frozen=True)
class LineRow:
    """An entry as it was submitted, or of a draft."""

    booked_on: Any
    source: str
    purpose: str
    note: str
    hours: Any
    amount: Decimal
    url: str = ""  # of the booking of certified hours
    remarks: list[str] = field(default_factory=list)  # what it undoes, and what has changed since


@dataclass(frozen=True)
class SourceRow:
    name: str
    amount: Decimal
    hours: Decimal | None


def source_text(source):
    return capfirst(str(FinancingLine.Source(source).label))


def line_rows(claim):
    if claim.is_submitted:
        lines = list(claim.lines.select_related("entry__budget_line").order_by("booked_on", "pk"))
        rows = [(each.entry, each, each.source) for each in lines]
    else:
        rows = [(each, each, each.line.source) for each in entries_to_claim(claim)] if claim.is_draft else []
    entries = [entry for entry, _shown, _source in rows]
    about = _Facts(claim, entries)
    return [
        LineRow(
            shown.booked_on,
            source_text(source),
            entry.budget_line.display_name if entry.budget_line else "",
            shown.note,
            shown.hours,
            shown.amount,
            about.url(entry),
            about.remarks(entry, shown),
        )
        for entry, shown, source in rows
    ]


class _Facts:
    def __init__(self, claim, entries):
        self.claim = claim
        found = Booking.objects.filter(Q(entry__in=entries) | Q(undone_by__in=entries)).select_related(
            "entry"
        )
        self.made = {each.entry_id: each for each in found}
        self.undoing = {each.undone_by_id: each for each in found if each.undone_by_id}
        related = {*self.made, *self.undoing}
        claimed = ClaimLine.objects.filter(entry__in=related).order_by()
        self.claims = dict(claimed.values_list("entry", "claim__number"))
        corrected = Line.objects.filter(booking__entry__in=entries).exclude(
            certificate__state=CertificateState.LOCKED
        )
        self.corrected = {*corrected.order_by().values_list("booking__entry", flat=True)}

    def url(self, entry):
        booking = self.made.get(entry.pk) or self.undoing.get(entry.pk)
        return reverse("cofinancing:booking", args=[self.claim.project.slug, booking.pk]) if booking else ""

    def remarks(self, entry, shown):
        return [*self._undone(entry), *self._changed(entry, shown)]

    def _undone(self, entry):
        if undone := self.undoing.get(entry.pk):
            number = self.claims.get(undone.entry_id)
            if number and number != self._number:
                yield _("undoes a line of claim %(number)s") % {"number": number}
            else:
                yield _("undoes a booking")
        booking = self.made.get(entry.pk)
        if booking and booking.undone_by_id:
            number = self.claims.get(booking.undone_by_id)
            yield _("undone in claim %(number)s") % {"number": number} if number else _("undone since")

    def _changed(self, entry, shown):
        if entry.pk in self.corrected and not self.made[entry.pk].undone_by_id:
            yield _("a certificate was corrected since")
        if entry is not shown and _values(entry) != _values(shown):
            yield _("changed since")

    @property
    def _number(self):
        return self.claim.number if self.claim.is_submitted else None


def _values(row):
    return row.booked_on, row.amount, row.hours, row.note


def source_rows(claim):
    rows, name = claim.lines.all(), "source"
    if claim.is_draft:
        rows, name = entries_to_claim(claim), "line__source"
    sums = rows.order_by(name).values(name).annotate(sum=Sum("amount"), time=Sum("hours"))
    return [SourceRow(source_text(each[name]), each["sum"], each["time"]) for each in sums]


def claim_context(claim, *, in_detail, may_edit):
    sums, rows = source_rows(claim), line_rows(claim) if in_detail else []
    return {
        "claim": claim,
        "sums": sums,
        "amount": sum((each.amount for each in sums), Decimal()),
        "rows": rows,
        "has": {name: any(getattr(row, name) for row in rows) for name in ("purpose", "note", "remarks")},
        "in_detail": in_detail,
        "left": left_before(claim) if claim.is_draft else None,
        "steps": [StepLink(step, step_url(claim, step)) for step in steps_from(claim.state)]
        if may_edit
        else [],
    }


@dataclass(frozen=True)
class StepLink:
    step: Step
    url: str

    @property
    def is_main(self):
        return self.step != Step.WITHDRAW


def step_url(claim, step):
    return reverse("claims:step", args=[claim.project.slug, claim.number, step])


def shown_before(claim):
    return (claim, list(entries_to_claim(claim))) if claim.is_draft else (claim,)


def amount_to_state(claim):
    return claim.approved if claim.state == State.DECIDED else amount_of(claim)


def next_period(project, claims):
    last = max((each.ends_on for each in claims if each.state != State.WITHDRAWN), default=None)
    first, today = (last + timedelta(1) if last else project.starts_on), timezone.localdate()
    return {"starts_on": first, "ends_on": today if first and first <= today else None}
