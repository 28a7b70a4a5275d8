"""Months that are prepared, sent, corrected in the past and sent again; what marks a month; what is kept."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.database_access import whole_project_access
from accounts.models import AccessLogEntry
from participants.attendance.models import Attendance
from participants.merging.actions import merge_records
from participants.register.actions import correct_spell
from participants.register.actions.protection import authorise_case_worker, change_protection
from participants.register.actions.spells import record_exit
from participants.register.actions.voiding import void_participation
from participants.register.identity.numbers import parse_number
from participants.register.models import Spell
from reporting.statistics import actions, files
from reporting.statistics.models import MonthlyFile, MonthlySettings
from reporting.statistics.monthly.states import State
from reporting.statistics.overview import Overview, in_sent_months
from tests.factories import ParticipationFactory
from tests.numbers import nth_number
from tests.participants.employers.examples import placement_of
from tests.queries import own_queries
from tests.reporting.statistics.examples import (
    FEBRUARY,
    JANUARY,
    MARCH,
    MONTHS,
    authorised_for_all,
    correct,
    monthly_file_of,
    people_to_report,
)
from tests.reporting.statistics.scb_template.examples import templates_of
from tests.sample_objects import rolled_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast):
    return people_to_report(cast)


def url(cast, name, month=None, *args):
    of_month = [month.year, month.month] if month else []
    return reverse(f"statistics:{name}", args=[cast.project.slug, *of_month, *args])


def post(client, page, **values):
    """Send the form of a page as a browser does; return the answer."""
    form = client.get(page).context["form"]
    shown = form.version_html() if hasattr(form, "version_html") else ""
    version = shown.split('name="version" value="')[1].split('"')[0] if 'name="version"' in shown else ""
    given = {name: form[name].value() for name in form.fields if form[name].value()}
    return client.post(page, given | {"version": version} | values)


def states(cast):
    found = Overview(cast.project).states
    return [found[month] for month in MONTHS]


def send_all(cast):
    for month in MONTHS:
        file = monthly_file_of(cast.project, by=cast.leader, month=month)
        given = {"sent_on": date(2018, 6, 1), "receipt": "", "reason": "Prov", "by": cast.leader}
        actions.record_sent(file, **given)


def test_months_are_prepared_sent_corrected_and_sent_again(cast, people, sign_in):
    anna, _britta, hidden = people
    client = sign_in(cast.leader)
    # The files have a row of each protected identity, so that the leader must be authorised for all of them.
    closed = client.get(url(cast, "months"))
    assert reverse("register:authorised", args=[cast.project.slug, hidden.public_id]) in closed.text
    for name in ("month", "prepare", "sent", "csv", "xlsx"):
        assert client.get(url(cast, name, FEBRUARY)).url == url(cast, "months")
    authorise_case_worker(hidden, user=cast.leader, by=cast.leader)
    page = client.get(url(cast, "months"))
    assert [row.month for row in page.context["page"]][-2:] == [date(2017, 10, 1), date(2017, 9, 1)]
    assert {row.state for row in page.context["page"]} == {State.TO_SEND}

    # A man's code is not known: the month is refused with the reason.
    assert "fråga SCB" in client.get(url(cast, "month", FEBRUARY)).text
    assert post(client, url(cast, "prepare", FEBRUARY)).status_code == 200
    assert "man_code" in post(client, url(cast, "settings"), man_code="T").context["form"].errors
    given = {"man_code": "Tfxx", "first_month": "2018-01-31"}
    assert post(client, url(cast, "settings"), **given).status_code == 302
    assert min(Overview(cast.project).states) == JANUARY

    for month in MONTHS[:3]:
        prepare = url(cast, "prepare", month)
        seen = client.get(prepare).context["form"]["seen"].value()
        if month == MARCH:  # the hours are not certified
            assert "confirmed" in client.post(prepare, {"seen": seen}).context["form"].errors
        assert client.post(prepare, {"seen": seen[::-1], "confirmed": "on"}).status_code == 200
        assert client.post(prepare, {"seen": seen, "confirmed": "on"}).status_code == 302
        assert client.get(prepare).status_code == 302
    file = MonthlyFile.objects.get(month=FEBRUARY)
    assert "reason" in post(client, url(cast, "sent", FEBRUARY), sent_on="2018-04-01").context["form"].errors
    for wrong in ("", "2018-01-31", timezone.localdate() + timedelta(1)):
        assert "sent_on" in post(client, url(cast, "sent", JANUARY), sent_on=wrong).context["form"].errors
    for month in (JANUARY, FEBRUARY):
        answer = post(client, url(cast, "sent", month), sent_on="2018-04-01", receipt="K 7")
        assert answer.status_code == 302
    assert states(cast) == [State.SENT, State.SENT, State.PREPARED, State.TO_SEND]

    shown = client.get(url(cast, "month", FEBRUARY))
    assert "Hemlig" not in shown.text
    assert "K 7" in shown.text
    assert [shown.context["counts"][name] for name in ("people", "new", "ended")] == [2, 1, 0]
    content = client.get(url(cast, "csv", FEBRUARY)).content.decode("utf-8-sig")
    first, *_others = rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert [row["family_name"] for row in rows] == ["Ek", "Gran", ""]
    assert rows[2]["personal_identity_number"] == f"{hidden.person.birth_date:%Y%m%d}Tfxx"
    assert (first["personal_identity_number"], first["given_name"]) == (nth_number(0), "'=Anna")
    assert "Hemlig" not in content
    assert client.get(url(cast, "xlsx", MARCH)).content[:2] == b"PK"
    logged = AccessLogEntry.objects.filter(kind="list_file").latest("pk")
    assert logged.subjects == sorted(each.pk for each in people)
    assert AuditEntry.objects.filter(action="monthly_file_downloaded").count() == 2

    # The past is corrected: every month that was prepared is sent again, and says why.
    spell = anna.spells.get()
    names = ("exit_date", "exit_reason", "municipality", "intervention")
    values = {name: getattr(spell, name) for name in names} | {"entry_date": date(2017, 12, 28)}
    correct_spell(spell, values=values, reason="Fel", by=cast.leader)
    assert states(cast) == [*[State.TO_SEND_AGAIN] * 3, State.TO_SEND]
    differs = client.get(url(cast, "month", FEBRUARY)).text
    assert "Start: från 2018-01-01 till 2017-12-28" in differs
    assert "Rättade en period (Lena Ledare" in differs
    overview = client.get(reverse("projects:detail", args=[cast.project.slug])).text
    assert "Månadsfilen till SCB för mars 2018 är sen" in overview
    assert "för alla deltagare" not in differs
    changed = {"whole_hours": "on", "first_month": "2018-01-01", "more_columns": ["employer"]}
    assert post(client, url(cast, "settings"), **changed).status_code == 302
    differs = client.get(url(cast, "month", JANUARY)).text
    assert "för månadsfiler: fler kolumner, hela timmar (" in differs
    assert "Lena Ledare" in differs.split("hela timmar (")[1][:60]
    assert client.get(url(cast, "csv", FEBRUARY)).status_code == 302
    assert client.get(url(cast, "prepare", FEBRUARY)).status_code == 302  # January comes first
    for month, left in zip(MONTHS[:3], (2, 1, 0), strict=True):
        assert post(client, url(cast, "prepare", month), confirmed="on").status_code == 302
        assert post(client, url(cast, "sent", month), sent_on="2018-06-01").status_code == 302
        assert states(cast).count(State.TO_SEND_AGAIN) == left
    assert file.rows == MonthlyFile.objects.get(pk=file.pk).rows
    assert MonthlyFile.objects.filter(month=FEBRUARY).count() == 2


def asked(cast, *facts):
    MonthlySettings.objects.filter(project=cast.project).update(more_columns=list(facts))


def in_template(cast, fact):
    used, _draft = templates_of(cast.project, by=cast.leader)
    used.columns_of_sheet[1][2] = fact
    used.save()


CHANGES = {
    "nothing": (lambda anna, britta, cast: None, None),
    "name": (lambda anna, britta, cast: correct(britta, cast, family_name="Tall"), FEBRUARY),
    "number": (
        lambda anna, britta, cast: correct(anna, cast, personal_identity_number=parse_number(nth_number(4))),
        JANUARY,
    ),
    "start": (
        lambda anna, britta, cast: britta.spells.update(entry_date=date(2018, 3, 2)),
        FEBRUARY,
    ),
    "end": (
        lambda anna, britta, cast: record_exit(
            britta, exit_date=date(2018, 3, 9), exit_reason="completed", by=cast.leader
        ),
        MARCH,
    ),
    "hours": (lambda anna, britta, cast: Attendance.objects.filter(minutes=130).update(minutes=60), MARCH),
    "no whole hour": (
        lambda anna, britta, cast: Attendance.objects.filter(minutes=130).update(minutes=125),
        None,
    ),
    "protection": (
        lambda anna, britta, cast: change_protection(
            britta, level="confidentiality_mark", may_lower=False, by=cast.leader
        ),
        FEBRUARY,
    ),
    "void": (
        lambda anna, britta, cast: void_participation(anna, reason="Fel person", by=cast.leader),
        JANUARY,
    ),
    "merge": (
        lambda anna, britta, cast: merge_records(anna, britta, chosen={}, reason="Dubbel", by=cast.leader),
        FEBRUARY,
    ),
    "municipality": (lambda anna, britta, cast: britta.spells.update(municipality_id="1480"), None),
    "municipality in the file": (
        lambda anna, britta, cast: (
            britta.spells.update(municipality_id="1480") and asked(cast, "municipality")
        ),
        FEBRUARY,
    ),
    "job in the file": (
        lambda anna, britta, cast: (
            placement_of(britta, by=cast.leader, kind="job", starts_on=date(2018, 3, 5))
            and asked(cast, "employer")
        ),
        MARCH,
    ),
    "internship": (
        lambda anna, britta, cast: placement_of(britta, by=cast.leader) and asked(cast, "employer"),
        None,
    ),
    "employed, in the template": (
        lambda anna, britta, cast: (
            type(anna).objects.filter(pk=britta.pk).update(labour_market_status="employed")
            and in_template(cast, "employed")
        ),
        FEBRUARY,
    ),
    "a protected person's": (
        lambda anna, britta, cast: (
            Spell.objects.exclude(participation__in=(anna, britta)).update(municipality_id="1480")
            and asked(cast, "municipality")
        ),
        None,
    ),
    "ground": (
        lambda anna, britta, cast: type(anna).objects.filter(pk=anna.pk).update(education_level=2),
        None,
    ),
}


def test_no_change_of_a_file_is_without_its_mark_and_no_mark_without_a_change(cast, people):
    anna, britta, _hidden = people
    send_all(cast)

    frozen = {month: file.rows for month, file in Overview(cast.project).latest.items()}

    def written(rows_of):
        overview = Overview(cast.project)
        return {
            month: files.render("csv", overview.latest[month], rows_of(overview, month), "sv", overview.facts)
            for month in MONTHS
        }

    assert states(cast) == [State.SENT] * 4
    for name, (change, first) in CHANGES.items():
        with rolled_back():
            change(anna, britta, cast)
            before = written(lambda overview, month: frozen[month])
            after = written(lambda overview, month: overview.numbered(month)[0])
            differing = [month for month in MONTHS if after[month] != before[month]]
            assert (differing[:1] or [None]) == [first], name
            marked = [State.TO_SEND_AGAIN if first and month >= first else State.SENT for month in MONTHS]
            assert states(cast) == marked, name


def test_the_database_keeps_what_was_prepared_and_sent(cast, people):
    file = monthly_file_of(cast.project, by=cast.leader, month=JANUARY)
    rows = MonthlyFile.objects.filter(pk=file.pk)
    rows.update(sent_on=date(2018, 3, 1), sent_by=cast.leader)
    about = {"project": cast.project, "prepared_by": cast.leader, "content_encrypted": b"", "digest": "0"}
    about |= {"content_key_version": 1}
    for change in (
        lambda: rows.update(sent_on=date(2018, 3, 2)),
        lambda: rows.update(sent_on=None, sent_by=None),
        lambda: rows.update(digest="0"),
        lambda: rows.update(content_encrypted=b"0"),
        lambda: MonthlyFile.objects.create(month=JANUARY, version=3, **about),
        lambda: MonthlyFile.objects.create(month=date(2018, 2, 2), **about),
        lambda: MonthlyFile.objects.create(
            month=FEBRUARY, sent_on=date(2018, 3, 1), sent_by=cast.leader, **about
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    # Another row's content is not taken for this one's: the month is prepared again.
    other = MonthlyFile.objects.create(
        month=FEBRUARY, **about | {"content_encrypted": file.content_encrypted}
    )
    assert Overview(cast.project).state(other.month) == State.TO_SEND_AGAIN


def test_the_pages_cost_the_same_for_many(cast, people, sign_in):
    client = sign_in(cast.leader)
    authorised_for_all(cast.project, cast.leader)

    def costs():
        found = []
        for page in (url(cast, "months"), url(cast, "month", MARCH)):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            found.append(len(own_queries(captured.captured_queries)))
        return found

    monthly_file_of(cast.project, by=cast.leader)
    ParticipationFactory(project=cast.project, person__numbered=True)  # a row that differs has causes
    few = costs()
    ParticipationFactory.create_batch(3, project=cast.project, person__numbered=True)
    for month in (JANUARY, FEBRUARY):
        monthly_file_of(cast.project, by=cast.leader, month=month)
    assert costs() == few


def test_a_month_that_was_sent_stands_in_the_way_of_undoing_an_import(cast, people):
    keys, since = [each.pk for each in people], timezone.now() - timedelta(hours=1)
    file = monthly_file_of(cast.project, by=cast.leader)

    def found(since):
        with whole_project_access(cast.project):
            return set(in_sent_months(cast.project, keys, since))

    assert found(since) == set()
    MonthlyFile.objects.filter(pk=file.pk).update(sent_on=date(2018, 4, 3), sent_by=cast.leader)
    assert found(since) == set(keys)
    assert found(timezone.now()) == set()
