"""Work, studies and income at the start and at the end of a period."""

from datetime import date

import pytest
import time_machine

from participants.register.models import Participation, Spell
from tests.factories import ParticipationFactory, SpellFactory
from tests.participants.merging.test_merging import merge
from tests.participants.register.test_registration import PAGE, answers, errors

BEFORE = {
    "work_at_entry": "none",
    "study_at_entry": "higher",
    "study_extent_at_entry": "25",
    "income_1_at_entry": "income_support",
    "extent_1_at_entry": "75",
    "income_2_at_entry": "study_support",
}
AFTER = {
    "exit_date": "2019-09-01",
    "exit_reason": "for_work",
    "work_at_exit": "subsidised",
    "work_hours_at_exit": "20",
    "income_1_at_exit": "wage",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2020, 3, 31), tick=False):
        yield


@pytest.fixture
def case_worker(cast, sign_in):
    return sign_in(cast.case_worker)


def test_before_and_after_are_kept_shown_and_corrected(cast, case_worker):
    case_worker.post(PAGE, answers(**BEFORE))
    participation = Participation.objects.get()
    here = participation.get_absolute_url()
    case_worker.post(f"{here}exit/", AFTER)

    spell = participation.spells.get()
    assert (spell.incomes_at_entry, spell.income_extents_at_entry) == (
        ["income_support", "study_support"],
        [75, None],
    )
    assert (spell.exit_reason, spell.work_at_exit, spell.work_hours_at_exit) == ("for_work", "subsidised", 20)
    page = case_worker.get(here).text
    assert "Inget arbete. Högskola, 25\xa0%. Försörjning: försörjningsstöd 75\xa0%, studiestöd." in page
    assert "Arbete med stöd, 20 timmar i veckan. Försörjning: lön." in page

    # The correction shows what is stored, and a removed end takes its answers along.
    form = case_worker.get(f"{here}spells/{spell.pk}/").context["form"]
    shown = {name: form[name].value() for name in form.fields if name not in ("reason", "confirmed")}
    assert shown["income_2_at_entry"] == "study_support"
    typed = {name: "" if value is None else str(getattr(value, "pk", value)) for name, value in shown.items()}
    response = case_worker.post(
        f"{here}spells/{spell.pk}/",
        {**typed, "exit_date": "", "exit_reason": "", "reason": "Fel.", "version": form.version},
    )
    assert response.status_code == 302
    spell.refresh_from_db()
    assert (spell.work_at_exit, spell.work_hours_at_exit, spell.incomes_at_exit) == ("", None, [])
    assert spell.study_extent_at_entry == 25


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"work_hours_at_entry": "5"}, "work_hours_at_entry"),
        ({"study_extent_at_entry": "101"}, "study_extent_at_entry"),
        ({"income_2_at_entry": "income_support"}, "income_2_at_entry"),
        ({"income_2_at_entry": "none"}, "income_2_at_entry"),
    ],
)
def test_contradictions_are_errors(case_worker, changes, field):
    assert list(errors(case_worker.post(PAGE, answers(**BEFORE | changes)))) == [field]


def test_reasons_depend_on_the_period_and_a_mistake_is_voided(cast, sign_in):
    there = ParticipationFactory(project=cast.project)
    page = f"{there.get_absolute_url()}exit/"
    leader = sign_in(cast.leader)
    assert f'href="{there.get_absolute_url()}void/"' in leader.get(page).text
    assert "no_consent" in dict(leader.get(page).context["form"].fields["exit_reason"].choices)

    cast.project.programme_period = "2007-2013"
    cast.project.save()
    assert "no_consent" not in dict(leader.get(page).context["form"].fields["exit_reason"].choices)


def test_a_merged_record_keeps_the_answers_of_its_first_and_last_day(cast, sign_in):
    first, second = (ParticipationFactory(project=cast.project, spell=None) for _each in range(2))
    known = {"work_at_entry": "own", "work_hours_at_entry": 10, "work_at_exit": "none"}
    SpellFactory(participation=first, left=True, **known)
    later = {"work_at_entry": "subsidised", "work_at_exit": "unsubsidised", "work_hours_at_exit": 30}
    SpellFactory(
        participation=second,
        entry_date=date(2018, 5, 1),
        exit_date=date(2019, 1, 1),
        exit_reason="other",
        **later,
    )
    leader = sign_in(cast.leader)

    merge(leader, first, second)

    merged = Spell.objects.get(participation__merge__isnull=False)
    assert (merged.work_at_entry, merged.work_hours_at_entry) == ("own", 10)
    assert (merged.work_at_exit, merged.work_hours_at_exit) == ("unsubsidised", 30)
