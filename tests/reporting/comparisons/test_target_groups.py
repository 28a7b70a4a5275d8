"""Target groups in SQL beside the rules that decide on one person."""

import random
from datetime import date, timedelta

import pytest
from django.urls import reverse

from participants.register.facts import with_facts
from participants.register.models import LabourMarketStatus, Participation, Sensitive
from participants.register.pages.person_page import target_group_result
from participants.register.rules.eligibility import TargetGroupStatus
from projects.models import Condition, TargetGroup
from reporting.comparisons.target_groups import belongs
from tests.factories import OutcomeEventFactory, ParticipationFactory, ProjectFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db
ENTRY = date(2018, 3, 31)
STATUSES = {
    TargetGroupStatus.INSIDE: True,
    TargetGroupStatus.OUTSIDE: False,
    TargetGroupStatus.UNDECIDED: None,
}


def random_answers(chance):
    # Days crowd around those on which a rule changes.
    long_ago = date(2017, 9, 30), date(2017, 3, 31), date(2018, 1, 30), date(2018, 1, 29)
    days = [None, *(day + timedelta(chance.choice((-1, 0, 1))) for day in long_ago)]
    yes_no = ("sick_listed", "sickness_pension", "income_support", "newly_arrived", "in_education")
    return {
        "labour_market_status": chance.choice(["", *LabourMarketStatus.values]),
        "unemployed_since": chance.choice(days),
        "sick_listed_since": chance.choice(days),
        **{name: chance.choice([None, True, False]) for name in yes_no},
        **{name: chance.choice(["", *Sensitive.values]) for name in ("refugee", "disability")},
    }


def test_the_conditions_are_those_of_one_person():
    chance, project = random.Random(11), ProjectFactory()
    for number in range(40):
        ParticipationFactory(
            project=project,
            person__sex=chance.choice(["woman", "man"]),
            person__birth_date=date(chance.choice([1953, 1985, 1993]), 3, 30) + timedelta(number % 3),
            spell__entry_date=ENTRY,
            **random_answers(chance),
        )
    groups = [TargetGroup(name="x", all_of=[code]) for code in Condition]
    groups += [TargetGroup(name="x", min_age=25), TargetGroup(name="x", max_age=64), TargetGroup(name="x")]
    for _number in range(12):
        some, others = (chance.sample(Condition.values, chance.randrange(1, 4)) for _kind in "ab")
        groups.append(
            TargetGroup(name="x", min_age=chance.choice([None, 25]), all_of=some[:2], any_of=others)
        )
    found = with_facts(Participation.objects.filter(project=project))
    found = found.annotate(**{f"in_{n}": belongs(each) for n, each in enumerate(groups)})
    outcomes = set()
    for participation in found.select_related("person"):
        for number, group in enumerate(groups):
            said = STATUSES[target_group_result(participation, [group]).status]
            assert getattr(participation, f"in_{number}") is said, group.all_of
            outcomes.add((number, said))
    assert len(outcomes) > 2.5 * len(groups)


def test_a_target_group_is_compared_with_those_who_do_not_belong_to_it(cast, sign_in):
    for name, code in (("Sjukskrivna", "sick_listed"), ("Kvinnor", "woman")):
        TargetGroupFactory(project=cast.project, name=name, all_of=[code], min_age=None, max_age=None)
    left = {"spell__entry_date": date(2025, 1, 1), "spell__exit_date": date(2025, 5, 1)}
    left |= {"spell__exit_reason": "completed", "project": cast.project}
    for number in range(36):
        answer = [True, False, None][number // 12]
        sex = "woman" if number % 2 else "man"
        person = ParticipationFactory(person__sex=sex, sick_listed=answer, sick_listed_since=None, **left)
        if number < 11 or number > 23:
            OutcomeEventFactory(participation=person, kind="education", happened_on=date(2025, 5, 1))
    protected = ParticipationFactory(person__protection="confidentiality_mark", sick_listed=True, **left)

    client, address = sign_in(cast.leader), reverse("comparisons:results", args=[cast.project.slug])
    page = client.get(address, {"by": "target_group", "measure": "studies", "sort": "name"})
    rows = {row.name: row for row in page.context["rows"]}
    assert (rows["Sjukskrivna"].group.number, rows["Sjukskrivna"].group.base) == (11, 12)
    assert rows["Sjukskrivna"].compared.rest == 0  # the twelve who are not; of the others it is unknown
    assert rows["Sjukskrivna"].compared.difference == "higher"
    assert rows["Sjukskrivna"].sexes == ["5 av 6 kvinnor", "6 av 6 män"]
    assert rows["Kvinnor"].group.base == 18
    assert "skyddade personuppgifter" in page.text
    assert str(protected.person.pk) not in page.context["rows"]
    by_sex = client.get(address, {"by": "sex", "measure": "internship"})
    assert (
        sum(row.group.base for row in by_sex.context["rows"]) == 37
    )  # the whole project, with protected people
