"""Imports to their end: a marked copy, a pasted list that is undone, a large file that is checked by a worker."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from playwright.sync_api import expect

from esfportal.jobs import runner
from esfportal.jobs.kinds import kinds
from participants.imports.models import CheckingJob, ImportJob
from participants.imports.review import actions as review
from participants.register.models import OutcomeEvent, Participation
from tests.browser.conftest import WIDE, follow
from tests.browser.test_import import SMALLEST, progress
from tests.factories import ParticipationFactory, PersonFactory
from tests.jobs import run_jobs
from tests.numbers import nth_number
from tests.participants.imports.files import ASA, BO, csv_file, outcome, person
from tests.sizes import size

IN_BOTH = pytest.mark.parametrize(("language", "scripts"), [("sv", True), ("en", False)])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = size(200, 20_000)  # of a file that is large
FIRST_BORN = date(1944, 1, 1)  # each row has a day of its own: there are fewer test numbers


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def check(page, content, *, name="lista.csv", kind="text/csv", words="Kontrollera listan"):
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    follow(button(page, words))


def import_address(project, kind=""):
    return f"/projects/{project.slug}/participants/import/{kind}"


MARKED = {
    "sv": {
        "check": "Kontrollera listan",
        "wrong": "5 fel i filen",
        "mark": "Få filen med felen markerade",
        "download": "Ladda ner filen (XLSX)",
        "marks": "att rätta",
        "choose": "Välj den rättade filen",
        "confirm": "Importera 300 rader",
        "done": "300 nya",
    },
    "en": {
        "check": "Check the list",
        "reload": "Reload the page to see how far it is.",
        "wrong": "5 mistakes in the file",
        "mark": "Get the file with the mistakes marked",
        "download": "Download the file (XLSX)",
        "marks": "to correct",
        "choose": "Choose the corrected file",
        "confirm": "Import 300 rows",
        "done": "300 created",
    },
}


def corrected(content, words):
    """Return the workbook with each marked cell corrected; its row says which it is."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    marked = [row for row in sheet.iter_rows(min_row=2) if row[heads.index(words["marks"])].value]
    assert [row[0].row for row in marked] == [5, 82, 152, 202, 301]
    for row in marked:
        (cell,) = [cell for cell in row[1:] if cell.comment]
        is_date = heads[cell.column - 1] == "date"
        cell.value = "2018-03-01" if is_date else "employment"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@IN_BOTH
def test_a_marked_copy_is_corrected_and_imported(cast, open_as, language, scripts):
    ParticipationFactory(project=cast.project, person=PersonFactory(number=nth_number(0)))
    rows = [
        outcome(nth_number(0), date=f"2018-{3 + place % 200 // 28:02}-{1 + place % 200 % 28:02}", kind=kind)
        for place, kind in enumerate(["employment"] * 200 + ["education"] * 100)
    ]
    for place in (3, 80, 150, 200):
        rows[place]["kind"] = "unknown work"
    rows[200]["date"] = "2018-12-01"
    rows[299]["date"] = "2018-02-31"
    words = MARKED[language]
    page = open_as(cast.leader, language=language, viewport=WIDE, java_script_enabled=scripts)
    page.goto(import_address(cast.project, "outcomes/"))
    check(page, csv_file(rows, "outcomes").read(), words=words["check"])
    expect(page.get_by_role("heading", name=words["wrong"])).to_be_visible()
    follow(button(page, words["mark"]))
    run_jobs("marking")
    if not scripts:
        follow(page.get_by_role("link", name=words["reload"]))
    link = page.get_by_role("link", name=words["download"])
    expect(link).to_be_visible()
    with page.expect_download() as download:
        link.click()

    follow(page.get_by_role("link", name=words["choose"]))
    check(
        page,
        corrected(download.value.path().read_bytes(), words),
        name="lista.xlsx",
        kind=XLSX,
        words=words["check"],
    )
    follow(button(page, words["confirm"]))
    run_jobs("import")
    if not scripts:
        follow(page.get_by_role("link", name=words["reload"]))
    expect(page.get_by_text(words["done"])).to_be_visible()
    assert OutcomeEvent.objects.count() == 300


UNDONE = {
    "sv": {
        "check": "Kontrollera listan",
        "confirm": "Importera 2 rader",
        "done": "2 nya",
        "rows": "Vad som hände med raderna",
        "undo": "Ångra importen",
        "effect": "Nya registreringar som makuleras: 2.",
        "undone": "Fel lista",
    },
    "en": {
        "check": "Check the list",
        "reload": "Reload the page to see how far it is.",
        "confirm": "Import 2 rows",
        "done": "2 created",
        "rows": "What became of the rows",
        "undo": "Undo the import",
        "effect": "New registrations that are voided: 2.",
        "undone": "Wrong list",
    },
}


@IN_BOTH
def test_a_pasted_list_is_imported_and_undone(
    cast, open_as, assert_good_page, assert_fits, language, scripts
):
    words = UNDONE[language]
    page = open_as(cast.leader, language=language, viewport=WIDE, java_script_enabled=scripts)
    page.goto(import_address(cast.project))
    rows = [person(ASA), person(BO, given_name="Bo")]
    page.locator("[name=pasted]").fill(csv_file(rows, language=language, separator="\t").read().decode())
    follow(button(page, words["check"]))
    follow(button(page, words["confirm"]))
    run_jobs("import")
    if not scripts:
        follow(page.get_by_role("link", name=words["reload"]))
    expect(page.get_by_text(words["done"])).to_be_visible()
    assert Participation.objects.count() == 2

    follow(page.get_by_role("link", name=words["rows"]))
    follow(page.get_by_role("link", name=words["undo"]))
    expect(page.get_by_text(words["effect"])).to_be_visible()
    if scripts:
        assert_good_page(page)
        page.set_viewport_size(SMALLEST)
        assert_fits(page)
    page.locator("[name=reason]").fill(words["undone"])
    follow(button(page, words["undo"]))
    expect(page.get_by_text(words["undone"])).to_be_visible()
    expect(page.get_by_role("link", name=words["undo"])).to_have_count(0)
    assert not Participation.objects.exists()


def test_a_large_file_is_checked_while_the_browser_is_closed(cast, open_as, monkeypatch):
    if ROWS < review.MOST_AT_ONCE:
        monkeypatch.setattr(review, "MOST_AT_ONCE", ROWS // 4)
    wrong = ROWS // 20
    born = (FIRST_BORN + timedelta(days=n) for n in range(ROWS))
    rows = [person("", birth_date=day.isoformat(), gender="woman") for day in born]
    for row in rows[::20]:
        row["entry_date"] = "i mars"
    page = open_as(cast.leader)
    page.goto(import_address(cast.project))
    check(page, csv_file(rows, language="sv").read())
    expect(progress(page, "Väntar på sin tur")).to_be_visible()
    follow(button(page, "Avbryt"))
    expect(page.get_by_text("Kontrollen avbröts.")).to_be_visible()
    follow(button(page, "Försök igen"))
    expect(progress(page, "Väntar på sin tur")).to_be_visible()
    address = page.url
    page.context.close()

    job = CheckingJob.objects.get()
    runner.claim(kinds()["checking"], job.pk).begin("reading")
    page = open_as(cast.leader)
    page.goto(address)
    expect(progress(page, "Läser och jämför raderna")).to_be_visible()
    CheckingJob.objects.update(state=CheckingJob.State.QUEUED, leased_until=None)
    run_jobs("checking")
    expect(page.get_by_role("heading", name="fel i filen")).to_be_visible()
    counts = page.locator("[data-count]").evaluate_all("links => links.map(link => +link.dataset.count)")
    assert counts == [ROWS, wrong, ROWS - wrong]
    follow(page.get_by_role("link", name="Visa raderna att rätta"))
    expect(page.locator(".mend-row")).to_have_count(min(50, wrong))
    assert not ImportJob.objects.exists()
