"""Participations counted in a figure."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from esfportal.database.swedish_order import sort_key
from participants.register.access import visible_participations
from participants.register.models import (
    OutcomeEventHistory,
    Participation,
    ParticipationHistory,
    Sex,
    SpellHistory,
)
from projects.models import Municipality
from reporting.indicators.counting import Period, date_condition
from reporting.indicators.enums import Span
from reporting.indicators.explain import counted_indicators
from reporting.reports.verification.access import is_auditor
from reporting.reports.verification.counted_events import counted_keys, facts_of
from reporting.reports.verification.pseudonyms import keys_by_pseudonym


class SinceReport(models.TextChoices):
    UNCHANGED = "unchanged", _("unchanged")
    CHANGED = "changed", _("changed")
    COUNTS_NO_LONGER = "gone", _("counts no longer")


@dataclass(frozen=True)
class CountedPerson:
    """A counted participation without its name."""

    code: str
    participation: int
    sex: str
    age: int | None
    entered: date | None
    left: date | None
    municipality: str  # "" for a protected person
    is_protected: bool
    has_changed: bool
    since: str = ""  # a SinceReport
    url: str = ""  # to the person page, for readers who may view it


@dataclass(frozen=True)
class VerifiedFigure:
    """A reported figure and its participations."""

    indicator: object
    reported: int | None
    people: dict  # {code: primary key} in the order of the codes, as frozen with the figures
    meets_now: set  # primary keys, only of participations that the report counts
    is_frozen: bool  # the list was stored with the figure

    @property
    def differs(self):
        return set(self.people.values()) != self.meets_now or self.reported not in (None, len(self.meets_now))


def figure(report, code, span):
    """Return the figure of an indicator or measure; KeyError for an unknown code."""
    indicator = {each.code: each for each in counted_indicators(report.project)}[code]
    period = Period(report.starts_on, report.ends_on)
    meets = facts_of(report).filter(date_condition(indicator.when, span, period) & indicator.q)
    meets_now = set(meets.filter(voided_at__isnull=True).values_list("pk", flat=True))
    frozen = counted_keys(report, code, span)
    shown = meets_now if frozen is None else frozen
    people = {name: pk for name, pk in keys_by_pseudonym(report).items() if pk in shown}
    return VerifiedFigure(indicator, _reported(report, code, span), people, meets_now, frozen is not None)


def _reported(report, code, span):
    document = report.document
    lines = {line.code: line for line in (*document.outputs, *document.results, *document.measures)}
    if code not in lines:
        return None
    return {Span.CUMULATIVE: lines[code].cumulative, Span.PERIOD: lines[code].period}[span].total


def listed(report, people, reader):
    """Return the people ({code: primary key}) that the reader's list shows; auditors see all."""
    if is_auditor(reader, report):
        return people
    # A pseudonym in some figures and not in others would show what a protected person has done.
    counted = Participation.with_voided.filter(pk__in=people.values())
    protected = set(counted.protected().values_list("pk", flat=True))
    return {code: pk for code, pk in people.items() if pk not in protected}


def rows(report, people, reader, meets_now=None):
    """Return a row for each of the people ({code: primary key}); `meets_now` as in VerifiedFigure, or None."""
    keys = list(people.values())
    facts = {
        p.pk: p
        for p in facts_of(report)
        .filter(pk__in=keys)
        .select_related("person", "project", "merged_into__person")
    }
    municipalities = dict(Municipality.objects.values_list("code", "name"))
    changed = changed_since(report, keys)
    seen = set(visible_participations(reader).filter(pk__in=keys).values_list("pk", flat=True))
    may_see_protected = is_auditor(reader, report)
    return [
        replace(
            _counted_person(code, facts[pk], municipalities, pk in changed, pk in seen),
            since=_since(pk, changed, meets_now),
        )
        if may_see_protected or not facts[pk].is_protected
        else _locked_person(code, pk)
        for code, pk in people.items()
    ]


def _since(pk, changed, meets_now):
    if meets_now is not None and pk not in meets_now:
        return SinceReport.COUNTS_NO_LONGER
    return SinceReport.CHANGED if pk in changed else SinceReport.UNCHANGED


SORT_KEYS = {
    "code": lambda row: row.code,
    "sex": lambda row: str(row.sex),
    "age": lambda row: row.age,
    "start": lambda row: row.entered,
    "end": lambda row: row.left,
    "municipality": lambda row: sort_key(row.municipality) or None,
    "since": lambda row: SinceReport.values.index(row.since),
}


def in_order(people, sort):
    """Sort by one of SORT_KEYS, descending after a "-"; what is not known or not shown comes last."""
    key = SORT_KEYS[sort.removeprefix("-")]
    by_code = sorted(people, key=SORT_KEYS["code"])
    known = [row for row in by_code if key(row) is not None]
    unknown = [row for row in by_code if key(row) is None]
    return [*sorted(known, key=key, reverse=sort.startswith("-")), *unknown]


def _locked_person(code, pk):
    # Of an opened record: its own pages show the facts.
    return CountedPerson(code, pk, "", None, None, None, "", is_protected=True, has_changed=False)


def _counted_person(code, participation, municipalities, has_changed, is_seen):
    hidden = participation.is_protected
    return CountedPerson(
        code=code,
        participation=participation.pk,
        sex=Sex(participation.sex).label,
        age=participation.age,
        entered=participation.first_entry,
        left=participation.last_exit,
        municipality="" if hidden else municipalities.get(participation.first_municipality, ""),
        is_protected=hidden,
        has_changed=has_changed,
        url=participation.get_absolute_url() if is_seen and not hidden else "",
    )


def changed_since(report, keys):
    later = {"pgh_created_at__gt": report.computed_at}
    found = set(ParticipationHistory.objects.filter(id__in=keys, **later).values_list("id", flat=True))
    for history in (SpellHistory, OutcomeEventHistory):
        events = history.objects.filter(participation__in=keys, **later)
        found |= set(events.values_list("participation", flat=True))
    return found
