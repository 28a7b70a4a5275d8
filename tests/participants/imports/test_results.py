"""Rows of saved imports: their results, page, files and readers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLogEntry
from participants.imports import actions
from participants.imports.models import ImportedRows, ImportJob
from participants.imports.results.actions import open_rows
from participants.register.models import Participation, Person
from tests.answers import outside_tags
from tests.factories import ParticipationFactory, PersonFactory
from tests.jobs import run_jobs
from tests.numbers import nth_number
from tests.participants.imports.files import ASA, BO, EVA, csv_file, person
from tests.queries import own_queries

pytestmark = pytest.mark.django_db


def imported(project, rows, *, by, kind="participants", reason="Fel i listan"):
    """Return the job of a file that was imported."""
    draft = actions.save_draft(project, kind, csv_file(rows, kind), by=by, row_count=len(rows))
    draft.reason = reason
    draft.save()
    job = actions.confirm_draft(draft, by=by)
    assert run_jobs("import") == 1
    return ImportJob.objects.get(pk=job.pk)


def test_each_row_says_what_became_of_it_for_90_days(cast, sign_in):
    leader, project = sign_in(cast.leader), cast.project
    names = {"given_name": "Åsa", "family_name": "Öberg"}
    for number in (ASA, BO):
        ParticipationFactory(
            project=project,
            person=PersonFactory(number=number),
            **names,
            labour_market_status="unemployed",
            education_level=3,
            spell__entry_date="2018-03-01",
        )
    rows = [person(municipality="0880"), person(BO), person(EVA, given_name="Eva")]
    job = imported(project, rows, by=cast.leader)
    new = Participation.objects.get(given_name="Eva")
    address = reverse("imports:import_rows", args=[project.slug, job.pk])
    page = leader.get(address)
    text = outside_tags(page.text)
    found = [
        (row.number, row.fate, [tuple(map(str, each)) for each in row.changes])
        for row in page.context["rows"]
    ]
    assert found == [
        (2, "ändrad", [("Kommun", "Oskarshamn", "Kalmar")]),
        (3, "oförändrad", []),
        (4, "ny", []),
    ]
    assert job.digest in text
    assert new.get_absolute_url() in page.text
    tabs = [(str(tab.label), tab.count) for tab in leader.get(address).context["tabs"]]
    assert tabs == [("Alla rader", 3), ("ny", 1), ("ändrad", 1), ("oförändrad", 1)]

    only = leader.get(address, {"fate": "created"})
    assert [row.number for row in only.context["rows"]] == [4]
    logged = AccessLogEntry.objects.latest("pk")
    assert (logged.kind, logged.purpose, logged.subjects) == ("listed", "import", [new.pk])
    file = leader.get(reverse("imports:import_rows_csv", args=[project.slug, job.pk])).content.decode(
        "utf-8-sig"
    )
    assert '"2";"ändrad";"Åsa Öberg";"Kommun: Oskarshamn → Kalmar"' in file

    # Of another's import, and of one that is not shown in lists, no value is shown.
    Person.objects.filter(participations__in=[page.context["rows"][0].participation]).update(
        protection="confidentiality_mark"
    )
    text = outside_tags(leader.get(address).text)
    assert "Oskarshamn" not in text
    assert "Skyddade" in text or "Skyddad" in text
    assert sign_in(cast.case_worker).get(address).status_code == 404
    assert b"Oskarshamn" not in bytes(ImportedRows.objects.get().content_encrypted)

    ImportJob.objects.update(finished_at=timezone.now() - timedelta(days=91))
    actions.discard_old_drafts()
    assert not ImportedRows.objects.exists()


def test_the_page_asks_for_as_much_of_fifty_rows_as_of_two(cast, sign_in):
    leader = sign_in(cast.leader)
    few, many = (
        imported(cast.project, [person(nth_number(n)) for n in numbers], by=cast.leader)
        for numbers in (range(2), range(2, 52))
    )
    addresses = [reverse("imports:import_rows", args=[cast.project.slug, job.pk]) for job in (few, many)]
    counts = []
    for address in (addresses[0], *addresses):
        with CaptureQueriesContext(connection) as captured:
            leader.get(address)
        counts.append(len(own_queries(captured)))
    assert counts[1] == counts[2] < 15


def test_a_damaged_record_of_the_rows_is_said_and_not_shown(cast, sign_in):
    job = imported(cast.project, [person()], by=cast.leader)
    ImportedRows.objects.update(content_encrypted=b"damaged")
    assert open_rows(job) is None
    page = sign_in(cast.leader).get(reverse("imports:import_rows", args=[cast.project.slug, job.pk]))
    assert page.status_code == 200
