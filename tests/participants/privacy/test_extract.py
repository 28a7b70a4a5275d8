"""The register extract: all data about one person, and nothing about others."""

import io
import json
from datetime import date

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import translation
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.audit.models import AuditEntry
from accounts.audit.row_history import Event
from accounts.models import AccessLogEntry
from participants.attendance.models import Attendance, Enrolment
from participants.benefits.models import BenefitPeriod
from participants.casework.models import Handover, Postponement
from participants.certificates.models import Certificate
from participants.consents.models import PrivacyEntry
from participants.contact.models import ContactDetails, Message
from participants.employers.models import OutcomeEmployer, Placement
from participants.evidence.choices import Fact, ProofKind, ProvenFact
from participants.evidence.models import Proof, ProofItem
from participants.own_page.models import OwnPageLink
from participants.plans.models import Measurement, Note, Plan, Step
from participants.privacy.extract import json_file, pdf
from participants.privacy.extract.column_facts import EXCLUDED_COLUMNS
from participants.privacy.extract.sections import readers_table
from participants.privacy.models import ExtractRequest
from participants.register import actions
from participants.register.identity import person_lookup
from participants.register.identity.numbers import parse_number
from participants.register.models import (
    AuthorisedCaseWorker,
    ChangeNote,
    FormerNumber,
    Merge,
    OutcomeEvent,
    Participation,
    Person,
    ProtectedRecordAccess,
    Spell,
)
from participants.surveys.models import Invitation, Response
from participants.week_sheets.models import WeekSheet
from reporting.reports.models import Report
from reporting.sampling.models import SampleItem
from tests.factories import ParticipationFactory, SpellFactory
from tests.numbers import nth_number
from tests.participants.evidence.samples import seen
from tests.participants.privacy.extract_support import (
    REQUEST,
    address,
    content_of,
    extract,
    fields,
    person_with_history,
    protected_person,
    submitted_report,
)
from tests.reporting.sampling.examples import samples_of
from tests.reporting.statistics.examples import monthly_file_of
from tests.sample_objects import merge_of
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
# Tables that refer to a person, by their section of the extract.
TABLES = {
    Person: "person",
    FormerNumber: "former_numbers",
    Merge: "merges",
    Participation: "participation",
    Spell: "spells",
    OutcomeEvent: "outcomes",
    Placement: "placements",
    OutcomeEmployer: "employers_of_outcomes",
    Enrolment: "enrolments",
    Attendance: "attendance",
    BenefitPeriod: "benefits",
    ContactDetails: "contact_details",
    Certificate: "certificates",
    ExtractRequest: "extract_requests",
    WeekSheet: "week_sheets",
    Invitation: "survey_links",
    Response: "survey_answers",
    ChangeNote: "change_notes",
    Plan: "plans",
    Step: "steps",
    Proof: "proof",
    ProofItem: "proof_facts",
    Postponement: "postponements",
    Handover: "handovers",
    Note: "notes",
    Measurement: "measurements",
    PrivacyEntry: "information_and_consents",
    AuthorisedCaseWorker: "authorised_case_workers",
    ProtectedRecordAccess: "record_accesses",
    SampleItem: "sample_items",
}
NOT_IN_IT = {  # {model: the reason}
    OwnPageLink: "each step of it is in the audit log, which the extract has",
    Message: "what it was sent with, a link or a code, is in the audit log, which the extract has",
}
DECRYPTED = {
    "email",
    "phone",
    "answers",
    "number",
    "text",
    "document",
    "note",
    "found",
    "file",
}  # columns of the extract alone


@pytest.fixture
def person(cast):
    return person_with_history(cast)


@pytest.fixture
def hidden(cast):
    return protected_person(cast)


def text_of(response):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


def test_every_column_is_in_it_or_left_out_with_a_reason(cast, sign_in, person, hidden):
    person_lookup.replace_number(person.person, parse_number(nth_number(5)))
    merge_of(person, by=cast.leader)
    seen(person, ProvenFact(Fact.STATUS), by=cast.leader, kind=ProofKind.AUTHORITY_LETTER)
    samples_of(Report.objects.create(**submitted_report(cast, person)))
    monthly_file_of(cast.project, by=cast.leader, month=date(2018, 12, 1))
    client = sign_in(cast.case_worker)
    found = content_of(client, person)
    (reported,) = found["monthly_files"]  # not those of others
    assert fields(reported)["number"]["value"] == nth_number(5).replace("-", "")
    assert len(found["sample_items"]) == 1  # not what is written of an open sample
    protected = content_of(client, hidden)
    for model, key in TABLES.items():
        facts = found[key] or protected[key]
        facts = facts if key in ("person", "participation") else facts[0]
        columns = {field.name for field in model._meta.concrete_fields}
        excluded = EXCLUDED_COLUMNS[model._meta.label]
        assert set(fields(facts)) - (DECRYPTED - columns) == columns - excluded.keys(), model
        assert excluded.keys() <= columns, model
        assert all(excluded.values()), model


def test_every_table_about_a_person_is_in_it_or_left_out_with_a_reason():
    hanging = {
        model
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in (Person, Participation)
    }
    without_history = {model for model in hanging if not issubclass(model, Event)}
    assert without_history == (TABLES.keys() - {Person}) | NOT_IN_IT.keys()


def test_it_contains_all_data(cast, sign_in, person):
    Report.objects.create(**submitted_report(cast, person))
    draft = {"status": Report.Status.DRAFT, "submitted_at": None, "submitted_by": None}
    Report.objects.create(**submitted_report(cast, person) | draft | {"ends_on": date(2018, 6, 30)})
    actions.correct_entry(
        person, values={"family_name": "Öhman", "disability": "no"}, reason="Fel svar", by=cast.case_worker
    )
    person.refresh_from_db()
    found = content_of(sign_in(cast.case_worker), person)

    assert fields(found["person"])["number"]["value"].replace("-", "") == nth_number(3).replace("-", "")
    assert fields(found["participation"])["family_name"]["text"] == "Öhman"
    assert fields(found["participation"])["disability"]["text"] == "nej"
    assert [fields(outcome)["is_withdrawal"]["value"] for outcome in found["outcomes"]] == [False, True]
    assert fields(found["outcomes"][0])["evidence"]["value"] == "Anställningsavtal"
    assert fields(found["outcomes"][0])["recorded_by"]["value"] == cast.colleague.full_name
    assert fields(found["spells"][0])["municipality"]["text"] == "Oskarshamn"
    assert "Vad kan bli bättre? Fler raster" in fields(found["survey_answers"][0])["answers"]["value"]
    assert found["reports"] == [{"starts_on": "2018-01-01", "ends_on": "2018-12-31"}]
    last = found["changes"][-1]
    assert any("Ögren" in entry and "Öhman" in entry for entry in last["actions"])
    assert "Ändrade en känslig uppgift" in last["actions"]
    assert "extract_made" in [entry["action"] for entry in found["audit_log"]]


def test_it_contains_the_access_log_and_its_own_entry(cast, sign_in, person):
    readers = content_of(sign_in(cast.case_worker), person)["readers"]
    assert [(reader["by"], reader["kind"]) for reader in readers] == [
        (cast.colleague.full_name, "opened"),
        (cast.case_worker.full_name, "exported"),
    ]


def test_another_projects_data_and_other_people_are_not_in_it(cast, sign_in, person):
    other = ParticipationFactory(
        project=cast.other_project,
        person=person.person,
        given_name="Hemlig",
        family_name="Annanstans",
        spell=None,
    )
    SpellFactory(
        participation=other, entry_date=date(2019, 9, 9), exit_date=date(2019, 9, 9), exit_reason="moved"
    )
    ParticipationFactory(project=cast.project, family_name="Granne")
    text = extract(sign_in(cast.case_worker), person).content.decode()
    assert "Ögren" in text
    for mark in ("Annanstans", "Granne", "2019-09-09", str(other.public_id), "Ett annat projekt"):
        assert mark not in text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_json_is_as_documented(cast, sign_in, person, hidden, language):
    schema = json.loads((django_settings.BASE_DIR / "docs/register-extract.schema.json").read_text())
    for participation in (person, hidden):
        found = content_of(sign_in(cast.case_worker), participation, language=language)
        assert list(Draft202012Validator(schema).iter_errors(found)) == []
    assert list(Draft202012Validator(schema).iter_errors(found | {"more": 1}))


def test_the_pdf_is_made_from_the_json(cast, sign_in, person):
    made = extract(sign_in(cast.case_worker), person).content
    content = json_file.read(made)
    assert json_file.render(content) == made
    assert pdf.render(content) == pdf.render(json_file.read(json_file.render(content)))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "Registerutdrag Vem har läst om dig Dina rättigheter"),
        ("en", "Extract of the register Your rights"),
    ],
)
def test_the_pdf_shows_labels(cast, sign_in, person, language, words):
    response = extract(sign_in(cast.case_worker), person, kind="pdf", language=language)
    text = text_of(response).replace("\n", " ")
    for mark in ("Märta", "Ögren", nth_number(3)[-4:], "Vera Kollega", "Anställningsavtal", "imy.se"):
        assert mark in text
    assert all(word in text for word in words.split())
    assert PdfReader(io.BytesIO(response.content)).metadata.title in words


def test_in_the_pdf_the_list_views_of_a_day_are_one_line(cast, sign_in, person):
    for day, kind in ((14, "listed"), (14, "listed"), (14, "opened"), (15, "listed"), (16, "listed")):
        AccessLogEntry.objects.create(
            at=f"2026-10-{day}T10:00:00+02:00",
            actor=cast.colleague,
            project=cast.project,
            kind=kind,
            purpose="casework",
            subjects=[person.pk],
            count=1,
        )
    readers = content_of(sign_in(cast.case_worker), person)["readers"]
    assert [reader["kind"] for reader in readers].count("listed") == 4
    (table,) = [readers_table(readers)]
    said = [(row[0], row[2]) for row in table["rows"] if row[1]["text"] == cast.colleague.full_name]
    assert said[-4:] == [
        ("2026-10-14 10:00", "visad i en lista, 2 gånger"),
        ("2026-10-14 10:00", "öppnad"),
        ("2026-10-15 10:00", "visad i en lista"),
        ("2026-10-16 10:00", "visad i en lista"),
    ]


def test_the_logged_purpose_is_in_the_default_language(cast, sign_in, person):
    extract(sign_in(cast.case_worker), person, language="en")
    assert AccessLogEntry.objects.get(kind="exported").purpose.startswith("registerutdrag på egen begäran")


def test_the_file_name_has_no_personal_data_and_no_file_is_stored(cast, sign_in, person, settings):
    response = extract(sign_in(cast.case_worker), person, kind="pdf")
    assert response["Content-Disposition"] == 'attachment; filename="registerutdrag.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert not settings.FILES_ROOT.exists()


def test_it_is_audited_and_logged_with_the_request(cast, sign_in, person):
    extract(sign_in(cast.case_worker), person)
    entry = AccessLogEntry.objects.get(kind="exported")
    assert (entry.actor, entry.subjects) == (cast.case_worker, [person.pk])
    assert "2020-03-02" in entry.purpose
    entry = AuditEntry.objects.about(person).get(action="extract_made")
    assert entry.details == {"kind": "json", "requested_on": "2020-03-02"}


@pytest.mark.parametrize("field", ["requested_on", "identified_by"])
def test_without_a_request_there_is_no_extract(cast, sign_in, person, field):
    response = sign_in(cast.case_worker).post(address(person), REQUEST | {field: ""})
    assert "text/html" in response["Content-Type"]
    assert not AccessLogEntry.objects.filter(kind="exported").exists()


def test_a_request_in_the_future_is_refused(cast, sign_in, person):
    response = sign_in(cast.case_worker).post(address(person), REQUEST | {"requested_on": "2999-01-01"})
    assert "i framtiden" in response.text


def test_an_old_session_must_reauthenticate(cast, person):
    cast.case_worker.set_password("tre ord och en fyra")
    cast.case_worker.save()
    client = signed_in(cast.case_worker, ago=700)
    response = client.post(address(person), REQUEST)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not AccessLogEntry.objects.filter(kind="exported").exists()


def test_an_unreadable_number_stops_the_extract(cast, sign_in, person):
    Person.objects.filter(pk=person.person_id).update(number_encrypted=b"altered")
    response = sign_in(cast.case_worker).post(address(person), REQUEST)
    assert "kan inte läsas" in response.text
    assert not AccessLogEntry.objects.filter(kind="exported").exists()


def test_a_protected_persons_extract_is_made_by_the_authorised_case_worker(cast, sign_in, hidden):
    found = content_of(sign_in(cast.case_worker), hidden)
    assert found["record_accesses"]
    assert fields(found["participation"])["given_name"]["value"] == hidden.given_name
    assert sign_in(cast.leader).post(address(hidden), REQUEST).status_code == 403


def test_it_contains_the_actions_of_colleagues(cast, sign_in, person):
    # The case worker may not read audit entries of others; the person may.
    audit("protection_raised", person, by=cast.leader, project=cast.project)
    found = content_of(sign_in(cast.case_worker), person)
    assert [(entry["by"], entry["action"]) for entry in found["audit_log"]] == [
        (cast.leader.full_name, "protection_raised"),
        (cast.case_worker.full_name, "extract_made"),
    ]
    assert cast.colleague.full_name in {reader["by"] for reader in found["readers"]}


def test_audit_entries_have_labels(cast, sign_in, person):
    fields = ["given_name", "admission_ground"]
    audit("entry_corrected", person, by=cast.leader, project=cast.project, fields=fields)
    audit("outcome_recorded", person, by=cast.leader, project=cast.project, outcome=7, kind="employment")
    found = content_of(sign_in(cast.case_worker), person)
    assert [(entry["text"], entry["details_text"]) for entry in found["audit_log"]] == [
        ("Rättade uppgifterna från inskrivningen", "Förnamn, Skäl för antagning"),
        ("Registrerade ett resultat", "anställning"),
        ("Gjorde ett registerutdrag", "JSON; Begärt 2020-03-02"),
    ]


def test_actions_of_another_project_do_not_name_it(cast, sign_in, person):
    audit("protection_lowered_elsewhere", person, by=None, project=cast.project, level="none")
    entry = content_of(sign_in(cast.case_worker), person)["audit_log"][0]
    assert (entry["by"], entry["text"]) == (
        "Någon utanför projektet",
        "Skyddet sänktes i ett annat projekt",
    )


def test_every_audit_action_about_a_person_is_in_it(cast, sign_in, person):
    about = [action for action in AuditAction if "register.participation" in action.object_types]
    about.sort(key=AuditAction.EXTRACT_MADE.__eq__)  # made last, by the extract itself
    for action in about[:-1]:
        audit(action, person, by=cast.leader, project=cast.project)
    found = content_of(sign_in(cast.case_worker), person)["audit_log"]
    with translation.override("sv"):
        assert [(entry["action"], entry["text"]) for entry in found] == [
            (action.value, str(action.label)) for action in about
        ]


def test_a_corrected_period_is_in_it(cast, sign_in, person):
    spell = person.spells.get()
    values = {
        "entry_date": spell.entry_date,
        "municipality": spell.municipality,
        "exit_date": date(2018, 9, 15),
        "exit_reason": "other",
    }
    actions.correct_spell(spell, values=values, by=cast.leader)
    found = content_of(sign_in(cast.case_worker), person)["audit_log"][0]
    assert (found["action"], found["text"]) == ("spell_corrected", "Rättade en period")
    assert found["details_text"] == "Slut, Avslutsorsak"
