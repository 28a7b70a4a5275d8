"""Causes of a change of a figure between two reports: each person has the first that holds."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from esfportal.registry import Registry
from projects.models import Project
from reporting.indicators.enums import PartKind
from reporting.indicators.frameworks.base import ENTERED, LEFT, PRESENT
from reporting.indicators.names import Name


class Cause(StrEnum):
    """Causes as stored with a report: their values must not change."""

    MERGED = "merged"
    VOIDED = "voided"
    PROTECTION = "protection"
    ENTRY = "entry"
    EXIT = "exit"
    RETURN = "return"
    LATE_ENTRY = "late_entry"
    LATE_EXIT = "late_exit"
    LATE_OUTCOME = "late_outcome"
    OUTCOME = "outcome"
    CORRECTION = "correction"
    PARTS = "parts"  # the project's parts
    STATED = "stated"  # a number that is stated for the project
    DEFINITIONS = "definitions"
    UNEXPLAINED = "unexplained"


NAMES: dict[str, Name] = {
    Cause.MERGED: Name("dubbletter slogs ihop eller skildes åt", "duplicates merged or taken apart"),
    Cause.VOIDED: Name("registreringen makulerades eller återtogs", "registration voided or restored"),
    Cause.PROTECTION: Name("skyddade personuppgifter", "protected identity"),
    Cause.ENTRY: Name("nya deltagare", "new entries"),
    Cause.EXIT: Name("nya avslut", "new exits"),
    Cause.RETURN: Name("kom tillbaka", "came back"),
    Cause.LATE_ENTRY: Name("start som registrerades sent", "entry registered late"),
    Cause.LATE_EXIT: Name("avslut som registrerades sent", "exit registered late"),
    Cause.LATE_OUTCOME: Name("resultat som registrerades sent", "outcome registered late"),
    Cause.OUTCOME: Name("nya resultat", "new outcomes"),
    Cause.CORRECTION: Name("rättade eller kompletterade uppgifter", "records corrected or completed"),
    Cause.PARTS: Name("projektets delar ändrades", "the project's parts were changed"),
    Cause.STATED: Name("nytt uppgivet antal", "another number stated"),
    Cause.DEFINITIONS: Name("andra definitioner", "other definitions"),
    Cause.UNEXPLAINED: Name("ingen orsak hittades", "no cause was found"),
}


@dataclass(frozen=True)
class RegisteredCause:
    """A cause of a later feature, added to LATER_CAUSES in AppConfig.ready()."""

    code: str  # stored with reports: must not change
    name: Name
    # (project, primary keys of participations, the earlier report's moment) -> those that it explains. One
    # query at most: it is asked once for a report, for all of its figures together.
    find: Callable[[Project, Collection[int], datetime], Collection[int]]


# Asked after every cause above CORRECTION that has a date of its own, in the order of registration.
LATER_CAUSES = Registry()


@dataclass(frozen=True)
class Place:
    """The parts of a participation; "" for none, and for all parts of a protected person."""

    sub_project: str = ""
    municipality: str = ""
    intervention: str = ""

    def part(self, kind: str) -> str:
        return str(getattr(self, PartKind(kind).value))

    @property
    def is_hidden(self) -> bool:
        # Every spell has a municipality.
        return not self.municipality


@dataclass(frozen=True)
class Member:
    """A participation as a report counted it."""

    sex: str
    first_entry: date
    last_exit: date | None
    first: Place  # of the first spell
    last: Place

    def part(self, kind: str, when: str) -> str:
        # As in reporting.indicators.counting: outputs by the first spell, results by the last.
        return (self.first if when == ENTERED else self.last).part(kind)


@dataclass(frozen=True)
class Facts:
    """A participation in the register now, and what was recorded about it since the earlier report."""

    created_at: datetime
    first_entry: date | None = None
    last_entry: date | None = None
    last_exit: date | None = None
    is_voided: bool = False
    was_voided: bool = False  # once, whether or not it is now
    outcomes: tuple[date, ...] = ()  # days of the outcomes recorded since
    has_corrected_outcome: bool = False
    is_changed: bool = False  # the entry record, a spell, or the person's birth date or sex
    registered: tuple[str, ...] = ()  # codes of LATER_CAUSES


@dataclass(frozen=True)
class Frame:
    """The two reports, as far as the causes depend on them."""

    earlier_ends_on: date
    earlier_at: datetime  # when the earlier report's figures were made
    ends_on: date
    same_definitions: bool = True
    parts_before: dict[str, set[str]] = field(default_factory=dict)  # codes by PartKind
    parts_now: dict[str, set[str]] = field(default_factory=dict)


def cause_of_addition(facts: Facts, when: str, known: Member | None, is_merged: bool, frame: Frame) -> str:
    """Return why a participation is counted now and was not in the earlier report.

    known: as the earlier report counted it in any figure; is_merged: under another record.
    """
    if known is None and facts.was_voided and facts.created_at <= frame.earlier_at:
        return Cause.VOIDED
    day = facts.last_exit if when == LEFT else facts.first_entry
    if day and day > frame.earlier_ends_on:
        return Cause.EXIT if when == LEFT else Cause.ENTRY
    if known is None:
        return Cause.LATE_ENTRY if facts.created_at > frame.earlier_at else Cause.CORRECTION
    if is_merged:
        return Cause.MERGED
    if when == LEFT and known.last_exit is None:
        return Cause.LATE_EXIT
    return _cause_of_both(facts, when, known, frame)


def cause_of_removal(facts: Facts, when: str, known: Member, is_merged: bool, frame: Frame) -> str:
    """Return why a participation of the earlier report is counted no longer."""
    if is_merged:
        return Cause.MERGED
    if facts.is_voided:
        return Cause.VOIDED
    if _has_returned(facts, when, known):
        return Cause.RETURN
    has_left = facts.last_exit is not None and facts.last_exit <= frame.ends_on
    if when == PRESENT and has_left and known.last_exit is None:
        is_new = facts.last_exit is not None and facts.last_exit > frame.earlier_ends_on
        return Cause.EXIT if is_new else Cause.LATE_EXIT
    if when == PRESENT and has_left and known.last_exit == facts.last_exit:
        return Cause.EXIT  # known before, and later than the earlier report's last day
    if when == LEFT and not has_left:
        return Cause.CORRECTION
    return _cause_of_both(facts, when, known, frame)


def _cause_of_both(facts: Facts, when: str, known: Member, frame: Frame) -> str:
    if _has_returned(facts, when, known):
        return Cause.RETURN
    if when == LEFT and facts.has_corrected_outcome:
        return Cause.CORRECTION
    if when == LEFT and facts.outcomes:
        return Cause.LATE_OUTCOME if min(facts.outcomes) <= frame.earlier_ends_on else Cause.OUTCOME
    if when != LEFT and facts.first_entry != known.first_entry:
        return Cause.CORRECTION
    if when != ENTERED and facts.last_exit != known.last_exit:
        return Cause.CORRECTION
    return _last_causes(facts, frame)


def _last_causes(facts: Facts, frame: Frame) -> str:
    if facts.registered:
        return facts.registered[0]
    if facts.is_changed:
        return Cause.CORRECTION
    return Cause.UNEXPLAINED if frame.same_definitions else Cause.DEFINITIONS


def _has_returned(facts: Facts, when: str, known: Member) -> bool:
    is_by_exit = when != ENTERED and known.last_exit is not None
    return bool(is_by_exit and facts.last_entry and facts.last_entry > known.last_exit)  # type: ignore[operator]


def cause_of_move(
    facts: Facts, when: str, kind: str, before: Member, now: Member, is_merged: bool, frame: Frame
) -> str:
    """Return why a participation is counted in another part of a kind."""
    old, new = before.part(kind, when), now.part(kind, when)
    place, place_now = (each.first if when == ENTERED else each.last for each in (before, now))
    if place.is_hidden != place_now.is_hidden:
        return Cause.PROTECTION
    if is_merged:
        return Cause.MERGED
    if _has_returned(facts, when, before):
        return Cause.RETURN
    is_gone = old and old not in frame.parts_now.get(kind, ())
    is_new = new and new not in frame.parts_before.get(kind, ())
    same_spell = (place.municipality, place.intervention) == (place_now.municipality, place_now.intervention)
    if is_gone or is_new or (kind == PartKind.SUB_PROJECT and same_spell):
        return Cause.PARTS
    return facts.registered[0] if facts.registered else Cause.CORRECTION
