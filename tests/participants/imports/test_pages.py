"""Import pages for each role: choose a file, review, confirm, discard."""

import io
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from participants.imports.access import get_import_draft
from participants.imports.models import ImportDraft
from participants.imports.reading.columns import FORMATS
from participants.imports.reading.workbook import read_workbook
from participants.imports.tasks import discard_old_drafts
from participants.register.models import AuthorisedCaseWorker, OutcomeEvent, Participation, Person
from participants.register.rules.eligibility import FIELDS_OF
from tests.factories import OSKARSHAMN, VASTERVIK, ParticipationFactory, PersonFactory
from tests.jobs import run_jobs
from tests.participants.imports.files import ASA, BO, OF_CORRECTIONS, csv_file, outcome, person, xlsx_file


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def url(cast, name="import_participants", *args):
    return reverse(f"imports:{name}", args=[cast.project.slug, *args])


def upload(client, cast, file, name="import_participants", **extra):
    file.name = "lista.csv"
    return client.post(url(cast, name), {"file": file}, follow=True, **extra)


def confirm(client, cast, draft_pk, **options):
    # Confirm, run the job, and open its page.
    page = client.post(url(cast, "import_confirm", draft_pk))
    run_jobs("import")
    return client.get(page.url, **options)


def text(response):
    return response.content.decode()


def test_a_valid_file_is_reviewed_confirmed_and_saved(cast, leader):
    response = upload(leader, cast, csv_file([person(), person(BO)]))
    draft = ImportDraft.objects.get()
    assert response.redirect_chain == [(url(cast, "import_review", draft.pk), 302)]
    assert response.context["plan"].created == 2
    assert "Importera 2 rader" in text(response)
    assert not Person.objects.exists()
    response = confirm(leader, cast, draft.pk)
    assert response.url == reverse("register:list", args=[cast.project.slug])
    assert Participation.objects.filter(project=cast.project, created_by=cast.leader).count() == 2
    assert not ImportDraft.objects.exists()
    (message,) = map(str, leader.get(url(cast)).context["messages"])
    assert message.startswith("Filen är importerad: 2 nya, 0 ändrade, 0 oförändrade. <a ")
    assert url(cast, "import_rows", draft.pk) in message


def test_earlier_imports_are_listed_for_those_who_work_in_the_whole_project(cast, leader, sign_in):
    file = csv_file([person()])
    upload(leader, cast, file)
    confirm(leader, cast, ImportDraft.objects.get().pk)
    worker = sign_in(cast.case_worker)
    upload(worker, cast, csv_file([person(BO)]))
    worker.post(url(cast, "import_discard", ImportDraft.objects.get().pk))

    def shown_to(client):
        rows = client.get(url(cast, "import_history")).context["rows"]
        return [(row.job.created_by, row.job.row_count, row.result) for row in rows]

    discarded = (cast.case_worker, 1, "Importen avbröts. Inget har sparats.")
    assert shown_to(worker) == [discarded]
    imported = (cast.leader, 1, "Filen är importerad: 1 ny, 0 ändrade, 0 oförändrade.")
    assert shown_to(leader) == [discarded, imported]
    digest = sha256(file.getvalue()).hexdigest()
    assert digest[:12] in text(leader.get(url(cast, "import_history")))


def test_problems_are_listed_and_nothing_is_registered(cast, leader):
    file = csv_file([person(entry_date="2018-02-30", municipality="Ingenstans"), person(BO, rural="x")])
    response = upload(leader, cast, file)
    cells = [(p.row, p.column) for p in response.context["problems"].listed]
    assert cells == [(2, "municipality"), (2, "entry_date"), (3, "rural")]
    assert "3 fel i filen" in text(response)
    assert "2018-02-30" in text(response)
    assert "Öberg" not in text(response)
    assert ASA[8:] not in text(response)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7", "Filen är en PDF"),
        (b"", "Filen är tom"),
        (b"\x00\x01\x02\x03" * 9, "Filen är ingen tabell"),
        (b"a;b\n1;2", "Ingen känd kolumnrubrik"),
        (b"personnummer;kommun\n", "inga rader"),
    ],
)
def test_files_without_a_table_are_form_errors(cast, leader, content, message):
    response = upload(leader, cast, io.BytesIO(content))
    assert response.status_code == 200
    assert message in text(response)
    assert response.context["form"].errors["file"]


def test_a_missing_and_a_large_file_are_form_errors(cast, leader, settings):
    assert "Välj en fil, eller klistra in cellerna nedan." in text(leader.post(url(cast)))
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
    response = upload(leader, cast, io.BytesIO(b"x" * (2 * 1024 * 1024 + 1)))
    assert "Filen är större än 2 MB" in text(response)


def test_pasted_cells_are_a_list(cast, leader):
    copied = csv_file([person(), person(BO)], separator="\t").getvalue().decode()

    page = leader.post(url(cast), {"pasted": copied.replace(ASA, "19940112")}, follow=True)
    assert [p.row for p in page.context["problems"].listed] == [2]
    both = leader.post(url(cast), {"pasted": copied, "file": csv_file([person()])})
    assert list(both.context["form"].errors) == ["pasted"]
    headless = leader.post(url(cast), {"pasted": copied.split("\r\n", 1)[1]})
    assert "Ingen känd kolumnrubrik" in str(headless.context["form"].errors["pasted"])

    review = leader.post(url(cast), {"pasted": copied}, follow=True)
    assert review.context["plan"].created == 2
    confirm(leader, cast, ImportDraft.objects.latest("created_at").pk)
    assert Participation.objects.filter(project=cast.project).count() == 2


def test_changes_are_shown_before_they_are_made(cast, leader):
    upload(leader, cast, csv_file([person(), person(BO, protected_identity="confidentiality_mark")]))
    confirm(leader, cast, ImportDraft.objects.get().pk)
    protected = Participation.objects.protected().get()
    AuthorisedCaseWorker.objects.create(participation=protected, user=cast.leader, authorised_by=cast.leader)
    rows = [person(family_name="Ek", education_level="5", municipality="0883"), person(BO, family_name="Ek")]
    response = upload(leader, cast, csv_file(rows))
    changes = [(c.row, c.column, c.old, c.new) for c in response.context["plan"].changes]
    assert changes == [
        (2, "municipality", "Oskarshamn", "Västervik"),
        (2, "family_name", "Öberg", "Ek"),
        (2, "education_level", "3", "5"),
        (3, "family_name", "•••", "•••"),
    ]
    assert "2 rader" in text(response)


def test_a_file_without_changes_cannot_be_confirmed(cast, leader):
    for _ in range(2):
        response = upload(leader, cast, csv_file([person()]))
        draft = ImportDraft.objects.get()
        confirm(leader, cast, draft.pk)
    assert "Det finns inget att importera" in text(response)
    assert url(cast, "import_confirm", draft.pk) not in text(response)


def test_outcomes_are_imported_on_the_pages(cast, leader):
    ParticipationFactory(project=cast.project, person=PersonFactory(number=ASA))
    response = upload(leader, cast, csv_file([outcome()], "outcomes"), "import_outcomes")
    assert "En lista över händelser" in text(response)
    confirm(leader, cast, ImportDraft.objects.get().pk)
    assert OutcomeEvent.objects.get().recorded_by == cast.leader
    response = upload(leader, cast, csv_file([person()]), "import_outcomes")
    assert "Det här är en lista över deltagare." in text(response)


def test_a_spreadsheet_can_be_confirmed(cast, leader):
    upload(leader, cast, xlsx_file([person()]))
    confirm(leader, cast, ImportDraft.objects.get().pk)
    assert Participation.objects.count() == 1


def test_the_register_may_have_changed_before_the_confirmation(cast, leader):
    upload(leader, cast, csv_file([person(entry_date="2018-06-01")]))
    draft = ImportDraft.objects.get()
    ParticipationFactory(project=cast.project, person=PersonFactory(number=ASA))
    response = confirm(leader, cast, draft.pk, follow=True)
    assert "Inget har sparats: registret har ändrats" in text(response)
    assert "är registrerad sedan 2018-03-01" in text(response)
    assert Participation.objects.count() == 1
    assert ImportDraft.objects.filter(pk=draft.pk).exists()


def test_a_draft_is_encrypted_and_bound_to_its_row(cast, leader):
    upload(leader, cast, csv_file([person()]))
    upload(leader, cast, csv_file([person(BO)]))
    first, second = ImportDraft.objects.order_by("created_at")
    assert ASA.encode() not in bytes(first.content_encrypted)
    ImportDraft.objects.filter(pk=first.pk).update(content_encrypted=second.content_encrypted)
    response = leader.post(url(cast, "import_check", first.pk), follow=True)
    assert "går inte längre att öppna" in text(response)
    response = confirm(leader, cast, first.pk, follow=True)
    assert "går inte längre att öppna" in text(response)
    assert not Person.objects.exists()


def test_a_file_can_be_discarded(cast, leader):
    upload(leader, cast, csv_file([person()]))
    response = leader.post(url(cast, "import_discard", ImportDraft.objects.get().pk))
    assert response.url == url(cast)
    assert not ImportDraft.objects.exists()
    assert AuditEntry.objects.get(action="import_discarded").details == {}


def test_a_draft_is_confirmed_once(cast, leader):
    upload(leader, cast, csv_file([person()]))
    address = url(cast, "import_confirm", ImportDraft.objects.get().pk)
    assert leader.post(address).url == leader.post(address).url
    run_jobs("import")
    assert "Filen är redan importerad" in text(leader.post(address))
    assert AuditEntry.objects.filter(action="participants_imported").count() == 1


def test_a_draft_expires_after_a_day(cast, leader):
    upload(leader, cast, csv_file([person()]))
    upload(leader, cast, csv_file([person(BO)]))
    old, fresh = ImportDraft.objects.order_by("created_at")
    ImportDraft.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=1, seconds=1))
    page = leader.get(url(cast, "import_review", old.pk))
    assert page.status_code == 410
    assert "Filen har väntat mer än ett dygn" in page.text
    discard_old_drafts()
    assert list(ImportDraft.objects.values_list("pk", flat=True)) == [fresh.pk]


@pytest.mark.parametrize("kind", ["participants", "outcomes"])
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("page", ["import_template", "import_workbook_template"])
def test_the_empty_file_has_every_heading_and_is_understood(cast, leader, page, kind, language):
    response = leader.get(url(cast, page, kind, language))
    assert response.content == leader.get(url(cast, page, kind, language)).content
    assert response["Content-Disposition"].startswith("attachment")
    assert "inga rader" in text(upload(leader, cast, io.BytesIO(response.content), f"import_{kind}"))


def test_the_empty_workbook_explains_its_columns_and_offers_the_words_of_the_project(cast, leader):
    file = io.BytesIO(leader.get(url(cast, "import_workbook_template", "participants", "sv")).content)

    guide = read_workbook(file, sheet="Så fyller du i", headings=["rubrik"])
    lines = {cells[0]: cells[1:] for _number, cells in guide.rows}
    assert lines["kommun"] == ["ja", "Oskarshamn: 0882; Västervik: 0883", "Oskarshamn"]
    assert lines["insats"] == ["nej", "kalejdo: Kalejdo", "kalejdo"]
    assert read_workbook(file, sheet="", headings=["personnummer"]).other_sheets == ()
    notes = zipfile.ZipFile(file).read("xl/comments1.xml").decode()
    assert "kalejdo: Kalejdo\nBehövs: nej" in notes

    # The examples are a row that the import takes.
    used = ("personnummer", "förnamn", "efternamn", "kommun", "insats", "startdatum")
    pasted = "\n".join("\t".join(row) for row in (used, [lines[heading][-1] for heading in used]))
    page = leader.post(url(cast), {"pasted": pasted}, follow=True)
    assert page.context["plan"].created == 1


PAGES = [("import_participants", "get"), ("import_outcomes", "get"), ("import_participants", "post")]
CHANGES = ("check", "confirm", "discard", *OF_CORRECTIONS[:-1])
DRAFT_PAGES = [
    ("import_review", "get"),
    ("import_left_out", "get"),
    *((f"import_{change}", "post") for change in CHANGES),
]
OTHERS = {"funder": 403, "administrator": 403, "stranger": 404, "former": 404, "without_role": 404}


@pytest.mark.parametrize(("name", "status"), OTHERS.items())
def test_only_those_who_register_people_may_import(cast, leader, sign_in, name, status):
    upload(leader, cast, csv_file([person()]))
    draft = ImportDraft.objects.get()
    client = sign_in(getattr(cast, name))
    addresses = [(url(cast, page), method) for page, method in PAGES]
    addresses += [(url(cast, page, draft.pk), method) for page, method in DRAFT_PAGES]
    addresses += [(url(cast, "import_template", "participants", "sv"), "get")]
    addresses += [(url(cast, "import_row", draft.pk, 2), method) for method in ("get", "post")]
    assert {getattr(client, method)(address).status_code for address, method in addresses} == {status}
    assert not Person.objects.exists()


def test_another_s_draft_and_another_project_s_are_not_found(cast, leader, sign_in):
    upload(leader, cast, csv_file([person()]))
    draft = ImportDraft.objects.get()
    case_worker = sign_in(cast.case_worker)
    assert case_worker.get(url(cast)).status_code == 200
    for page, method in DRAFT_PAGES:
        assert getattr(case_worker, method)(url(cast, page, draft.pk)).status_code == 404
    assert case_worker.get(url(cast, "import_row", draft.pk, 2)).status_code == 404
    elsewhere = reverse("imports:import_review", args=[cast.other_project.slug, draft.pk])
    assert leader.get(elsewhere).status_code == 404
    assert leader.get(url(cast, "import_review", draft.pk)).status_code == 200
    with pytest.raises(Http404):  # outside a request, so without row-level security
        get_import_draft(cast.case_worker, cast.project.slug, draft.pk)


def test_confirm_and_discard_require_post(cast, leader):
    upload(leader, cast, csv_file([person()]))
    draft = ImportDraft.objects.get()
    answers = {leader.get(url(cast, f"import_{change}", draft.pk)).status_code for change in CHANGES}
    assert answers == {405}


def test_a_case_worker_of_a_part_imports_into_it_only(cast, sign_in):
    client = sign_in(cast.case_worker)
    response = upload(client, cast, csv_file([person(municipality=OSKARSHAMN)]))
    assert response.context["plan"].created == 1
    response = upload(client, cast, csv_file([person(municipality=VASTERVIK)]))
    assert "Platsen ligger utanför din del av projektet." in text(response)


def test_people_of_another_part_are_neither_shown_nor_changed(cast, sign_in):
    elsewhere = {"spell__municipality_id": VASTERVIK, "spell__entry_date": "2018-02-14"}
    ParticipationFactory(
        project=cast.project, person=PersonFactory(number=ASA), given_name="Hemlig", **elsewhere
    )
    client = sign_in(cast.case_worker)
    earlier = {"entry_date": "2018-01-01", "exit_date": "2018-01-02", "exit_reason": "moved"}
    for cells in ({}, {"entry_date": "2018-02-14"}, earlier):
        response = upload(client, cast, csv_file([person(**cells)]))
        messages = [problem.message for problem in response.context["problems"].listed]  # one for the row
        assert messages == ["Personen deltar i projektet, utanför din del av det. Fråga projektledaren."]
        assert "Hemlig" not in text(response)
    file = csv_file([outcome()], "outcomes")
    assert "deltar inte i din del av projektet" in text(upload(client, cast, file, "import_outcomes"))
    Participation.objects.get().spells.update(exit_date="2018-02-20", exit_reason="moved")
    response = upload(client, cast, csv_file([person()]))
    assert (response.context["plan"].created, response.context["plan"].changes) == (1, [])
    confirm(client, cast, response.context["draft"].pk)
    assert Participation.objects.get().given_name == "Hemlig"


def test_the_list_has_a_column_for_each_answer_that_target_groups_need():
    columns = {column.name for column in FORMATS["participants"].columns}
    assert {name for names in FIELDS_OF.values() for name in names} <= columns


def test_the_page_is_translated(cast, leader):
    leader.post(reverse("set_language"), {"language": "en"})
    assert "Start from an empty file" in text(leader.get(url(cast)))
    assert "Write one of these: yes, no." in text(upload(leader, cast, csv_file([person(rural="x")])))


def test_page_and_command_have_the_same_result(cast, leader, tmp_path, capsys):
    file = csv_file([person(), person(BO)])
    path = tmp_path / "file.csv"
    path.write_bytes(file.getvalue())
    response = upload(leader, cast, file)
    call_command("import_participants", cast.project.slug, str(path), "--dry-run")
    assert capsys.readouterr().out == f"{response.context['plan'].counts}\n"
