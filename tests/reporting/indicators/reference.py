"""Reference implementation of the figures in plain Python, which the SQL is compared with."""

import calendar
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

# Written from the definitions and not from the product's code; slow and simple on purpose.
LABOUR_MARKET = {"employment", "self_employment", "job_search", "unemployed", "inactive"}
WORK = {"employment", "self_employment"}
SEEKING = {"job_search", "unemployed"}
FOLLOW_UP_WORK = {"follow_up_employed", "follow_up_self_employed"}
REPEAL = date(2018, 8, 2)


@dataclass
class Event:
    day: date
    kind: str
    improvement: str = ""
    corrects: int | None = None  # the place of the event it corrects in the same list
    withdrawal: bool = False
    evidence: str = ""


@dataclass
class Stay:
    entry: date
    exit: date | None
    municipality: str = "0882"
    intervention: int | None = None
    # (kind, amount) of work and of studies: kind "" is not known, "none" is none.
    before: tuple = (("", None), ("", None))
    after: tuple = (("", None), ("", None))


@dataclass
class PlainPerson:
    sex: str
    born: date
    status: str = ""
    since: date | None = None
    studying: bool | None = None
    own_business: bool | None = None
    isced: int | None = None
    jobless_household: bool | None = None
    children: bool | None = None
    single: bool | None = None
    yes: frozenset = frozenset()  # the special-category questions answered yes
    homeless: bool | None = None
    rural: bool | None = None
    stays: list[Stay] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


def months_later(day, months):
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def age_on(day, born):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class PersonFacts:
    """A person's facts for one programme period; with `only_evidence` as if what counts without it was nothing."""

    def __init__(self, person, period, *, only_evidence=False):
        self.p, self.only_evidence = person, only_evidence
        stays = sorted(person.stays, key=lambda stay: stay.entry)
        self.first, self.last = stays[0], stays[-1]
        self.entry, self.exit = self.first.entry, self.last.exit
        self.age = age_on(self.entry, person.born)
        self.household_asked = period == "2014-2020" and self.entry < REPEAL
        self.complete = bool(person.status) and person.isced is not None
        if self.household_asked:
            answers = (person.jobless_household, person.children, person.single)
            self.complete = self.complete and None not in answers
        if period == "2007-2013":  # knows no completeness rule
            self.complete = True
        self.isced_0_is_a_disadvantage = period == "2014-2020" and person.isced == 0
        self._look_at_events()

    def _look_at_events(self):
        corrected = {event.corrects for event in self.p.events}
        self.leaving = self.follow_up = self.improvement = None
        self.kinds = set()
        if self.exit is None:
            return
        in_force = [
            (event.day, self._place(number), event)
            for number, event in enumerate(self.p.events)
            if number not in corrected and not event.withdrawal and event.day > self.entry
        ]
        in_force = [event for _, _, event in sorted(in_force, key=lambda placed: placed[:2])]
        for event in in_force:
            soon = event.day <= self.exit + timedelta(days=28)
            counts = bool(event.evidence) or not self.only_evidence
            if soon and (event.day > self.last.entry or event.kind == "qualification"):
                if counts:
                    self.kinds.add(event.kind)
                if event.kind in LABOUR_MARKET:
                    self.leaving = event.kind if counts else None
            if event.kind.startswith("follow_up") and event.day >= months_later(self.exit, 6):
                self.follow_up = event.kind if counts else None
                self.improvement = event.improvement

    def _place(self, number):
        # What was recorded last stays last; a version that leaves day and kind alone keeps its place.
        event = self.p.events[number]
        if event.corrects is not None:
            wrong = self.p.events[event.corrects]
            if (wrong.day, wrong.kind) == (event.day, event.kind):
                return self._place(event.corrects)
        return number

    @property
    def unemployed(self):
        return self.p.status == "unemployed"

    @property
    def inactive(self):
        return self.p.status == "inactive"

    @property
    def employed(self):
        return self.p.status == "employed"

    @property
    def long_term(self):
        limit = 6 if self.age < 25 else 12
        since = self.p.since
        return self.unemployed and since is not None and self.entry > months_later(since, limit)

    @property
    def jobless(self):
        return self.household_asked and self.p.jobless_household is True

    @property
    def single_parent(self):
        return self.household_asked and self.p.single is True and self.p.children is True

    @property
    def disadvantaged(self):
        groups = {
            "foreign_background",
            "third_country_national",
            "minority",
            "disability",
            "other_disadvantage",
        }
        return (
            self.jobless or self.single_parent or self.isced_0_is_a_disadvantage or bool(groups & self.p.yes)
        )

    def isced(self, *levels):
        return self.p.isced in levels

    @property
    def new_studies(self):
        return "education" in self.kinds and self.p.studying is not True

    @property
    def in_work(self):
        return self.leaving in WORK

    @property
    def work_after_half_a_year(self):
        return not self.employed and bool(self.p.status) and self.follow_up in FOLLOW_UP_WORK

    @property
    def improved(self):
        return self.employed and self.follow_up in FOLLOW_UP_WORK and bool(self.improvement)

    @property
    def found_work(self):
        return (self.unemployed or self.inactive) and self.in_work

    @property
    def began_to_seek(self):
        return self.inactive and self.leaving in SEEKING

    @property
    def any_result(self):
        return self.began_to_seek or self.new_studies or "qualification" in self.kinds or self.found_work

    @property
    def activity(self):
        """True: more work or more studies after the last stay than before it; None: it cannot be compared."""
        answers = []
        for (old, little), (new, much) in zip(self.last.before, self.last.after, strict=True):
            if not old or not new:
                return None
            if "none" in (old, new):
                answers.append(old == "none" != new)
            elif little is None or much is None:
                return None
            else:
                answers.append(much > little)
        return any(answers)

    @property
    def occupied(self):
        return self.in_work or bool({"education", "internship"} & self.kinds)


MIGRANT = {"foreign_background", "third_country_national"}

OUTPUTS = {
    "2007-2013": {
        "A23-1E": lambda s: True,
        "A23-3a": lambda s: s.employed,
        "A23-3a1": lambda s: s.employed and s.p.own_business is True,
        "A23-3b": lambda s: s.unemployed,
        "A23-3b1": lambda s: s.long_term,
        "A23-3c": lambda s: s.inactive,
        "A23-3c1": lambda s: s.inactive and s.p.studying is True,
        "A23-3x": lambda s: not s.p.status,
        "A23-4a": lambda s: 15 <= s.age <= 24,
        "A23-4b": lambda s: 55 <= s.age <= 64,
        "A23-5a": lambda s: "minority" in s.p.yes,
        "A23-5b": lambda s: bool(MIGRANT & s.p.yes),
        "A23-5c": lambda s: "disability" in s.p.yes,
        "A23-5d": lambda s: "other_disadvantage" in s.p.yes,
        "A23-6a": lambda s: s.isced(1, 2),
        "A23-6b": lambda s: s.isced(3),
        "A23-6c": lambda s: s.isced(4),
        "A23-6d": lambda s: s.isced(5, 6, 7, 8),
        "A23-6x": lambda s: s.isced(None),
    },
    "2014-2020": {
        "CO01": lambda s: s.unemployed,
        "CO02": lambda s: s.long_term,
        "CO03": lambda s: s.inactive,
        "CO04": lambda s: s.inactive and s.p.studying is not True,
        "CO05": lambda s: s.employed,
        "CO06": lambda s: s.age < 25,
        "CO07": lambda s: s.age >= 55,
        "CO08": lambda s: s.age >= 55 and (s.unemployed or (s.inactive and s.p.studying is not True)),
        "CO09": lambda s: s.isced(1, 2),
        "CO10": lambda s: s.isced(3, 4),
        "CO11": lambda s: s.isced(5, 6, 7, 8),
        "CO12": lambda s: s.jobless,
        "CO13": lambda s: s.jobless and s.p.children is True,
        "CO14": lambda s: s.single_parent,
        "CO15": lambda s: bool((MIGRANT | {"minority"}) & s.p.yes),
        "CO16": lambda s: "disability" in s.p.yes,
        "CO17": lambda s: "other_disadvantage" in s.p.yes or s.isced(0),
        "CO18": lambda s: s.p.homeless is True,
        "CO19": lambda s: s.p.rural is True,
        "TOTAL": lambda s: True,
    },
    "2021-2027": {
        "EECO01": lambda s: True,
        "EECO02": lambda s: s.unemployed,
        "EECO03": lambda s: s.long_term,
        "EECO04": lambda s: s.inactive,
        "EECO05": lambda s: s.employed,
        "EECO06": lambda s: s.age < 18,
        "EECO07": lambda s: 18 <= s.age <= 29,
        "EECO08": lambda s: s.age >= 55,
        "EECO09": lambda s: s.isced(0, 1, 2),
        "EECO10": lambda s: s.isced(3, 4),
        "EECO11": lambda s: s.isced(5, 6, 7, 8),
        "EECO12": lambda s: "disability" in s.p.yes,
        "EECO13": lambda s: "third_country_national" in s.p.yes,
        "EECO14": lambda s: "foreign_background" in s.p.yes,
        "EECO15": lambda s: "minority" in s.p.yes,
        "EECO16": lambda s: s.p.homeless is True,
        "EECO17": lambda s: s.p.rural is True,
    },
}
RESULTS = {
    "2007-2013": {"A23-1L": lambda s: True},
    "2014-2020": {
        "CR01": lambda s: s.began_to_seek,
        "CR02": lambda s: s.new_studies,
        "CR03": lambda s: "qualification" in s.kinds,
        "CR04": lambda s: s.found_work,
        "CR05": lambda s: s.disadvantaged and s.any_result,
        "CR06": lambda s: s.work_after_half_a_year,
        "CR07": lambda s: s.improved,
        "CR08": lambda s: s.work_after_half_a_year and s.age >= 55,
        "CR09": lambda s: s.work_after_half_a_year and s.disadvantaged,
    },
    "2021-2027": {
        "EECR01": lambda s: s.began_to_seek,
        "EECR02": lambda s: s.new_studies,
        "EECR03": lambda s: "qualification" in s.kinds,
        "EECR04": lambda s: s.found_work,
        "EECR05": lambda s: s.work_after_half_a_year,
        "EECR06": lambda s: s.improved,
    },
}
MEASURES = {
    "leavers": lambda s: True,
    "work": lambda s: s.in_work,
    "self_employment": lambda s: s.leaving == "self_employment",
    "occupation": lambda s: s.occupied,
    "studies": lambda s: not s.in_work and "education" in s.kinds,
    "internship": lambda s: not s.in_work and "education" not in s.kinds and "internship" in s.kinds,
    "progression": lambda s: s.occupied or "closer_to_labour_market" in s.kinds,
    "began_or_increased": lambda s: s.activity is True,
    "compared": lambda s: s.activity is not None,
}


def figures(period, register, starts_on, ends_on):
    """Return a Counter of (code, span, sex) for every figure of the period."""
    counted = Counter()
    for person in register:
        facts = PersonFacts(person, period)
        for span, since in (("cumulative", date.min), ("period", starts_on)):
            entered = since <= facts.entry <= ends_on
            left = facts.exit is not None and since <= facts.exit <= ends_on
            codes = set()
            if entered:
                codes |= {"participants"} if period == "2007-2013" else {"participants", "GRAND"}
                codes |= {c for c, holds in OUTPUTS[period].items() if facts.complete and holds(facts)}
            if left:
                codes |= {c for c, holds in MEASURES.items() if holds(facts)}
                codes |= {c for c, holds in RESULTS[period].items() if facts.complete and holds(facts)}
            here_at_the_end = facts.entry <= ends_on and not (facts.exit and facts.exit <= ends_on)
            if period == "2007-2013" and facts.complete and here_at_the_end:
                codes.add("A23-1C")
            counted.update((code, span, person.sex) for code in codes)
    return counted


def with_evidence(period, register, ends_on):
    """Return a Counter of the codes of results: people who left, and count by an event with evidence."""
    counted = Counter()
    for person in register:
        facts, stated = PersonFacts(person, period), PersonFacts(person, period, only_evidence=True)
        if facts.exit is None or facts.exit > ends_on:
            continue
        counted.update(code for code, holds in MEASURES.items() if holds(facts) and holds(stated))
        if facts.complete:
            counted.update(code for code, holds in RESULTS[period].items() if holds(facts) and holds(stated))
    return counted
