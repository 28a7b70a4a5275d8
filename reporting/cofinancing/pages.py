from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.ui.formats import money, month_text
from participants.benefits.models import Benefit
from participants.certificates.document.texts import table_of
from participants.certificates.pages import content_or_none
from participants.register.models import Participation
from reporting.cofinancing.amounts import CENT
from reporting.cofinancing.models import Rate, Unit


@dataclass(frozen=True)
class MonthRow:
    text: str
    count: int
    url: str


@dataclass(frozen=True)
class ProposedRow:
    """A certificate, or a part of it that is worth nothing."""

    name: str
    benefit: str
    hours: Any
    rate: str
    amount: Any = None
    problem: str = ""


def month_rows(project, months):
    return [
        MonthRow(
            capfirst(month_text(month)),
            count,
            reverse("cofinancing:book", args=[project.slug, month.year, month.month]),
        )
        for month, count in months
    ]


def proposed_rows(proposal):
    return [row for line in proposal.lines for row in _rows_of(line)]


def _rows_of(line):
    name = certificate_name(line.certificate)
    if line.worth is None:
        yield ProposedRow(
            name, "", None, "", problem=_("The text can't be read. Tell the portal's operator.")
        )
        return
    for each in line.worth.amounts:
        rate = rate_text(each.rate.price, each.rate.unit)
        yield ProposedRow(name, benefit_text(each.rate.kind), each.hours, rate, each.amount)
    for kind, minutes in line.worth.without_rate.items():
        yield ProposedRow(name, benefit_text(kind), _hours(minutes), "", problem=_("no rate is loaded"))
    if line.worth.without_benefit:
        hours = _hours(line.worth.without_benefit)
        yield ProposedRow(name, "", hours, "", problem=_("no benefit on these days"))


def _hours(minutes):
    return (Decimal(minutes) / 60).quantize(CENT)


def certificate_name(certificate):
    # No name and no number of the person: the table is shown to auditors and printed.
    return _("Certificate %(number)s") % {"number": certificate.pk}


def benefit_text(kind):
    return capfirst(str(Benefit(kind).label))


def rate_text(price, unit):
    text = _("%(price)s an hour") if unit == Unit.HOUR else _("%(price)s a day")
    return text % {"price": money(price)}


@dataclass(frozen=True)
class LineRow:
    line: Any
    name: str
    benefit: str
    rate: str
    url: str


def line_rows(booking):
    lines = booking.lines.select_related("certificate", "rate").order_by("certificate", "pk")
    return [
        LineRow(
            each,
            certificate_name(each.certificate),
            benefit_text(each.rate.kind),
            rate_text(each.rate.price, each.rate.unit),
            reverse("cofinancing:line", args=[booking.project.slug, booking.pk, each.pk]),
        )
        for each in lines
    ]


def line_context(line, person):
    """Return what an auditor sees of the certificate behind a line: days and hours, and no name."""
    certificate = line.certificate
    content = content_or_none(certificate)
    return {
        "line": line,
        "certificate": certificate,
        "name": certificate_name(certificate),
        # Of a protected identity it is read with the participant's record alone.
        "scan": None if person.is_protected else certificate.scan_in_force,
        "has_no_scan": certificate.scan_in_force is None,
        "table": table_of(content) if content else None,
        "benefit": benefit_text(line.rate.kind),
        "rate": rate_text(line.rate.price, line.rate.unit),
    }


def subject_of(line):
    """Return the participation that the certificate is of, or into which it was merged."""
    found = Participation.with_voided.select_related("person", "project", "merged_into__person")
    participation = found.get(pk=line.certificate.participation_id)
    return participation.merged_into or participation


def loaded_rates(project):
    return [
        (benefit_text(each.kind), each, rate_text(each.price, each.unit))
        for each in Rate.objects.of_programme(project)
    ]
