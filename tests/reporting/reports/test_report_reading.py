"""Reading a report: the way from a figure to its evidence, on paper, and in the reader's role."""

import pytest
from django.urls import reverse

from esfportal.jobs import queue
from reporting.reports import jobs
from tests.factories import MembershipFactory, TargetFactory
from tests.reporting.reports.job_support import quick_render, register, submitted
from tests.reporting.reports.test_report_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def report(cast):
    register(cast.project)
    return submitted(cast.project, by=cast.leader)


@pytest.fixture
def auditor(cast, sign_in):
    return sign_in(MembershipFactory(project=cast.project, auditor=True).user)


def test_auditors_come_from_each_figure_to_its_people(report, auditor, cast, sign_in):
    address = reverse("reports:evidence", args=[cast.project.slug, report.public_id])
    page = auditor.get(report.get_absolute_url()).content.decode()
    for code in ("TOTAL", "CO01", "work"):
        assert f'{address}?figure={code}"' in page
        assert auditor.get(f"{address}?figure={code}").context["form"].code == code
    assert f"{address}?figure" not in sign_in(cast.funder).get(report.get_absolute_url()).content.decode()


def test_the_list_of_figures_is_in_the_reports_order(report, auditor, cast):
    page = auditor.get(reverse("reports:evidence", args=[cast.project.slug, report.public_id]))
    codes = [code for code, _name in page.context["form"].fields["figure"].choices]
    assert codes[0] == "participants"
    assert codes.index("CO01") < codes.index("CO19") < codes.index("CR01") < codes.index("CR09")


def test_a_printed_report_says_what_it_is(report, cast, sign_in):
    page = text_of(sign_in(cast.funder).get(report.get_absolute_url()))
    assert f"{cast.project.display_name} Inskickad" in page


def test_files_are_named_in_their_language(report, cast, sign_in):
    client = sign_in(cast.funder)
    client.cookies["django_language"] = "en"
    assert "PDF in Swedish" in text_of(client.get(report.get_absolute_url()))


def test_forms_about_project_items_are_in_the_readers_language(cast, sign_in):
    target = TargetFactory(project=cast.project, label="I sysselsättning", label_en="In occupation")
    client = sign_in(cast.leader)
    client.cookies["django_language"] = "en"
    assert "Change: In occupation" in client.get(f"/projects/samverkan/edit/targets/{target.pk}/").text


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2007-2013", ["Europeiska unionen", "Europeiska socialfonden"]),
        ("2014-2020", ["Medfinansieras av Europeiska unionen", "Europeiska socialfonden"]),
        ("2021-2027", ["Medfinansieras av Europeiska unionen"]),
    ],
)
def test_the_emblem_has_the_words_of_the_period(cast, client, period, words):
    type(cast.project).objects.filter(pk=cast.project.pk).update(programme_period=period)
    page = client.get("/p/samverkan/", headers={"accept-language": "sv"}).text
    emblem = page[page.index('class="emblem"') :]
    emblem = " ".join(emblem[: emblem.index("</p>")].split())
    for text in ("Medfinansieras av Europeiska unionen", "Europeiska socialfonden"):
        assert (text in emblem) == (text in words)
    assert words[0] in emblem


def test_empty_lists_speak_to_their_reader(cast, sign_in):
    assert "Ingen av dina roller öppnar rapporter" in text_of(sign_in(cast.administrator).get("/reports/"))
    page = text_of(sign_in(cast.funder).get("/projects/samverkan/targets/"))
    assert "Projektledaren kan lägga till" not in page


def test_a_refused_page_writes_no_traceback(cast, sign_in, caplog):
    from esfportal.operations.log_records import Formatter

    assert sign_in(cast.funder).get("/projects/samverkan/participants/").status_code == 403
    (record,) = [record for record in caplog.records if "Forbidden" in record.getMessage()]
    text = Formatter("{levelname} {message}", style="{").format(record)
    assert "Traceback" not in text
    assert len(text.splitlines()) == 1
