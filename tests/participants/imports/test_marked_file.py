"""A refused file, downloaded with its mistakes in its rows, corrected there and chosen again."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.audit.row_versions import version_of
from esfportal.demo.data.numbers import official_number
from esfportal.ui.safe_cells import clean, neutralise, restored
from participants.imports.models import ImportDraft
from participants.register.models import Participation
from tests.factories import OSKARSHAMN
from tests.hostile.forms import parse_forms
from tests.jobs import run_jobs
from tests.participants.imports.files import ASA, BO, EVA, csv_file, person, xlsx_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def mark(client, cast, file, **extra):
    """Upload the file, press the button of the mistakes page, do the job, and return the answer of its page."""
    page = upload(client, cast, file, **extra)
    form = next(form for form in parse_forms(page.text) if form.action.endswith("/mark/"))
    asked = client.post(form.action, form.values, **extra)
    run_jobs("marking")
    return client.get(asked.url)


def upload(client, cast, file, **extra):
    file.name = "lista.csv"
    address = reverse("imports:import_participants", args=[cast.project.slug])
    return client.post(address, {"file": file}, follow=True, **extra)


def download(client, cast, file, **extra):
    page = mark(client, cast, file, **extra)
    return client.get(f"{page.request['PATH_INFO']}file/")


def rows_of(response):
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    content = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


def with_every_column(rows):
    """Return a CSV file with all columns of the rows, also unknown ones."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), restval="", delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode())


ROWS = [person(ASA), person(BO, entry_date="i mars", education_level="9"), person(EVA)]


def test_a_refused_file_is_kept_until_its_user_deletes_it(cast, leader):
    page = upload(leader, cast, csv_file(ROWS))
    assert "Få filen med felen markerade" in page.text
    draft = ImportDraft.objects.get()
    assert b"i mars" not in bytes(draft.content_encrypted)
    form = next(form for form in parse_forms(page.text) if form.action.endswith("/discard/"))
    after = leader.post(form.action, form.values, follow=True)
    assert "Filen är bortkastad." in after.text
    assert "Få filen med felen markerade" not in after.text
    assert not ImportDraft.objects.exists()


def test_a_refused_file_can_not_be_imported(cast, leader):
    upload(leader, cast, csv_file(ROWS))
    draft = ImportDraft.objects.get()
    confirm = reverse("imports:import_confirm", args=[cast.project.slug, draft.pk])
    leader.post(confirm, {"version": version_of(draft)})
    run_jobs("import")
    assert not Participation.objects.exists()


@pytest.mark.parametrize("as_file", [csv_file, xlsx_file])
def test_every_row_comes_back_with_its_mistakes(cast, leader, as_file):
    response = download(leader, cast, as_file(ROWS))
    assert response["Content-Disposition"] == 'attachment; filename="deltagare_fel.csv"'
    rows = rows_of(response)
    assert [row["att rätta"] for row in rows][::2] == ["", ""]
    assert "entry_date: Det är inget datum" in rows[1]["att rätta"]
    assert "education_level: Skriv utbildningsnivån" in rows[1]["att rätta"]
    for row, original in zip(rows, ROWS, strict=True):
        assert {name: row[name] for name in original} == {
            name: value or "" for name, value in original.items()
        }
    assert not Participation.objects.exists()


def test_the_corrected_copy_is_imported(cast, leader):
    rows = rows_of(download(leader, cast, csv_file(ROWS)))
    rows[1] |= {"entry_date": "2018-03-01", "education_level": "3"}
    answer = upload(leader, cast, with_every_column(rows))
    assert answer.context["plan"].created == 3


def test_the_copy_as_a_workbook_is_corrected_and_imported(cast, leader):
    left_out = person(official_number(date(1991, 4, 4), "man"), given_name="Ola", exit_date="=1+1")
    page = upload(leader, cast, csv_file([*ROWS, left_out]))
    form = next(
        form for form in parse_forms(page.text) if "leave-out" in form.action and form.values["row"] == ["5"]
    )
    page = leader.post(form.action, form.values | {"reason": "other", "text": "Flyttar."}, follow=True)
    form = next(form for form in parse_forms(page.text) if form.action.endswith("/mark/"))
    asked = leader.post(form.action, form.values)
    run_jobs("marking")
    content = io.BytesIO(leader.get(f"{asked.url}workbook/").getvalue())

    book = openpyxl.load_workbook(content)
    sheet, other = book.worksheets
    heads = [cell.value for cell in sheet[1]]
    wrong = sheet.cell(3, heads.index("entry_date") + 1)
    assert wrong.value == "i mars"
    assert wrong.fill.fgColor.rgb == "FFF8D4D0"
    assert "Det är inget datum" in wrong.comment.text
    assert "entry_date: Det är inget datum" in sheet.cell(3, 1).value
    assert sheet.cell(2, heads.index("entry_date") + 1).comment is None
    assert other.title == "Utelämnade rader"
    assert [cell.value for cell in other[2]][:2] == [
        "Utelämnad: Ett annat skäl: Flyttar.",
        left_out["personal_identity_number"],
    ]
    alone = openpyxl.load_workbook(io.BytesIO(leader.get(page.request["PATH_INFO"] + "left-out/").content))
    cells = {head.value: cell for head, cell in zip(*alone.active.iter_rows(max_row=2), strict=True)}
    assert "Flyttar. exit_date: Det är inget datum" in cells["att rätta"].value
    assert (cells["exit_date"].value, cells["exit_date"].data_type) == ("=1+1", "s")

    wrong.value = "2018-03-01"
    sheet.cell(3, heads.index("education_level") + 1).value = "3"
    again = io.BytesIO()
    book.save(again)
    again.seek(0)
    review = upload(leader, cast, again)
    assert review.context["plan"].created == 3
    assert "Utelämnade rader" in review.text  # another sheet with content, which can be chosen


def test_marks_are_not_repeated(cast, leader):
    once = download(leader, cast, csv_file(ROWS))
    content = once.getvalue()
    twice = download(leader, cast, io.BytesIO(content))
    assert twice.getvalue() == content


def test_mistakes_of_the_header_are_in_the_first_row(cast, leader):
    rows = [row | {"skostorlek": "38"} for row in ROWS]
    rows[1]["education_level"] = "3"
    marked = rows_of(download(leader, cast, with_every_column(rows), headers={"accept-language": "en"}))
    assert "skostorlek: Unknown column" in marked[0]["to correct"]


def test_formulas_are_neutralised_and_read_back(cast, leader):
    rows = [person(ASA, municipality=OSKARSHAMN, rural="-", admission_ground="=cmd|' /C calc'!A0"), ROWS[1]]
    marked = rows_of(download(leader, cast, csv_file(rows)))
    assert marked[0]["admission_ground"].startswith("'=cmd|")
    assert marked[0]["rural"] == "'-"
    marked[1] |= {"entry_date": "2018-03-01", "education_level": "3"}
    again = upload(leader, cast, with_every_column(marked))
    assert again.context["plan"].created == 2, again.text


@given(st.text('=+-@;,|"a 1å', max_size=12))
def test_a_neutralised_text_is_restored(text):
    assert restored(neutralise(text)) == clean(text)


def test_a_file_that_cannot_be_read_is_not_marked(cast, leader):
    page = upload(leader, cast, io.BytesIO(b"%PDF-1.7"))
    assert "Filen är en PDF" in page.text
    assert not ImportDraft.objects.exists()
