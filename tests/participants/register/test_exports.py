"""Exports of the participant list: what they hold, for whom, how long, and that they are logged."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.models import AccessLogEntry
from esfportal.jobs import runner
from esfportal.jobs.kinds import kinds
from esfportal.ui.safe_cells import restored
from participants.register import actions
from participants.register.exports import views
from participants.register.exports.actions import read_request
from participants.register.models import ExportedList, ListExport
from projects.team.models import Membership
from tests.factories import ParticipationFactory
from tests.jobs import run_jobs

LIST, EXPORT = "/projects/samverkan/participants/", "/projects/samverkan/participants/export/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast):
    """Return the participations, of which one is protected."""
    names = (("Eva", "Öberg"), ("=1+1;-2 Eva", "Ek"), ("Eva", "Andersson"), ("Eva", "Åberg"))
    made = [
        ParticipationFactory(project=cast.project, given_name=given, family_name=family)
        for given, family in names
    ]
    left = ParticipationFactory(
        project=cast.project, family_name="Sjö", given_name="Ida", spell__left=True, incomplete=True
    )
    hidden = ParticipationFactory(project=cast.project, person__protected=True, created_by=cast.case_worker)
    return [*made, left, hidden]


@pytest.fixture
def long_lists(monkeypatch):
    monkeypatch.setattr(views, "DIRECTLY", 1)


def rows_of(content, file_format):
    if file_format == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [[str(each) for each in row] for row in cells]


def shown_on(page):
    """Return the cells of the list's page, as a file has them."""
    shown = []
    for row in page.context["rows"]:
        texts = [column.value(row) or "" for column in page.context["form"].columns]
        shown.append([row.name, str(row.birth_year or ""), *map(str, texts)])
    return shown


QUERIES = {
    "all": {},
    "sorted": {"sort": "-entry"},
    "left": {"status": "left"},
    "protected": {"status": "protected"},
    "part": {"municipality": "0882", "sort": "-name"},
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_file_has_the_rows_columns_and_order_of_the_list(cast, people, sign_in, query, file_format):
    client = sign_in(cast.leader)
    page = client.get(LIST, query)

    answer = client.post(f"{EXPORT}?{page.request['QUERY_STRING']}", {"format": file_format})

    today = timezone.localdate()
    assert (
        answer["Content-Disposition"] == f'attachment; filename="deltagare_samverkan_{today}.{file_format}"'
    )
    heads, *rows = rows_of(answer.content, file_format)
    assert heads == ["Namn", "Född", "Att göra", "Läge", "Kommun", "Insats", "Start", "Slut"]
    if file_format == "csv":  # a workbook marks the cell as text instead
        rows = [[restored(cell) for cell in row] for row in rows]
    assert rows == shown_on(page)
    assert len(rows) >= 1


def test_a_formula_stays_a_text(cast, people, sign_in):
    client = sign_in(cast.leader)
    cells = client.post(EXPORT, {"format": "csv"}).content.decode()
    assert "\"'=1+1;'-2 Eva Ek\"" in cells
    workbook = zipfile.ZipFile(io.BytesIO(client.post(EXPORT, {"format": "xlsx"}).content))
    assert "<f>" not in workbook.read("xl/worksheets/sheet1.xml").decode()


def test_a_protected_person_is_hidden_as_in_the_list(cast, people, sign_in):
    hidden, client = people[-1], sign_in(cast.case_worker)
    for _time in ("closed", "opened"):
        rows = rows_of(client.post(EXPORT, {"format": "csv"}).content, "csv")
        page = shown_on(client.get(LIST))
        assert rows[-1] == page[-1]
        assert rows[-1][:2] == ["Skyddade personuppgifter", ""]
        actions.open_record(hidden, reason="contact", by=cast.case_worker)
    assert hidden.family_name not in str(rows)


def test_the_access_log_has_an_entry_with_everybody_in_the_file(cast, people, sign_in):
    client = sign_in(cast.leader)
    client.get(EXPORT)
    assert not AccessLogEntry.objects.filter(kind="list_file").exists()

    client.post(EXPORT, {"format": "xlsx"})

    entry = AccessLogEntry.objects.get(kind="list_file")
    assert (entry.actor, entry.project, entry.count) == (cast.leader, cast.project, 6)
    assert entry.subjects == sorted(each.pk for each in people)


def test_a_case_worker_of_a_part_gets_its_people_only(cast, people, sign_in):
    rows = rows_of(sign_in(cast.colleague).post(EXPORT, {"format": "csv"}).content, "csv")
    assert len(rows) == 1 + len(sign_in(cast.colleague).get(LIST).context["rows"])
    assert "Andersson" not in str(rows)


def test_a_file_takes_as_many_statements_for_many_as_for_few(cast, people, sign_in):
    client, taken = sign_in(cast.leader), []
    for _size in range(2):
        with CaptureQueriesContext(connection) as statements:
            client.post(EXPORT, {"format": "csv"})
        taken.append(len(statements))
        ParticipationFactory.create_batch(10, project=cast.project)
    assert taken[0] == taken[1]


# Long lists


def ask(client, query="", file_format="csv"):
    return client.post(f"{EXPORT}?{query}", {"format": file_format})


def test_a_long_list_of_a_search_is_made_by_a_job(cast, people, sign_in, long_lists):
    client = sign_in(cast.leader)
    found = client.post(reverse("register:search"), {"q": "eva", "project": cast.project.slug}, follow=True)
    assert "Listan är lång" in client.get(f"{EXPORT}?{found.request['QUERY_STRING']}").text

    asked = ask(client, found.request["QUERY_STRING"])

    export = ListExport.objects.get()
    assert asked.url == f"/projects/samverkan/participants/exports/{export.pk}/"
    assert read_request(export)[1].words == ["eva"]
    assert b"eva" not in bytes(export.request_encrypted)
    assert "Väntar på sin tur" in client.get(asked.url).text
    assert client.get(f"{asked.url}file/").url == asked.url
    assert run_jobs("list_export") == 1
    assert not AccessLogEntry.objects.filter(kind="list_file").exists()
    assert client.get(asked.url, headers={"HX-Request": "true"})["HX-Redirect"] == asked.url
    assert "Filen är klar, med 4 personer." in client.get(asked.url).text
    answer = client.get(f"{asked.url}file/")
    assert rows_of(answer.content, "csv")[1][0] == "Eva Andersson"
    assert "no-store" in answer["Cache-Control"]
    assert AccessLogEntry.objects.get(kind="list_file").count == 4
    file = ExportedList.objects.get()
    assert b"Andersson" not in bytes(file.content_encrypted)
    ExportedList.objects.update(content_encrypted=b"1" * 40)
    assert "går inte längre att öppna" in client.get(f"{asked.url}file/", follow=True).text


def test_a_file_is_gone_after_a_day(cast, people, sign_in, long_lists):
    asked = ask(sign_in(cast.leader)).url
    run_jobs("list_export")
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        client = sign_in(cast.leader)
        assert client.get(asked).status_code == client.get(f"{asked}file/").status_code == 404


def test_a_membership_that_has_ended_gets_no_file(cast, people, sign_in, long_lists):
    ask(sign_in(cast.leader))
    Membership.objects.filter(user=cast.leader).delete()
    assert run_jobs("list_export") == 0
    export = ListExport.objects.get()
    assert (export.state, export.failure) == ("failed", "forbidden")
    assert not ExportedList.objects.exists()


def test_a_new_request_takes_the_place_of_one_that_waits(cast, people, sign_in, long_lists):
    client = sign_in(cast.leader)
    first, second = ask(client).url, ask(client, "sort=-name").url
    assert "Exporten avbröts." in client.get(first).text
    attempt = runner.claim(kinds()["list_export"], ListExport.objects.get(state="queued").pk)
    client.post(f"{second}cancel/")
    with pytest.raises(runner.LeaseLost):
        kinds()["list_export"].work(attempt)
    assert not ExportedList.objects.exists()


def test_a_person_who_was_voided_in_the_middle_is_left_out(cast, people):
    from participants.register.pages.person_list import with_keys

    keys = [each.pk for each in people]
    actions.void_participation(people[0], reason="Fel person", by=cast.leader)
    assert [each.pk for each in with_keys(keys, cast.project)] == keys[1:]
