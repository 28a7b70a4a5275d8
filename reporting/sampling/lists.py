"""Lists that samples are drawn from: people counted in a figure, and lines of money. None of them ever changes."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.ui.formats import date_text, period
from reporting.claims.pages import source_text
from reporting.cofinancing.pages import benefit_text, certificate_name
from reporting.indicators.enums import Span
from reporting.indicators.explain import counted_indicators
from reporting.indicators.measures import PARTICIPANTS
from reporting.reports.verification.counted_events import counted_keys
from reporting.reports.verification.pseudonyms import keys_by_pseudonym
from reporting.sampling.method.drawing import digest_of_list
from reporting.sampling.states import Source


class NotFrozen(Exception):
    """The list was not kept: the report is older than the lists of its figures, or the figure is unknown."""


@dataclass(frozen=True)
class ListItem:
    """An item under its code, which names no person."""

    code: str
    amount: Decimal | None = None
    participation: int | None = None  # the key of the person whom it is about
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class FrozenList:
    """The items of a list, and where it is from."""

    source: Source
    key: str  # in addresses
    about: dict[str, Any]  # the fields of a Sample that name the list
    items: list[ListItem]
    name: str
    page_url: str
    query: str = ""

    @cached_property
    def drawable(self) -> list[ListItem]:
        """Return the items that can be drawn: of money those above zero."""
        # What undoes another line is checked together with that line.
        return [each for each in self.items if each.amount is None or each.amount > 0]

    @property
    def amounts(self) -> dict[str, int]:
        """Return the amounts of the items that can be drawn, in öre, by code."""
        return {each.code: ore(each.amount) for each in self.drawable if each.amount is not None}

    @property
    def origin(self):
        """Return the report, claim or booking."""
        return self.about.get("report") or self.about.get("claim") or self.about["booking"]

    @property
    def total(self) -> Decimal | None:
        return (
            sum((each.amount for each in self.drawable if each.amount), Decimal()) if self.is_money else None
        )

    @property
    def is_money(self) -> bool:
        return self.source != Source.FIGURE

    @property
    def digest(self) -> str:
        return digest_of_list(
            (each.code, None if each.amount is None else ore(each.amount)) for each in self.items
        )


def ore(amount: Decimal) -> int:
    return int(amount * 100)


def list_of_figure(report, code, span):
    """Return the people counted in a figure, under the codes of the report. Raises NotFrozen."""
    project = report.project
    named = {each.code: each for each in counted_indicators(project)}
    if code not in named or span not in (Span.CUMULATIVE, Span.PERIOD):
        raise NotFrozen
    counted = _counted(report, code, span)
    people = {pseudonym: key for pseudonym, key in keys_by_pseudonym(report).items() if key in counted}
    person = "reports:evidence_person"
    query = urlencode({"figure": code, "span": span})
    return FrozenList(
        source=Source.FIGURE,
        key=report.list_key,
        about={"report": report, "figure": code, "span": span},
        items=[
            ListItem(
                pseudonym,
                participation=key,
                url=f"{reverse(person, args=[project.slug, report.public_id, pseudonym])}?{query}",
            )
            for pseudonym, key in people.items()
        ],
        name=f"{capfirst(str(named[code].name))}, {span_text(report, span)}",
        page_url=f"{reverse('reports:evidence', args=[project.slug, report.public_id])}?{query}",
        query=query,
    )


def _counted(report, code, span):
    if (found := counted_keys(report, code, span)) is not None:
        return found
    # Reports made before the lists of each figure were stored have that of the participants.
    if (code, span) == (PARTICIPANTS, Span.CUMULATIVE):
        return set(report.counted_participations or ())
    raise NotFrozen


def span_text(report, span):
    if span == Span.PERIOD:
        return period(report.starts_on, report.ends_on)
    return _("since the project's start, until %(day)s") % {"day": date_text(report.ends_on)}


def list_of_claim(claim):
    """Return the lines of a submitted claim; a code is the claim's number and the place of the line."""
    lines = claim.lines.order_by("booked_on", "pk")
    return FrozenList(
        source=Source.CLAIM,
        key=claim.list_key,
        about={"claim": claim},
        items=[
            ListItem(
                f"{claim.number}-{place}",
                line.amount,
                text=", ".join(
                    filter(None, [date_text(line.booked_on), source_text(line.source), line.note])
                ),
                url=claim.get_absolute_url(),
            )
            for place, line in enumerate(lines, 1)
        ],
        name=f"{claim.display_name}, {claim.period_text}",
        page_url=claim.get_absolute_url(),
    )


def list_of_booking(booking):
    """Return the lines of booked hours. The caller may read the whole project."""
    lines = booking.lines.select_related("certificate", "rate").order_by("certificate", "pk")
    return FrozenList(
        source=Source.BOOKING,
        key=booking.list_key,
        about={"booking": booking},
        items=[
            ListItem(
                f"{booking.pk}-{place}",
                line.amount,
                line.certificate.participation_id,
                f"{certificate_name(line.certificate)}, {benefit_text(line.rate.kind)}",
                reverse("cofinancing:line", args=[booking.project.slug, booking.pk, line.pk]),
            )
            for place, line in enumerate(lines, 1)
        ],
        name=_("Booking of certified hours: %(month)s") % {"month": booking.month_text},
        page_url=booking.get_absolute_url(),
    )


def list_of(sample):
    """Return the list that a sample was drawn from. Raises NotFrozen."""
    if sample.source == Source.FIGURE:
        return list_of_figure(sample.report, sample.figure, sample.span)
    return list_of_claim(sample.claim) if sample.source == Source.CLAIM else list_of_booking(sample.booking)
