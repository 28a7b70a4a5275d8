import json

import pytest
from django.apps import apps
from django.utils import translation

from accounts.access_log import log_access
from accounts.audit.log import audit
from accounts.models import AccessLogEntry
from participants.privacy.extract import pdf
from participants.privacy.extract.column_facts import EXCLUDED_COLUMNS, label_of
from participants.register.models import AuthorisedCaseWorker, Participation
from participants.register.pages import history_entries
from reporting.reports.models import Report
from tests.factories import ParticipationFactory
from tests.participants.privacy.extract_support import (
    content_of,
    extract,
    fields,
    person_with_history,
    protected_person,
    submitted_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast):
    return person_with_history(cast)


@pytest.fixture
def hidden(cast):
    return protected_person(cast)


def test_the_registrar_is_listed_as_authorised(cast, sign_in):
    hidden = ParticipationFactory(
        project=cast.project, created_by=cast.case_worker, person__protection="confidentiality_mark"
    )
    AuthorisedCaseWorker.objects.create(participation=hidden, user=cast.leader, authorised_by=cast.leader)
    client = sign_in(cast.case_worker)
    client.post(f"{hidden.get_absolute_url()}open/", {"why": "request"})
    case_workers = [fields(row) for row in content_of(client, hidden)["authorised_case_workers"]]
    assert [(row["user"]["value"], row["authorised_by"]["value"]) for row in case_workers] == [
        (cast.case_worker.full_name, None),
        (cast.leader.full_name, cast.leader.full_name),
    ]
    assert case_workers[0]["authorised_by"]["text"] == "ingen, men har registrerat personen"
    assert case_workers[0]["authorised_at"]["value"] == hidden.created_at.isoformat()
    assert case_workers[0].keys() == case_workers[1].keys()


def test_an_unprotected_person_has_no_authorised_case_workers(cast, sign_in, person):
    assert content_of(sign_in(cast.case_worker), person)["authorised_case_workers"] == []


@pytest.mark.parametrize(
    ("language", "asked", "opened"),
    [
        (
            "sv",
            "registerutdrag på egen begäran, 2020-03-02 (En id-handling visades)",
            "något annat: Ringde.",
        ),
        (
            "en",
            "extract at the person's own request, 2020-03-02 (An identity document was shown)",
            "something else: Ringde.",
        ),
    ],
)
def test_purposes_are_in_the_extracts_language(cast, sign_in, hidden, language, asked, opened):
    # The log stores purposes in the default language; purposes typed by users stay as written.
    client = sign_in(cast.case_worker)
    client.post(f"{hidden.get_absolute_url()}open/", {"why": "other", "note": "Ringde."})
    client.get(hidden.get_absolute_url())
    log_access("opened", by=cast.leader, project=cast.project, participations=[hidden], purpose="Stickprov 7")
    extract(client, hidden)
    purposes = [reader["purpose"] for reader in content_of(client, hidden, language=language)["readers"]]
    assert purposes == [opened, "Stickprov 7", asked, asked]


@pytest.mark.django_db(transaction=True)  # each change by itself
def test_no_change_is_left_out(cast, sign_in, person):
    # The person page shows the latest changes only, the extract all of them.
    rows = Participation.objects.filter(pk=person.pk)
    for number in range(history_entries.MAX_SHOWN + 1):
        rows.update(given_name=f"Märta{number}")
    found = content_of(sign_in(cast.case_worker), person)["changes"]
    said = " ".join(entry for change in found for entry in change["actions"])
    assert [
        number for number in range(history_entries.MAX_SHOWN + 1) if f"Märta{number}" not in said.split()
    ] == []


def texts_in(content):
    """Yield every text of the JSON that is meant for readers, with its path."""
    for key in (
        "person",
        "participation",
        "spells",
        "outcomes",
        "placements",
        "employers_of_outcomes",
        "enrolments",
        "attendance",
        *("benefits", "contact_details"),
        "survey_links",
        "survey_answers",
        "certificates",
        "certificate_steps",
        "week_sheets",
        "booked_hours",
        *("sample_items", "monthly_files"),
        "authorised_case_workers",
        "record_accesses",
        "change_notes",
        "proof",
        "proof_facts",
        "postponements",
        "handovers",
    ):
        rows = content[key] if key not in ("person", "participation") else [content[key]]
        yield from ((f"{key} {fact['field']}", fact["text"]) for row in rows for fact in row)
    for change in content["changes"]:
        yield from (("changes", text) for text in (change["by"], *change["actions"]))
    for entry in content["audit_log"]:
        yield from (("audit_log", entry[key]) for key in ("by", "text", "details_text"))
    for reader in content["readers"]:
        yield from (("readers", reader[key]) for key in ("by", "role", "kind_text", "purpose"))
    yield from (("reports", day) for report in content["reports"] for day in report.values())
    for part in content["texts"]:
        yield from (("texts", text) for text in (part["heading"], *part["paragraphs"]))
    yield from (("project", content["project"][key]) for key in ("name", "controller"))
    yield from (("request", content[key]) for key in ("made_by",))
    yield "request", content["request"]["text"]


def test_the_pdf_leaves_nothing_out(cast, sign_in, person, hidden):
    # Section by section, with every entry of the access log that was more than a list.
    audit("entry_corrected", hidden, by=cast.leader, project=cast.project, fields=["family_name"])
    for hour in (8, 9):
        at = f"2026-10-14T{hour:02}:00:00+02:00"
        about = {"actor": cast.colleague, "project": cast.project, "subjects": [hidden.pk], "count": 1}
        AccessLogEntry.objects.create(at=at, kind="printed", purpose="casework", **about)
    for participation in (person, hidden):
        Report.objects.create(**submitted_report(cast, participation))
        content = content_of(sign_in(cast.case_worker), participation)
        paper = json.dumps(pdf._pdf_data(content), ensure_ascii=False)
        said = [(where, json.dumps(text, ensure_ascii=False)[1:-1]) for where, text in texts_in(content)]
        assert [(where, text) for where, text in said if text not in paper] == []
        assert {where.split()[0] for where, _text in said} > {"changes", "audit_log", "readers", "reports"}
    assert all(moment in paper for moment in ("2026-10-14 08:00", "2026-10-14 09:00"))


def test_each_column_is_named_in_both_languages():
    named = {}
    for language in ("sv", "en"):
        with translation.override(language):
            named[language] = {
                (label, field.name): label_of(field)
                for label, excluded in EXCLUDED_COLUMNS.items()
                for field in apps.get_model(label)._meta.concrete_fields
                if field.name not in excluded
            }
    same = {key for key, name in named["sv"].items() if name == named["en"][key]}
    # Start, text, version
    assert same == {
        ("register.Spell", "entry_date"),
        ("consents.PrivacyEntry", "text"),
        ("certificates.Certificate", "version"),
    }
