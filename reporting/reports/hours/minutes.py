"""Hours of a project by activity, part and month, computed from plain rows; in minutes."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from participants.attendance.hours import reported_hours
from reporting.disclosure.hours.sums_together import Entry

WOMAN = "woman"
CONFIRMED = frozenset({"confirmed", "countersigned", "locked"})  # states of a certificate
OPEN = "open"  # of a month without a certificate

type Key = Callable[[int, date], Hashable]  # of an activity and the first day of a month


class SessionFact(NamedTuple):
    """A session that was not cancelled."""

    activity: int
    held_on: date
    minutes: int
    leader: int | None
    has_attendance: bool


class EnrolmentFact(NamedTuple):
    record: int  # key of the participation, or of that into which it was merged
    sex: str
    activity: int
    starts_on: date
    ends_on: date | None


class AttendanceFact(NamedTuple):
    """A participant's month at an activity."""

    record: int
    sex: str
    activity: int
    month: date
    present: int  # planned sessions, without those of week sheets
    minutes: int


class MonthFact(NamedTuple):
    """A participant's closed month."""

    state: str
    rounding: str


@dataclass(frozen=True)
class Facts:
    sessions: Sequence[SessionFact] = ()
    enrolments: Sequence[EnrolmentFact] = ()
    attendances: Sequence[AttendanceFact] = ()
    months: Mapping[tuple[int, date], MonthFact] = field(default_factory=dict)  # by record and month
    rounding: str = "whole"  # of months that are not closed


@dataclass
class BySex:
    women: int | Decimal = 0
    men: int | Decimal = 0

    @property
    def total(self) -> int | Decimal:
        return self.women + self.men

    def add(self, sex: str, amount: int | Decimal) -> None:
        if sex == WOMAN:
            self.women += amount
        else:
            self.men += amount


@dataclass
class Hours:
    """Minutes of participants, and numbers of sessions."""

    planned: BySex = field(default_factory=BySex)
    attended: BySex = field(default_factory=BySex)
    confirmed: BySex = field(default_factory=BySex)
    sessions: int = 0
    held: int = 0  # with attendance
    present: int = 0  # participants at the sessions, each session apart

    @property
    def mean_present(self) -> Decimal | None:
        return Decimal(self.present) / self.held if self.held else None


@dataclass
class Contact:
    """Sessions that a leader has held, and how long they took."""

    sessions: int = 0
    minutes: int = 0


def hours_by(facts: Facts, key: Key) -> dict[Hashable, Hours]:
    """Return the hours of each key."""
    found: dict[Hashable, Hours] = defaultdict(Hours)
    for session, expected in _with_expected(facts):
        hours = found[key(session.activity, session.held_on.replace(day=1))]
        hours.sessions += 1
        hours.held += session.has_attendance
        for sex in expected.values():
            hours.planned.add(sex, session.minutes)
    for row in facts.attendances:
        hours = found[key(row.activity, row.month)]
        hours.present += row.present
        hours.attended.add(row.sex, row.minutes)
        if _state(facts, row) in CONFIRMED:
            hours.confirmed.add(row.sex, row.minutes)
    return dict(found)


def total(facts: Facts) -> Hours:
    return hours_by(facts, lambda _activity, _month: None).get(None, Hours())


def entries_of(facts: Facts, kinds: Mapping[int, str]) -> list[Entry]:
    """Return the minutes of each participant by month and kind of activity; `kinds`: by activity."""
    found: dict[tuple[int, date, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for session, expected in _with_expected(facts):
        month, kind = session.held_on.replace(day=1), kinds[session.activity]
        for record, sex in expected.items():
            found[record, month, kind, sex][0] += session.minutes
    for row in facts.attendances:
        minutes = found[row.record, row.month, kinds[row.activity], row.sex]
        minutes[1] += row.minutes
        minutes[2] += row.minutes if _state(facts, row) in CONFIRMED else 0
    return [
        Entry(record, month.isoformat(), kind, sex, *minutes)
        for (record, month, kind, sex), minutes in sorted(found.items())
        if any(minutes)
    ]


def by_state(facts: Facts) -> dict[str, BySex]:
    """Return the minutes attended by the state of the participant's month: of its certificate, or OPEN."""
    found: dict[str, BySex] = defaultdict(BySex)
    for row in facts.attendances:
        found[_state(facts, row)].add(row.sex, row.minutes)
    return dict(found)


def reported(facts: Facts) -> BySex:
    """Return the hours to report: those of each participant and month rounded down."""
    minutes: dict[tuple[int, date], int] = defaultdict(int)
    for row in facts.attendances:
        minutes[row.record, row.month] += row.minutes
    sexes = {row.record: row.sex for row in facts.attendances}
    found = BySex(Decimal(), Decimal())
    for (record, month), sum_of_month in minutes.items():
        closed = facts.months.get((record, month))
        rounding = closed.rounding if closed else facts.rounding
        found.add(sexes[record], reported_hours(sum_of_month, rounding))
    return found


def contact_by_leader(facts: Facts, until: date) -> dict[int | None, Contact]:
    """Return the sessions up to a day by their leader; None: without one."""
    found: dict[int | None, Contact] = defaultdict(Contact)
    for session in facts.sessions:
        if session.held_on <= until:
            found[session.leader].sessions += 1
            found[session.leader].minutes += session.minutes
    return dict(found)


def people_by(attendances: Iterable[AttendanceFact]) -> dict[date, BySex]:
    """Return the number of participants with hours in each month."""
    found: dict[date, BySex] = defaultdict(BySex)
    for record, sex, month in {(row.record, row.sex, row.month) for row in attendances if row.minutes}:
        del record
        found[month].add(sex, 1)
    return dict(found)


def _with_expected(facts: Facts) -> Iterator[tuple[SessionFact, dict[int, str]]]:
    """Yield each session with {record: sex} of those enrolled on its day."""
    enrolled: dict[int, list[EnrolmentFact]] = defaultdict(list)
    for each in facts.enrolments:
        enrolled[each.activity].append(each)
    for session in facts.sessions:
        day = session.held_on
        yield (
            session,
            {
                each.record: each.sex
                for each in enrolled[session.activity]
                if each.starts_on <= day and (each.ends_on is None or day <= each.ends_on)
            },
        )


def _state(facts: Facts, row: AttendanceFact) -> str:
    closed = facts.months.get((row.record, row.month))
    return closed.state if closed else OPEN
