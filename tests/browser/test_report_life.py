"""A report in the browser, from its creation to its submission."""

import pytest
from playwright.sync_api import expect

from esfportal.jobs import queue
from reporting.reports import jobs
from reporting.reports.models import Report, ReportJob
from tests.browser.conftest import follow
from tests.reporting.reports.job_support import quick_render, register


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    # The test runs the jobs itself.
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def project(cast):
    register(cast.project)
    return cast.project


def create_report(page, project, texts=()):
    page.goto(f"/projects/{project.slug}/reports/")
    page.get_by_role("link", name="Skapa rapport").first.click()
    page.get_by_role("button", name="Skapa rapporten").click()
    expect(page.get_by_role("status").filter(has_text="Väntar på sin tur")).to_be_visible()
    job = ReportJob.objects.get()
    job.report.texts.exclude(section__key__in=texts).delete()  # nothing else has to be written
    return job


def test_a_report_appears_without_reload_and_polling_ends(cast, project, open_as, assert_good_page):
    page = open_as(cast.leader)
    job = create_report(page, project)
    assert_good_page(page)
    title = page.title()  # of the page that has loaded, as it was just checked
    jobs.make(job.pk)
    announced = page.get_by_role("status").filter(has_text="Rapporten är klar")
    expect(announced).to_be_visible()
    expect(page.get_by_role("heading", name="Aktivitetsindikatorer")).to_be_visible()
    expect(page.get_by_role("link", name="Skicka in rapporten")).to_be_visible()
    expect(page.get_by_text("registret ger samma siffror i dag")).to_be_visible()
    expect(page).to_have_title(title)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.wait_for_timeout(2500)  # longer than the polling interval
    assert requests == []
    assert_good_page(page)


def test_submitting_asks_for_confirmation(cast, project, open_as, assert_good_page):
    page = open_as(cast.leader)
    jobs.make(create_report(page, project).pk)
    page.reload()
    follow(page.get_by_role("link", name="Skicka in rapporten"))
    assert_good_page(page)
    page.get_by_role("button", name="Skicka in rapporten").click()
    expect(page.get_by_role("status").filter(has_text="Rapporten är inskickad.")).to_be_visible()
    expect(page.get_by_role("button", name="Gör om rapporten")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV på svenska").click()
    assert download.value.suggested_filename == "samverkan_2017-09-01_2020-11-30_sv.csv"
    assert Report.objects.get().is_submitted


def test_sections_are_saved_as_they_are_written(cast, project, open_as):
    page = open_as(cast.leader)
    jobs.make(create_report(page, project, texts=["summary", "deviations"]).pk)
    page.reload()
    follow(page.get_by_role("link", name="Skriv rapporten").first)
    expect(page.get_by_role("link", name="Sammanfattning: inget är skrivet.")).to_be_visible()
    page.get_by_role("region", name="Sammanfattning").get_by_role("textbox").fill("Det gick bra.")
    deviations = page.get_by_role("region", name="Avvikelser")
    deviations.get_by_label("Nej").check()
    for section in ("Sammanfattning", "Avvikelser"):
        expect(page.get_by_role("region", name=section)).to_contain_text("Sparat ")
    expect(page.get_by_text("Alla obligatoriska avsnitt är skrivna.")).to_be_visible()
    # Another window has an older version of the section.
    Report.objects.get().texts.filter(section__key="summary").update(text="Av en kollega")
    page.get_by_role("region", name="Sammanfattning").get_by_role("textbox").fill("Det gick mycket bra.")
    deviations.get_by_role("textbox").focus()
    expect(page.get_by_role("region", name="Sammanfattning")).to_contain_text("Av en kollega")
    page.get_by_role("radio", name="I ditt formulär: Det gick mycket bra.").check()
    page.get_by_role("button", name="Spara alla texter").click()
    expect(page.get_by_text("Texterna är sparade.")).to_be_visible()
    assert Report.objects.get().texts.get(section__key="summary").text == "Det gick mycket bra."


def test_a_failure_is_announced_and_can_be_tried_again(cast, project, open_as, assert_good_page, monkeypatch):
    page = open_as(cast.leader)
    job = create_report(page, project)
    monkeypatch.setattr(jobs.files, "render", lambda *figures: 1 / 0)
    with pytest.raises(jobs.ReportGenerationFailed):
        jobs.make(job.pk)
    expect(page.get_by_role("status").filter(has_text="Rapporten kunde inte göras")).to_be_visible()
    assert_good_page(page)
    page.get_by_role("button", name="Försök igen").click()
    expect(page.get_by_role("status").filter(has_text="Väntar på sin tur")).to_be_visible()


def test_without_javascript_the_user_reloads(cast, project, open_as):
    page = open_as(cast.leader, java_script_enabled=False)
    job = create_report(page, project)
    jobs.make(job.pk)
    page.get_by_role("link", name="Ladda om sidan").click()
    expect(page.get_by_role("heading", name="Aktivitetsindikatorer")).to_be_visible()
    page.get_by_role("link", name="Jämför med registret").click()
    expect(page.get_by_text("registret ger samma siffror i dag")).to_be_visible()
