"""Random registers: drawn as plain records and stored as rows."""

from datetime import date, timedelta
from itertools import count

from hypothesis import strategies as st

from participants.register.models import OutcomeEvent, Participation, Person, Spell
from tests.factories import InterventionFactory, ProjectFactory
from tests.reporting.indicators.reference import Event, PlainPerson, Stay, months_later

# Dates crowd around the days on which a figure changes.
STARTS_ON, ENDS_ON = date(2018, 6, 1), date(2019, 3, 31)
MUNICIPALITIES = ("0882", "0883", "0880")
QUESTIONS = ("foreign_background", "third_country_national", "minority", "disability", "other_disadvantage")
IMPROVEMENTS = ("", *OutcomeEvent.Improvement.values)
yes_no_unknown = st.sampled_from([None, True, False])
nearby = st.sampled_from([-1, 0, 1])
evidence = st.sampled_from(["", "anställningsbevis"])
numbers = count()


# Mostly known, and with equal amounts often enough.
activities = st.tuples(
    st.sampled_from(["none", "none", "own", "own", ""]), st.sampled_from([None, 0, 20, 21])
)
situations = st.tuples(activities, activities)


@st.composite
def stays(draw):
    first = date(2018, 1, 1) + timedelta(days=draw(st.integers(0, 500)))
    if draw(st.booleans()):
        first = draw(
            st.sampled_from([STARTS_ON, ENDS_ON, date(2018, 8, 1), date(2018, 8, 2), date(2018, 8, 31)])
        )
    spells, entry = [], first
    for last in draw(st.sampled_from([[True], [True], [False, True], [False, False, True]])):
        leaves = not last or draw(st.booleans())
        exit_date = entry + timedelta(days=draw(st.sampled_from([0, 1, 30, 180, 304]))) if leaves else None
        place = draw(st.sampled_from(MUNICIPALITIES)), draw(st.sampled_from([None, 0, 1]))
        spells.append(Stay(entry, exit_date, *place, draw(situations), draw(situations)))
        if leaves:
            entry = exit_date + timedelta(days=draw(st.sampled_from([1, 10, 200])))
    return spells


@st.composite
def events(draw, spells):
    entry, end = spells[0].entry, spells[-1].exit or spells[-1].entry + timedelta(days=90)
    back = spells[-1].entry  # of the last spell: earlier results are not those of the last exit
    days = st.one_of(
        st.sampled_from([back - timedelta(1), back, back + timedelta(1)]),
        st.sampled_from([end, end + timedelta(28), end + timedelta(29), end - timedelta(1)]),
        st.sampled_from([entry, entry + timedelta(1)]),
        st.builds(lambda shift: months_later(end, 6) + timedelta(shift), nearby),
        st.builds(lambda shift: end + timedelta(shift), st.integers(-60, 260)),
    )
    drawn = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(OutcomeEvent.Kind.values))
        improvement = draw(st.sampled_from(IMPROVEMENTS)) if kind == "follow_up_employed" else ""
        drawn.append(Event(max(draw(days), entry), kind, improvement, evidence=draw(evidence)))
    latest = list(range(len(drawn)))
    for _ in range(draw(st.integers(0, 3)) if drawn else 0):
        version = draw(st.integers(0, len(latest) - 1))
        wrong = drawn[latest[version]]
        again = Event(max(draw(days), entry), draw(st.sampled_from(OutcomeEvent.Kind.values)))
        if draw(st.booleans()):  # only evidence is added
            again = Event(wrong.day, wrong.kind, wrong.improvement)
        again.evidence = draw(evidence)
        again.corrects, again.withdrawal = latest[version], draw(st.booleans())
        latest[version] = len(drawn)
        drawn.append(again)
    return drawn


@st.composite
def people(draw):
    spells = draw(stays())
    entry = spells[0].entry
    status = draw(st.sampled_from(["unemployed", "unemployed", "inactive", "employed", ""]))
    since = draw(st.sampled_from([None, 6, 6, 12, 12, 30, -1]))
    return PlainPerson(
        sex=draw(st.sampled_from(["woman", "man"])),
        born=draw(births(entry)),
        status=status,
        since=None if since is None else months_later(entry, -since) + timedelta(draw(nearby)),
        studying=draw(yes_no_unknown),
        own_business=draw(yes_no_unknown),
        isced=draw(st.sampled_from([None, *range(9), *range(9)])),
        jobless_household=draw(yes_no_unknown),
        children=draw(yes_no_unknown),
        single=draw(yes_no_unknown),
        yes=frozenset(draw(st.sets(st.sampled_from(QUESTIONS), max_size=2))),
        homeless=draw(yes_no_unknown),
        rural=draw(yes_no_unknown),
        stays=spells,
        events=draw(events(spells)),
    )


@st.composite
def births(draw, entry):
    # Birthdays on, just before and just after the entry, at the ages where something changes.
    age = draw(st.sampled_from([14, 15, 18, 25, 30, 40, 55, 65, 75]))
    if draw(st.integers(0, 5)) == 0:
        return date(1996, 2, 29)
    return months_later(entry, -12 * age) + timedelta(draw(nearby))


registers = st.lists(people(), max_size=7)


def store(period, register):
    """Create a project with the register; return it and the participations in the register's order."""
    project = ProjectFactory(programme_period=period, starts_on=date(2018, 1, 1), ends_on=date(2022, 12, 31))
    interventions = [InterventionFactory(project=project), InterventionFactory(project=project)]
    return project, [_store(project, interventions, person) for person in register]


def _store(project, interventions, person):
    participation = Participation.objects.create(
        project=project,
        person=Person.objects.create(sex=person.sex, birth_date=person.born),
        given_name="Person",
        family_name=f"Nummer {next(numbers)}",
        labour_market_status=person.status,
        unemployed_since=person.since,
        in_education=person.studying,
        self_employed=person.own_business,
        education_level=person.isced,
        jobless_household=person.jobless_household,
        dependent_children=person.children,
        single_adult=person.single,
        homeless=person.homeless,
        rural=person.rural,
        **{question: "yes" if question in person.yes else "refused" for question in QUESTIONS},
    )
    Spell.objects.bulk_create(
        Spell(
            participation=participation,
            entry_date=stay.entry,
            exit_date=stay.exit,
            exit_reason="completed" if stay.exit else "",
            municipality_id=stay.municipality,
            intervention=None if stay.intervention is None else interventions[stay.intervention],
            **_situation("entry", stay.before),
            **_situation("exit", stay.after),
        )
        for stay in reversed(person.stays)  # written down in no order
    )
    stored = []
    for event in person.events:
        stored.append(
            OutcomeEvent.objects.create(
                participation=participation,
                happened_on=event.day,
                kind=event.kind,
                improvement=event.improvement,
                evidence=event.evidence,
                supersedes=None if event.corrects is None else stored[event.corrects],
                is_withdrawal=event.withdrawal,
            )
        )
    return participation


def _situation(moment, activities):
    (work, hours), (study, extent) = activities
    return {
        f"work_at_{moment}": work,
        f"work_hours_at_{moment}": hours,
        f"study_at_{moment}": "school" if study == "own" else study,
        f"study_extent_at_{moment}": extent,
    }
