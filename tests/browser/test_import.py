"""An import in the browser: upload, what would change, progress while a real worker works, and the result."""

import pytest
from playwright.sync_api import expect

from participants.imports.models import ImportDraft, ImportJob
from participants.register.models import Participation
from tests.browser.conftest import NARROW, WIDE
from tests.jobs.test_killed_workers import broker, stage  # noqa: F401  (fixtures)
from tests.participants.imports.files import ASA, BO, csv_file, person

pytestmark = pytest.mark.processes
SMALLEST = {"width": 320, "height": 640}


@pytest.fixture
def assert_good_everywhere(assert_good_page, assert_fits):
    def check(page):
        assert_good_page(page)
        page.set_viewport_size(SMALLEST)
        assert_fits(page)
        page.set_viewport_size(WIDE)

    return check


def upload(page, cast, rows):
    page.goto(f"/projects/{cast.project.slug}/participants/import/")
    file = {"name": "lista.csv", "mimeType": "text/csv", "buffer": csv_file(rows, language="sv").read()}
    page.get_by_label("Fil").set_input_files(file)
    page.get_by_role("button", name="Kontrollera listan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontrollera innan du importerar")


def progress(page, text):
    return page.get_by_role("status").filter(has_text=text)


def test_an_import_is_followed_to_its_result(cast, open_as, stage, assert_good_everywhere):  # noqa: F811
    page = open_as(cast.leader)
    upload(page, cast, [person(ASA), person(BO, given_name="Bo")])
    assert_good_everywhere(page)

    page.get_by_role("button", name="Importera 2 rader").click()
    expect(progress(page, "Väntar på sin tur")).to_be_visible()
    assert_good_everywhere(page)

    stage.hold_in_the_middle()
    stage.start_worker()
    expect(progress(page, "Sparar raderna")).to_be_visible()
    page.set_viewport_size(NARROW)
    expect(progress(page, "Sparar raderna")).to_be_visible()
    assert not Participation.objects.exists()  # the whole file, or nothing of it
    stage.go_on()

    expect(page.get_by_role("heading", level=1)).to_have_text("Deltagare")
    expect(page.get_by_text("Filen är importerad: 2 nya")).to_be_visible()
    expect(page.get_by_role("link", name="Öberg")).to_have_count(2)
    assert_good_everywhere(page)
    assert Participation.objects.count() == 2
    assert ImportJob.objects.get().state == "done"


def test_a_cancelled_import_leads_back_to_the_review(cast, open_as, stage, assert_good_everywhere):  # noqa: F811
    page = open_as(cast.leader)
    upload(page, cast, [person(ASA)])
    page.get_by_role("button", name="Importera 1 rad").click()
    expect(progress(page, "Väntar på sin tur")).to_be_visible()
    page.get_by_role("button", name="Avbryt importen").click()
    expect(page.get_by_text("Importen avbröts. Inget har sparats.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontrollera innan du importerar")
    assert_good_everywhere(page)
    assert not Participation.objects.exists()


def test_a_wrong_file_comes_back_with_its_mistakes(cast, open_as, stage, assert_good_everywhere):  # noqa: F811
    page = open_as(cast.leader)
    page.goto(f"/projects/{cast.project.slug}/participants/import/")
    content = csv_file([person(ASA, entry_date="i mars")], language="sv").read()
    file = {"name": "lista.csv", "mimeType": "text/csv", "buffer": content}
    page.get_by_label("Fil").set_input_files(file)
    page.get_by_role("button", name="Kontrollera listan").click()
    expect(page.get_by_role("heading", name="1 fel i filen")).to_be_visible()
    assert_good_everywhere(page)

    page.get_by_role("button", name="Få filen med felen markerade").click()
    expect(progress(page, "Väntar på sin tur")).to_be_visible()
    assert_good_everywhere(page)

    stage.start_worker()
    link = page.get_by_role("link", name="Ladda ner filen (CSV)")
    expect(link).to_be_visible()
    assert_good_everywhere(page)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "deltagare_fel.csv"
    page.get_by_role("button", name="Ta bort filen").click()
    expect(page.get_by_text("Filen är bortkastad")).to_be_visible()
    assert not ImportDraft.objects.exists()
