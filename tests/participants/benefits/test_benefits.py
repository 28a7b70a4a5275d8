"""Benefits of participants: recorded once for each day and kind, corrected, and kept in the history."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from accounts.audit.models import AuditEntry
from participants.benefits.models import BenefitPeriod
from participants.benefits.rules import period_problems
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.participants.benefits.examples import benefit_of
from tests.sample_objects import merge_of

DAYS = some.dates(date(2018, 1, 1), date(2018, 3, 1))
SPELLS = some.tuples(DAYS, DAYS | some.none()).filter(lambda days: days[1] is None or days[0] <= days[1])


@given(DAYS, DAYS | some.none(), some.lists(SPELLS, max_size=3))
def test_a_benefit_shares_a_day_with_the_participation(first, last, spells):
    def days(start, end):
        return {start + timedelta(n) for n in range(((end or date(2018, 3, 2)) - start).days + 1)}

    shared = days(first, last) & {day for spell in spells for day in days(*spell)}
    fits = bool(shared) and (last is None or last >= first)
    assert (not list(period_problems(first, last, spells=spells))) == fits


@pytest.mark.django_db
def test_a_benefit_is_recorded_changed_and_removed(cast, sign_in):
    person = ParticipationFactory(
        project=cast.project, spell__municipality_id=OSKARSHAMN, spell__entry_date=date(2018, 2, 1)
    )
    client, page = sign_in(cast.case_worker), person.get_absolute_url()
    add = f"{page}benefits/add/"
    given = {
        "kind": "income_support",
        "extent": 50,
        "starts_on": "2018-01-01",
        "ends_on": "",
        "basis": "payment",
    }

    for field, wrong in (
        ("extent", 0),
        ("kind", "wage"),
        ("basis", ""),
        ("starts_on", "1918-01-01"),
        ("ends_on", "2017-12-31"),
        ("starts_on", "2018-01-32"),
    ):
        assert set(client.post(add, given | {field: wrong}).context["form"].errors) == {field}
    assert "deltog inte någon av dagarna" in client.post(add, given | {"ends_on": "2018-01-31"}).text
    assert "Försörjningsstöd, 50 %" in client.post(add, given, follow=True).text
    assert "redan registrerad för några av dagarna" in client.post(add, given).text
    client.post(add, given | {"kind": "sickness"})  # another benefit at the same time

    period = person.benefit_periods.get(kind="income_support")
    change = f"{page}benefits/{period.pk}/"
    version = client.get(change).context["form"].version
    client.post(change, given | {"ends_on": "2018-04-30", "version": version})
    period.refresh_from_db()
    assert (period.project, period.ends_on) == (cast.project, date(2018, 4, 30))
    other = person.benefit_periods.get(kind="sickness")
    remove = f"{page}benefits/{other.pk}/remove/"
    assert client.post(remove).url == page
    assert not person.benefit_periods.filter(kind="sickness")

    text = client.get(page).text
    assert "tog bort en ersättning: sjukpenning" in text
    assert "registrerade en ersättning: försörjningsstöd, 1\xa0januari\xa02018–" in text
    assert "ändrade slutdatum från inte angivet till 2018-04-30" in text
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert [each for each in actions if "benefit" in each][:3] == [
        "benefit_recorded",
        "benefit_recorded",
        "benefit_changed",
    ]


@pytest.mark.django_db
def test_a_merged_record_keeps_its_benefits(cast, sign_in):
    first = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN, spell__left=True)
    benefit_of(first)
    merged = merge_of(first, by=cast.leader)
    BenefitPeriod.objects.update(participation=merged.first)
    assert "Aktivitetsstöd, 100 %" in sign_in(cast.leader).get(first.get_absolute_url()).text
