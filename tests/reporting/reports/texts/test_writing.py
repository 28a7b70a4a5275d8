"""Writing a report: sections, saving, copying, what is missing, and freezing with the submission."""

import re
from datetime import date

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from django.urls import reverse

from accounts.database_access import user_scope
from esfportal.jobs import queue
from reporting.indicators.document import from_json
from reporting.reports import actions, jobs
from reporting.reports.models import Report, ReportFile, ReportTemplate, ReportText
from reporting.reports.texts.actions import begin_texts, copy_last_texts
from reporting.reports.texts.content import report_texts
from tests.reporting.reports.job_support import FROM, TO, made, quick_render, register
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def draft(cast):
    register(cast.project, women=8, men=8)
    report = made(cast.project, by=cast.leader)
    begin_texts(report)
    return report


def address(report, name="write", *rest):
    return reverse(f"reports:{name}", args=[report.project.slug, report.public_id, *rest])


def fill(report, text="Skrivet."):
    for each in report.texts.in_order():
        each.text, each.yes_no = text, "yes" if each.asks_yes_or_no else ""
        each.save()


def sent(client, report):
    """Return what the page's form sends when nothing was changed."""
    form = client.get(address(report)).context["form"]
    values = {bound.html_name: bound.value() for bound in form if bound.value()}
    return {"version": form.version, **values}


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_draft_gets_the_sections_of_its_kind(draft):
    keys = [text.section.key for text in draft.texts.in_order()]
    assert keys[:2] == ["summary", "activities"]
    assert "non_discrimination" in keys  # of 2014-2020


def test_each_programme_period_and_kind_has_a_template():
    from projects.models import REPORT_KINDS

    for programme_period, kinds in REPORT_KINDS.items():
        for kind in kinds.all:
            template = ReportTemplate.objects.in_force(programme_period, kind, date(2020, 1, 1))
            sections = template.sections.all()
            assert sections
            assert template.wording == "portal"
            for section in sections:
                section.full_clean(exclude=["template"])


def test_a_draft_keeps_the_version_that_it_began_with(draft):
    period = draft.project.programme_period
    new = ReportTemplate.objects.create(programme_period=period, kind=draft.kind, version=2)
    new.sections.create(
        key="new", order=1, heading_sv="Ny", heading_en="New", help_sv="Skriv", help_en="Write"
    )
    begin_texts(draft)
    assert draft.texts.filter(section__template__version=2).count() == 0
    other = actions.create_report(project=draft.project, starts_on=FROM, ends_on=date(2019, 1, 1), by=None)
    assert [text.section.key for text in other.texts.all()] == ["new"]


def test_what_is_written_is_saved_and_shown(draft, cast):
    client = signed_in(cast.leader)
    client.post(address(draft), sent(client, draft) | {"summary": "## Kort\n- **viktigt**\r\n- <b>inte</b>"})
    stored = draft.texts.get(section__key="summary")
    assert (stored.text, stored.changed_by) == ("## Kort\n- **viktigt**\n- <b>inte</b>", cast.leader)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "<h4>Kort" in page
    assert "<b>viktigt</b>" in page
    assert "&lt;b&gt;inte&lt;/b&gt;" in page


def test_a_too_long_text_is_refused_and_nothing_is_saved(draft, cast):
    client = signed_in(cast.leader)
    answer = client.post(
        address(draft), sent(client, draft) | {"summary": "x" * 3001, "activities": "Kurser"}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"summary"}
    assert draft.texts.exclude(text="").count() == 0


def test_the_second_of_two_writers_is_told(draft, cast):
    client = signed_in(cast.leader)
    shown = sent(client, draft)
    draft.texts.filter(section__key="summary").update(text="Av en kollega", changed_by=cast.leader)
    answer = client.post(address(draft), shown | {"summary": "Mitt"})
    assert "Av en kollega" in text_of(answer)
    assert "Inget av ditt är sparat" in text_of(answer)
    assert draft.texts.get(section__key="summary").text == "Av en kollega"
    # The page saves nothing by itself while it asks.
    version = re.findall(r'name="version" value="(summary=[^"]*)"', answer.text)[0]
    asked = {"summary": "Mitt", "summary-choice": "typed", "version": version}
    again = client.post(address(draft, "write_section", "summary"), asked, headers={"HX-Request": "true"})
    assert again.status_code == 204
    assert draft.texts.get(section__key="summary").text == "Av en kollega"
    # Another section is not in the way.
    client.post(address(draft, "write_section", "activities"), shown | {"activities": "Kurser"})
    assert draft.texts.get(section__key="activities").text == "Kurser"


def test_a_section_is_saved_alone_and_the_page_says_when(draft, cast):
    client = signed_in(cast.leader)
    answer = client.post(
        address(draft, "write_section", "summary"),
        sent(client, draft) | {"summary": "Kort", "activities": "Inte sparat"},
        headers={"HX-Request": "true"},
    )
    assert re.search(r"Sparat \d\d:\d\d", text_of(answer))
    assert "Sammanfattning" not in text_of(answer)  # no longer among what is missing
    assert draft.texts.get(section__key="activities").text == ""
    unknown = client.post(address(draft, "write_section", "nothing"), {})
    assert unknown.status_code == 404


def test_missing_sections_stop_the_submission(draft, cast):
    client = signed_in(cast.leader)
    shown = text_of(client.get(address(draft, "submit")))
    assert "Sammanfattning: inget är skrivet." in shown
    assert "Hållbar utveckling" not in shown  # optional
    with pytest.raises(actions.InvalidState) as error:
        actions.submit_report(report=draft, by=cast.leader)
    assert "Sammanfattning: inget är skrivet." in error.value.reasons


@pytest.mark.parametrize(
    ("yes_no", "text", "is_missing"),
    [("", "", True), ("", "x", True), ("no", "", False), ("yes", "", True), ("yes", "x", False)],
)
def test_a_yes_needs_a_text(draft, yes_no, text, is_missing):
    deviations = draft.texts.in_order().get(section__key="deviations")
    deviations.yes_no, deviations.text = yes_no, text
    assert deviations.is_missing is is_missing


def test_texts_are_frozen_with_the_report(draft, cast):
    fill(draft)
    before = draft.digest
    report = actions.submit_report(report=draft, by=cast.leader)
    report.refresh_from_db()
    for document in map(report.document_for, ("full", *ReportFile.RELEASED_TO)):
        assert document.texts[0].heading.sv == "Sammanfattning"
        assert {line.text for line in document.texts} == {"Skrivet."}
        assert from_json(document.to_json()) == document
    assert report.digest == report.document.digest != before
    assert report.document.common_digest == report.document.digest_with(report.document.salt)
    with pytest.raises(IntegrityError), transaction.atomic():
        report.texts.update(text="Ändrat")
    client = signed_in(cast.leader)
    assert client.get(address(report)).status_code == 302
    assert client.post(address(report), {"summary": "Ändrat"}).status_code == 302
    assert "Skrivet." in text_of(signed_in(cast.funder).get(report.get_absolute_url()))


@pytest.mark.parametrize("status", [each for each in Report.Status if each != Report.Status.DRAFT])
def test_a_report_that_is_no_draft_shows_its_frozen_texts(draft, status):
    fill(draft)
    draft.status = status
    assert report_texts(draft, draft.document) == []


def test_a_document_from_before_has_no_texts(draft):
    data = draft.document.to_json()
    assert "texts" not in data
    assert from_json(data).texts == []


@pytest.fixture
def last_and_next(draft, cast):
    fill(draft, "Från förra")
    actions.submit_report(report=draft, by=cast.leader)
    days = {"starts_on": date(2018, 1, 1), "ends_on": TO}
    begun = actions.create_report(
        project=draft.project, **days, overlap_reason="Begärd igen.", by=cast.leader
    )
    return draft, begun


def test_the_last_reports_texts_are_copied_and_count_as_missing_until_confirmed(last_and_next, cast):
    _last, begun = last_and_next
    client = signed_in(cast.leader)
    begun.texts.filter(section__key="activities").update(text="Eget")
    page = client.get(address(begun)).content.decode()
    version = re.findall(r'name="version" value="([^"]*)"', page)[0]
    client.post(address(begun, "copy_texts"), {"version": version})
    summary = begun.texts.in_order().get(section__key="summary")
    assert summary.text == "Från förra"
    assert summary.is_missing
    assert begun.texts.get(section__key="activities").text == "Eget"
    client.post(address(begun), sent(client, begun) | {"summary-confirmed": "on", "risks": "Nya"})
    assert not begun.texts.in_order().get(section__key="summary").is_missing
    assert not begun.texts.in_order().get(section__key="risks").is_missing
    assert begun.texts.in_order().get(section__key="equality").is_missing
    assert copy_last_texts(report=begun, by=cast.leader) == 0  # nothing is empty now


def test_a_template_and_a_case_workers_view_are_closed(draft, cast):
    with user_scope(cast.case_worker):
        assert not ReportText.objects.exists()
    template = ReportTemplate.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportTemplate.objects.filter(pk=template.pk).update(wording="funder")


def test_a_deleted_draft_takes_its_texts_with_it(draft, cast):
    actions.delete_report(report=draft, by=cast.leader)
    assert not ReportText.objects.filter(report_id=draft.pk).exists()
    assert Report.objects.filter(pk=draft.pk).count() == 0


def test_the_next_version_begins_with_the_texts_and_the_funders_comments(draft, cast):
    fill(draft)
    report = actions.submit_report(report=draft, by=cast.leader)
    funder = signed_in(cast.funder)
    assert "Aktiviteter" in text_of(funder.get(address(report, "answer")))
    answer = {"step": "return", "due_on": "2099-01-31", "text-activities": "Vilka kurser?"}
    assert "Vilka kurser?" in text_of(funder.post(address(report, "answer"), answer, follow=True))

    client = signed_in(cast.leader)
    client.post(address(report, "next_version"))
    (version,) = report.replaced_by.all()
    assert [text.section.key for text in version.missing_texts] == ["activities"]
    page = text_of(client.get(address(version)))
    assert "Finansiärens kommentar Vilka kurser?" in page
    assert "bekräfta eller ändra det som finansiären har kommenterat" in page
    client.post(address(version), sent(client, version) | {"activities": "Kurser i svenska."})
    assert not Report.objects.get(pk=version.pk).missing_texts


def test_a_comment_on_a_section_that_is_not_in_the_report_is_not_taken(draft, cast):
    fill(draft)
    report = actions.submit_report(report=draft, by=cast.leader)
    answer = {"step": "return", "due_on": "2099-01-31", "text-unknown": "Vad?"}
    page = signed_in(cast.funder).post(address(report, "answer"), answer, follow=True)
    assert "Skriv minst en kommentar" in text_of(page)
