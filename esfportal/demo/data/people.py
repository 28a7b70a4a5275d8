"""Create plain values for people, entry records, spells and events from a plan's counts."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from esfportal.demo.data.names import FAMILY, GIVEN
from esfportal.demo.data.numbers import free_birth_date, has_number, official_number
from participants.register.facts import HOUSEHOLD_UNTIL
from participants.register.models import (
    Income,
    LabourMarketStatus,
    OutcomeEvent,
    Protection,
    Sensitive,
    Spell,
    Study,
    Work,
)

Kind = OutcomeEvent.Kind
GROUNDS = (
    "Gemensam bedömning med Arbetsförmedlingen: behöver samordnat stöd.",
    "Anvisad av socialtjänsten efter trepartssamtal.",
)
# What the last days brought, by the outcome that the plan asks for.
LEAVING = {
    "work": (Kind.EMPLOYMENT, "anställningsavtal"),
    "self_employment": (Kind.SELF_EMPLOYMENT, "registreringsbevis"),
    "education": (Kind.EDUCATION, "antagningsbesked"),
    "internship": (Kind.INTERNSHIP, "överenskommelse om praktik"),
    "closer": (Kind.CLOSER, "gemensam bedömning"),
}
FOLLOW_UP = {
    "work": (Kind.FOLLOW_UP_EMPLOYED, 0.85),
    "self_employment": (Kind.FOLLOW_UP_SELF_EMPLOYED, 0.9),
    "education": (Kind.FOLLOW_UP_INACTIVE, 0.5),
    "internship": (Kind.FOLLOW_UP_EMPLOYED, 0.5),
    "closer": (Kind.FOLLOW_UP_EMPLOYED, 0.25),
    "nothing": (Kind.FOLLOW_UP_EMPLOYED, 0.15),
}

# Work, hours a week, studies, their extent and income at the end, by outcome.
SITUATIONS = {
    "work": (Work.UNSUBSIDISED, 40, Study.NONE, None, [(Income.WAGE, 100)]),
    "self_employment": (Work.OWN, 30, Study.NONE, None, [(Income.OTHER, None)]),
    "education": (Work.NONE, None, Study.SCHOOL, 100, [(Income.STUDY_SUPPORT, 100)]),
    "internship": (Work.NONE, None, Study.NONE, None, [(Income.ACTIVITY_SUPPORT, 100)]),
}


@dataclass
class DemoPerson:
    """One made-up participant."""

    # "" for people born outside the years of the test numbers.
    number: str
    birth_date: date
    sex: str
    given_name: str
    family_name: str
    municipality: str
    intervention: str
    outcome: str
    entry: dict
    spells: list = field(default_factory=list)
    events: list = field(default_factory=list)
    protection: str = Protection.NONE


def make_people(plan, rng, taken):
    """Return the plan's people; the same plan and state of `rng` give the same people."""
    # `taken`: (birth date, sex) pairs whose numbers are in use, across plans.
    people = []
    for group in plan.groups:
        sexes = ["woman"] * group.women + ["man"] * group.men
        outcomes = group.outcomes + [""] * (len(sexes) - len(group.outcomes))
        rng.shuffle(sexes)
        rng.shuffle(outcomes)
        people += [_person(plan, group, *pair, rng, taken) for pair in zip(sexes, outcomes, strict=True)]
    _leave_gaps(people, plan, rng)
    _break_rules(people, plan)
    _protect(people, plan)
    return [*people, *_registered_twice(people, plan)]


def _registered_twice(people, plan):
    """Yield further records of people without a number, for trying to merge them."""
    likely = [person for person in people if not person.number and person.spells[-1][1] and person.events]
    for person in likely[: plan.registered_twice]:
        entered = person.spells[0][0] + timedelta(days=20)
        entry = {**person.entry, "education_level": None, "rural": not person.entry["rural"]}
        yield replace(person, spells=[(entered, None, "")], events=[], entry=entry)


def _person(plan, group, sex, outcome, rng, taken):
    entered = _between(rng, plan.first_entry, plan.last_entry)
    left = None
    if outcome:
        entered = min(entered, plan.last_exit - timedelta(days=75))
        left = min(entered + timedelta(days=rng.randint(70, 330)), plan.last_exit)
    born = _birth_date(plan, entered, rng)
    if has_number(born):
        born = free_birth_date(born, sex, taken)
    person = DemoPerson(
        number=official_number(born, sex) if has_number(born) else "",
        birth_date=born,
        sex=sex,
        given_name=rng.choice(GIVEN[sex]),
        family_name=rng.choice(FAMILY),
        municipality=group.municipality,
        intervention=group.intervention,
        outcome=outcome,
        entry=_entry_record(plan, group, entered, rng),
    )
    person.spells = [(entered, left, _reason(outcome, rng))]
    last = plan.last_event
    person.events = [event for event in _events(person, rng) if last is None or event[0] <= last]
    return person


def _between(rng, first, last):
    return first + timedelta(days=rng.randint(0, (last - first).days))


def _birth_date(plan, entered, rng):
    youngest, oldest = plan.ages
    age = round(rng.triangular(youngest, oldest, youngest + (oldest - youngest) * 0.3))
    return entered - timedelta(days=round(age * 365.25) + rng.randint(1, 360))


def _reason(outcome, rng):
    if not outcome:
        return ""
    if outcome != "nothing":
        return Spell.ExitReason.COMPLETED
    reasons = Spell.ExitReason
    known = (reasons.COMPLETED, reasons.DROPPED_OUT, reasons.MOVED, reasons.OTHER)
    return rng.choices(known, weights=(4, 4, 1, 2))[0]


def _sensitive(share, rng):
    if rng.random() < 0.04:
        return Sensitive.REFUSED
    return Sensitive.YES if rng.random() < share else Sensitive.NO


def _entry_record(plan, group, entered, rng):
    status = rng.choices(list(LabourMarketStatus), weights=plan.status)[0]
    is_new = rng.random() < plan.newly_arrived
    disability = 1.0 if group.intervention == "sokandelots" else plan.disability
    record = {
        "labour_market_status": status,
        "unemployed_since": _days_before(entered, 60, 1400, rng) if status == "unemployed" else None,
        "in_education": rng.random() < 0.2 if status == LabourMarketStatus.INACTIVE else False,
        "self_employed": status == LabourMarketStatus.EMPLOYED and rng.random() < 0.2,
        "education_level": rng.choices(range(9), weights=(6, 12, 26, 34, 8, 5, 6, 3, 0))[0],
        "foreign_background": Sensitive.YES if is_new else _sensitive(0.2, rng),
        "third_country_national": Sensitive.YES if is_new else _sensitive(0.08, rng),
        "minority": _sensitive(0.03, rng),
        "disability": Sensitive.YES if disability == 1.0 else _sensitive(disability, rng),
        "other_disadvantage": _sensitive(0.15, rng),
        "homeless": rng.random() < 0.03,
        "rural": rng.random() < 0.35,
        "newly_arrived": is_new,
        "income_support": rng.random() < 0.45,
        "sickness_pension": False,
        "refugee": Sensitive.NO,
        "sick_listed": False,
    }
    if entered < HOUSEHOLD_UNTIL:
        record |= {
            "jobless_household": status != LabourMarketStatus.EMPLOYED and rng.random() < 0.4,
            "dependent_children": rng.random() < 0.35,
            "single_adult": rng.random() < 0.3,
        }
    return record | _eligibility(record, plan, entered, rng)


def _days_before(day, fewest, most, rng):
    return day - timedelta(days=rng.randint(fewest, most))


def _eligibility(record, plan, entered, rng):
    # Nearly all belong to a target group; the rest have a ground for admission.
    if rng.random() < 0.03:
        return {"admission_ground": rng.choice(GROUNDS)}
    belongs = record["newly_arrived"] or record["disability"] == Sensitive.YES
    if belongs and not plan.sick_listed:
        return {}
    if record["labour_market_status"] == LabourMarketStatus.UNEMPLOYED:
        return {"unemployed_since": _days_before(entered, 400, 1600, rng)}
    if plan.sick_listed:
        return {"sick_listed": True, "sick_listed_since": _days_before(entered, 200, 1500, rng)}
    return {"disability": Sensitive.YES}


def _events(person, rng):
    """Return [(date, kind, evidence, improvement)] of one person."""
    (entered, left, _reason), outcome = person.spells[0], person.outcome
    events = []
    if not outcome:
        if rng.random() < 0.2:
            events.append((entered + timedelta(days=rng.randint(40, 60)), Kind.CLOSER, "", ""))
        return events
    if rng.random() < 0.3 and outcome in ("work", "internship"):
        events.append((left - timedelta(days=rng.randint(30, 50)), Kind.INTERNSHIP, "", ""))
    if outcome in LEAVING:
        kind, evidence = LEAVING[outcome]
        proof = evidence if rng.random() < 0.8 else ""
        events.append((left + timedelta(days=rng.randint(0, 24)), kind, proof, ""))
    if outcome not in ("work", "self_employment"):
        status = rng.choice((Kind.JOB_SEARCH, Kind.UNEMPLOYED, Kind.INACTIVE))
        events.append((left + timedelta(days=rng.randint(0, 28)), status, "", ""))
    if outcome == "nothing" and rng.random() < 0.15:
        # Too late to count: shows the difference between what happened and what is counted.
        events.append((left + timedelta(days=rng.randint(29, 60)), Kind.EMPLOYMENT, "", ""))
    if rng.random() < 0.1:
        events.append((left - timedelta(days=rng.randint(1, 20)), Kind.QUALIFICATION, "betyg", ""))
    return events + _follow_up(person, left, rng)


def _follow_up(person, left, rng):
    if rng.random() > 0.64:
        return []
    kind, probability = FOLLOW_UP[person.outcome]
    if rng.random() > probability:
        kind = Kind.FOLLOW_UP_UNEMPLOYED
    was_employed = person.entry["labour_market_status"] == LabourMarketStatus.EMPLOYED
    improvement = rng.choice(list(OutcomeEvent.Improvement)) if was_employed else ""
    if kind != Kind.FOLLOW_UP_EMPLOYED:
        improvement = ""
    return [(left + timedelta(days=rng.randint(186, 215)), kind, "", improvement)]


def _leave_gaps(people, plan, rng):
    # Incomplete records count in the grand total only.
    for place, person in enumerate(rng.sample(people, plan.incomplete)):
        if place % 3 == 0:
            person.entry |= {"labour_market_status": "", "unemployed_since": None}
        else:
            person.entry["education_level"] = None
    for person in _eligible_for_return(people)[: plan.reentries]:
        (entered, left, reason) = person.spells[0]
        middle = entered + (left - entered) / 3
        person.spells = [
            (entered, middle, Spell.ExitReason.DROPPED_OUT),
            (middle + timedelta(days=21), left, reason),
        ]


def _eligible_for_return(people):
    # Leavers who stayed long enough for a break.
    return [p for p in people if p.outcome and (p.spells[0][1] - p.spells[0][0]).days > 150]


def _break_rules(people, plan):
    # Some records contradict themselves, so that the validation rules find something.
    unlike = [p for p in people if p.entry["labour_market_status"] == LabourMarketStatus.INACTIVE]
    for person in unlike[: plan.broken_rules]:
        person.entry["unemployed_since"] = person.spells[0][0] - timedelta(days=90)
    children = [p for p in people if p.entry.get("jobless_household") is False]
    for person in children[: plan.broken_rules // 2]:
        person.entry |= {"labour_market_status": LabourMarketStatus.EMPLOYED, "jobless_household": True}
        person.entry["unemployed_since"] = None


def _protect(people, plan):
    # One person per municipality named in the plan, whose case worker is authorised.
    for municipality, level in plan.protected:
        there = (p for p in people if p.municipality == municipality and p.number)
        next(there).protection = level


def situation_at_entry(person):
    """Return the answers at the start as values of a period."""
    entry = person.entry
    status = entry["labour_market_status"]
    if status == LabourMarketStatus.EMPLOYED:
        return _values(
            "entry", Work.SUBSIDISED, 20, Study.NONE, None, [(Income.SUBSIDISED_WAGE, 50), _support(entry)]
        )
    study = (Study.SCHOOL, 50) if entry["in_education"] else (Study.NONE, None)
    return _values("entry", Work.NONE, None, *study, [_support(entry)])


def situation_at_exit(person):
    known = SITUATIONS.get(person.outcome) or (Work.NONE, None, Study.NONE, None, [_support(person.entry)])
    return _values("exit", *known)


def _support(entry):
    if entry["income_support"]:
        return Income.INCOME_SUPPORT, 100
    return (Income.SICKNESS, 50) if entry.get("sick_listed") else (Income.UNEMPLOYMENT, None)


def _values(moment, work, hours, study, extent, incomes):
    return {
        f"work_at_{moment}": work,
        f"work_hours_at_{moment}": hours,
        f"study_at_{moment}": study,
        f"study_extent_at_{moment}": extent,
        f"incomes_at_{moment}": [source for source, _part in incomes],
        f"income_extents_at_{moment}": [part for _source, part in incomes],
    }
