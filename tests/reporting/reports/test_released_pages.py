"""No page or file for funders shows a suppressed number, and all of them agree."""

import csv
import html
import io
import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from esfportal.jobs import queue
from esfportal.languages import path_in_language
from reporting.disclosure.cells import CellIndex, all_cells
from reporting.disclosure.redaction import redact
from reporting.indicators.document import HIDDEN, Count
from reporting.reports import actions, jobs, releases
from reporting.reports.models import Report, ReportFile, ReportRelease
from tests.addresses import addresses
from tests.answers import content_of
from tests.factories import MembershipFactory, ParticipationFactory, TargetFactory
from tests.reporting.disclosure.rules import PUBLIC
from tests.reporting.indicators.report_series import PlainParticipant, document
from tests.reporting.reports.documents import create_submitted_report
from tests.reporting.reports.job_support import FROM, TO, made, quick_render, register, submitted

pytestmark = pytest.mark.django_db
PAGES = ("projects:detail", "projects:targets", "projects:interventions", "projects:about", "reports:list")


def somebody(sex, status, **more):
    person = PlainParticipant(sex, status, False, 2, "", frozenset(), "0880", "", 0, 0, "work", True)
    return replace(person, **more)


# Three employed women and 731 employed men among many: the men's number must be suppressed too.
def crowd():
    return [
        *[somebody("women", "employed", left=None)] * 3,
        *[somebody("men", "employed", left=None)] * 731,
        *[somebody("women", "unemployed", municipality="0881")] * 948,
        *[somebody("men", "unemployed", municipality="0881", left=None)] * 857,
    ]


@pytest.fixture
def report(cast, intervention):
    full = document(crowd(), 0, 0)
    work = replace(full.measures[2], rate="100.0", denominator="leavers")
    full = replace(full, measures=[*full.measures[:2], work, *full.measures[3:]])
    TargetFactory(project=cast.project)
    return create_submitted_report(cast.project, full)


@pytest.fixture
def intervention(cast):
    return cast.project.interventions.create(code="a", name="A")


@pytest.fixture
def released(report):
    releases.release_overdue_reports()
    return Report.objects.get(pk=report.pk)


@pytest.fixture
def funder(cast, sign_in):
    return sign_in(cast.funder)


def address(name, report, *rest):
    return reverse(f"reports:{name}", args=[report.project.slug, report.public_id, *rest])


def counts(report):
    """Yield (true number, shown number) of every printed cell."""
    pairs = zip(
        CellIndex(report.document).printed_counts(),
        CellIndex(report.document_for("funders"), {}).printed_counts(),
        strict=True,
    )
    for (_, true), (_, shown) in pairs:
        for span in true:
            for column in ("women", "men", "total"):
                yield getattr(true[span], column), getattr(shown[span], column)


def suppressed_numbers(report):
    """Return suppressed numbers, as written, that occur nowhere else."""
    cells = list(counts(report))
    hidden = {true for true, shown in cells if shown == HIDDEN} - {shown for _, shown in cells}
    large = {number for number in hidden if number > 99}
    assert 731 in large
    return [written for n in large for written in (str(n), f"{n:,}", f"{n:,}".replace(",", "\u00a0"))]


def assert_silent(text, report):
    text = re.sub(r"[a-f0-9]{64}|[a-f0-9-]{36}", "", text)  # checksums and addresses
    assert [
        number for number in suppressed_numbers(report) if re.search(rf"(?<!\d){number}(?!\d)", text)
    ] == []


def download(client, report, kind, language="sv", name="download"):
    response = client.get(address(name, report, kind, language))
    assert response.status_code == 200
    return content_of(response)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_page_of_a_funder_shows_a_suppressed_number(funder, cast, released, intervention, language):
    funder.cookies["django_language"] = language
    pages = [reverse(name, args=[cast.project.slug]) for name in PAGES]
    pages += [released.get_absolute_url(), address("released", released), address("progress", released)]
    pages += [reverse("projects:intervention", args=[cast.project.slug, intervention.code])]
    public = path_in_language(reverse("bank:project", args=[cast.project.slug]), language)
    pages += [reverse("reports:all"), public]
    for page in pages:
        body = funder.get(page, follow=True).content.decode()
        assert f'<html lang="{language}"' in body
        assert_silent(html.unescape(body), released)
        assert released.digest not in body, "whoever has it can try until the numbers fit"


def test_no_page_of_a_funder_reads_the_full_figures(cast, funder, sign_in, released, monkeypatch):
    # A drawing or a sum of the full figures would disclose numbers too, such as a bar's length.
    def read(*_args, **_kwargs):
        raise AssertionError("The full figures were read.")

    monkeypatch.setattr(Report, "document", property(read))
    monkeypatch.setattr("reporting.indicators.figures.compute", read)
    about = {"slug": cast.project.slug, "public_id": released.public_id, "kind": "csv", "language": "sv"}
    answered = []
    for address in addresses():
        known = about.keys() if address.name.startswith("reports:") else {"slug"}
        if ":" in address.name and known >= {*address.parameters}:
            answer = funder.get(address.path({name: about[name] for name in address.parameters}))
            answered += [address.name] if answer.status_code == 200 else []
    assert {"projects:detail", "projects:interventions", "reports:detail", "reports:download"} <= {*answered}
    with pytest.raises(AssertionError):
        sign_in(cast.leader).get(released.get_absolute_url())


def test_suppression_is_explained_in_text_and_for_screen_readers(funder, released):
    body = funder.get(released.get_absolute_url()).content.decode()
    assert "Små antal är dolda" in body
    assert "1–4 personer" in body
    assert '<span aria-hidden="true">..</span><span class="visually-hidden">dolt</span>' in body


def test_no_file_of_a_funder_shows_a_suppressed_number(funder, released):
    shown = csv_numbers(download(funder, released, "csv").decode("utf-8-sig"))
    assert shown["CO05"] == [HIDDEN, HIDDEN, "734"] * 2
    book = CalamineWorkbook.from_filelike(io.BytesIO(download(funder, released, "xlsx")))
    assert_silent(str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names]), released)
    assert {code: numbers for code, numbers in xlsx_numbers(book).items() if code in shown} == {
        code: numbers for code, numbers in shown.items() if code in xlsx_numbers(book)
    }
    assert page_numbers(funder.get(released.get_absolute_url()).content.decode(), shown) == shown
    for language in ("sv", "en"):
        assert_silent(download(funder, released, "csv", language).decode(), released)
        pdf = PdfReader(io.BytesIO(download(funder, released, "pdf", language)))
        text = " ".join(page.extract_text() for page in pdf.pages).replace("\u2009", "\u00a0")
        assert_silent(text, released)
        assert "CO05" in text
        assert HIDDEN in text
        assert released.digest not in text
        assert released.document_for("funders").digest in text


def csv_numbers(text):
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    columns = ("women", "men", "total", "period_women", "period_men", "period_total")
    return {row["code"]: [row[c] for c in columns] for row in rows if row["section"] in ("output", "result")}


def xlsx_numbers(book):
    _, *rows = book.get_sheet_by_index(1).to_python()
    return {row[1]: [cell if cell == HIDDEN else str(int(cell)) for cell in row[3:9]] for row in rows}


def page_numbers(body, codes):
    rows = {}
    for row in re.findall(r"<tr>.*?</tr>", body, re.S):
        code = re.search(r"<small>(\w+)</small>", row)
        if code and code[1] in codes:
            cells = re.findall(r'<td class="n">(.*?)</td>', row, re.S)
            rows[code[1]] = [re.sub(r"<[^>]+>|dolt|hidden|\s", "", html.unescape(cell)) for cell in cells[:6]]
    return rows


def test_a_share_of_a_hidden_number_is_hidden_and_the_target_says_so(funder, released):
    line = next(line for line in released.document_for("funders").measures if line.code == "work")
    assert (line.cumulative.women, line.rate) == (948, "100.0")
    few = replace(released.document.measures[2], cumulative=Count(2, 1), rate="100.0")
    full = replace(released.document, measures=[few], targets=[], parts=[], outputs=[], results=[])
    redact = releases._release(full, "released", []).shown
    assert (redact.measures[0].cumulative.total, redact.measures[0].rate) == (HIDDEN, HIDDEN)


def test_a_funder_sees_nothing_before_the_release(funder, report):
    body = funder.get(report.get_absolute_url()).content.decode()
    assert "förbereds för läsning" in body
    assert "CO05" not in body
    assert funder.get(address("download", report, "csv", "sv")).status_code == 404


def test_project_staff_and_auditors_see_every_number(cast, sign_in, released):
    auditor = MembershipFactory(project=cast.project, auditor=True).user
    for user in (cast.leader, cast.case_worker, auditor):
        client = sign_in(user)
        assert "731" in client.get(released.get_absolute_url()).content.decode()
        assert_silent(client.get(address("released", released)).content.decode(), released)
        assert_silent(download(client, released, "csv", name="download_released").decode(), released)


# Made by a worker, and fixed with the report


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


def test_a_report_overtaken_by_another_must_be_made_again_before_submission(quick, cast):
    register(cast.project)
    early, late = made(cast.project), made(cast.project, ends_on=FROM)
    assert not early.missing_to_submit()
    actions.submit_report(report=late, by=cast.leader)
    with pytest.raises(actions.InvalidState):
        actions.submit_report(report=early, by=cast.leader)
    actions.recompute_report(report=early, by=cast.leader)
    early.texts.all().delete()  # nothing has to be written
    assert jobs.make(early.job.pk)
    early = Report.objects.get(pk=early.pk)
    assert early.release_for("funders").considered_reports == [late.pk]
    actions.explain_overlap(report=early, reason="Hela perioden.", by=cast.leader)
    actions.submit_report(report=early, by=cast.leader)


def test_suppression_is_deterministic(quick, cast):
    register(cast.project, women=7, men=2)
    submitted(cast.project, by=cast.leader, ends_on=FROM)
    first, second = made(cast.project), made(cast.project, ends_on=TO.replace(day=29))
    for report in (first, second):
        kept = report.release_for("funders").document.digest, report.release_for("funders").alternatives
        actions.recompute_report(report=report, by=cast.leader)
        assert jobs.make(report.job.pk)
        again = Report.objects.get(pk=report.pk).release_for("funders")
        assert (again.document.digest, again.alternatives) == kept


def test_a_release_takes_earlier_reports_into_account(quick, cast):
    # Seven and then nine: the difference would disclose the two who entered.
    register(cast.project, women=7, men=0)
    first = submitted(cast.project, by=cast.leader, ends_on=date(2018, 12, 31))
    ParticipationFactory.create_batch(
        2, project=cast.project, person__sex="woman", spell__entry_date=date(2019, 2, 1)
    )
    assert [released_participants(report) for report in (first, made(cast.project))] == [7, HIDDEN]


def test_a_late_release_takes_earlier_reports_into_account(cast):
    many, two = (
        [somebody("women", "unemployed")] * 7,
        [somebody("women", "unemployed", entered=1, left=1)] * 2,
    )
    reports = [  # the totals of targets are shown in any case
        create_submitted_report(cast.project, replace(document(many + two, quarter, quarter), targets=[]))
        for quarter in (0, 1)
    ]
    releases.release_overdue_reports()
    shown = [released_participants(Report.objects.get(pk=report.pk)) for report in reports]
    assert shown == [7, HIDDEN]
    assert released_participants(Report.objects.get(pk=reports[1].pk), "period") == HIDDEN


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Inga antal personer visas"), ("en", "No numbers of persons are shown")]
)
def test_the_page_of_a_withheld_report_shows_no_number(cast, funder, language, words):
    # As one that was released before the totals of targets were always shown.
    crowd = [somebody("women", "unemployed")] * 5 + [somebody("women", "unemployed", left=1)]
    full = document(crowd, 1, 1)
    report = create_submitted_report(cast.project, full)
    figures = redact(full, all_cells(full), rules=PUBLIC).to_json()
    ReportRelease.objects.create(report=report, figures=figures, alternatives=[], considered_reports=[])
    funder.cookies["django_language"] = language
    body = funder.get(report.get_absolute_url()).content.decode()
    assert words in html.unescape(body)
    shown = Report.objects.get(pk=report.pk).document_for("funders")
    assert shown.is_withheld
    numbers = page_numbers(body, [line.code for line in shown.outputs])
    assert len(numbers) > 10
    assert {cell for cells in numbers.values() for cell in cells} == {HIDDEN}


def released_participants(report, span="cumulative"):
    lines = {line.code: line for line in report.document_for("funders").measures}
    return getattr(lines["participants"], span).total


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_reportrelease SET figures = '{}'",
        "DELETE FROM reports_reportrelease",
        "DELETE FROM reports_reportfile WHERE audience = 'released'",
        "UPDATE reports_reportfile SET audience = 'released' WHERE audience = 'full'",
    ],
)
def test_a_release_never_changes(quick, cast, statement):
    submitted(cast.project, by=cast.leader)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_releasing_again_changes_nothing(released):
    before = list(ReportFile.objects.order_by("pk").values()), released.release_for("funders").made_at
    releases.release_overdue_reports()
    again = Report.objects.get(pk=released.pk)
    assert (list(ReportFile.objects.order_by("pk").values()), again.release_for("funders").made_at) == before
