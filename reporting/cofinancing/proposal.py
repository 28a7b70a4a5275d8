"""Certified hours of a month that can be booked, and what they are worth."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from esfportal.security.encryption import Unreadable
from participants.benefits.models import BenefitPeriod
from participants.certificates.models import Certificate
from participants.certificates.states import State
from participants.register.models import Participation
from reporting.cofinancing.amounts import Attended, BenefitFact, RateFact, Worth, worth_of
from reporting.cofinancing.models import Rate
from reporting.cofinancing.querysets import without_bookings


@dataclass(frozen=True)
class ProposedLine:
    certificate: Any
    worth: Worth | None  # None: the certificate can't be read

    @property
    def amount(self) -> Decimal:
        return sum((each.amount for each in self.worth.amounts), Decimal()) if self.worth else Decimal()


@dataclass(frozen=True)
class Proposal:
    lines: list[ProposedLine]
    rows: tuple[Any, ...]  # from which it is computed

    @property
    def bookable(self):
        return [line for line in self.lines if line.amount]

    @property
    def amount(self):
        return sum((line.amount for line in self.lines), Decimal())

    @property
    def hours(self):
        return sum((each.hours for line in self.bookable for each in line.worth.amounts), Decimal())


def certificates_to_book(project):
    """Return the locked certificates that are not booked. Protected identities are left out: sums would show them."""
    people = Participation.objects.in_project(project).unprotected()
    return without_bookings(Certificate.objects.of_people(people).filter(state=State.LOCKED))


def months_to_book(project):
    """Return [(month, number of certificates)], the latest first."""
    found = certificates_to_book(project).order_by("-month").values_list("month", flat=True)
    counts = defaultdict(int)
    for month in found:
        counts[month] += 1
    return list(counts.items())


def proposal_of(project, month, call):
    """Return the month's certificates with their worth by the rates of the call, in a fixed number of statements."""
    until = month.replace(day=monthrange(month.year, month.month)[1])
    certificates = list(certificates_to_book(project).filter(month=month).with_record().order_by("pk"))
    people = Participation.objects.filter(pk__in={each.record for each in certificates})
    periods = BenefitPeriod.objects.of_people(people).filter(starts_on__lte=until).going_on(month)
    periods = list(periods.with_record().order_by("pk"))
    rates = list(Rate.objects.of_programme(project).filter(call=call).between(month, until))
    benefits = defaultdict(list)
    for each in periods:
        benefits[each.record].append(BenefitFact(each.kind, each.extent, each.starts_on, each.ends_on))
    known = [
        RateFact(each.pk, each.kind, each.starts_on, each.ends_on, each.unit, each.price) for each in rates
    ]
    lines = [ProposedLine(each, _worth(each, benefits[each.record], known)) for each in certificates]
    return Proposal(lines, (certificates, periods, rates))


def _worth(certificate, benefits, rates):
    try:
        content = certificate.content
    except Unreadable:
        return None
    rows = [
        Attended(date.fromisoformat(row["day"]), row["minutes"])
        for row in content["rows"]
        if row["project_time"]
    ]
    return worth_of(rows, benefits, rates, certificate.rounding)
