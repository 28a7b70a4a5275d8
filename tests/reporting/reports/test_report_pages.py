import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from esfportal.jobs import queue
from esfportal.jobs.runner import LeaseLost
from participants.register.models import Participation
from reporting.reports import jobs, storage
from reporting.reports.models import Report, ReportJob
from tests.factories import TargetFactory
from tests.queries import SCOPE_QUERIES
from tests.reporting.reports.job_support import (
    FROM,
    TO,
    asked_for,
    claim,
    made,
    quick_render,
    register,
    submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(queue, "enqueue", lambda job: True)
    monkeypatch.setattr(jobs.files, "render", quick_render)


@pytest.fixture
def project(cast):
    register(cast.project, women=2, men=1)
    TargetFactory(project=cast.project, label="Deltagare", value=4)
    return cast.project


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def address(name, report, *rest):
    return reverse(f"reports:{name}", args=[report.project.slug, report.public_id, *rest])


def text_of(response):
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body).replace("&nbsp;", " ").replace("\xa0", " "))


# Asking for one


def test_the_leader_asks_for_a_report_and_comes_to_its_page(leader, project):
    url = reverse("reports:create", args=[project.slug])
    assert 'value="2017-09-01"' in leader.get(url).content.decode()
    response = leader.post(url, {"starts_on": "2018-01-01", "ends_on": "20181231"})
    report = Report.objects.get()
    assert response.url == report.get_absolute_url()
    assert (report.starts_on, report.ends_on) == (date(2018, 1, 1), date(2018, 12, 31))
    assert report.job.state == "queued"
    assert AuditEntry.objects.get(action="report_created").actor == report.created_by


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "complaint"),
    [
        ("2018-12-31", "2018-01-01", "inte ligger före den första"),
        ("2018-01-01", "2099-12-31", "en dag som har varit"),
        ("1 januari", "2018-12-31", "år-månad-dag"),
        ("1950-01-01", "1960-12-31", "1 september 2017 – 30 november 2020"),
        ("2017-08-31", "2018-12-31", "1 september 2017 – 30 november 2020"),
        ("2018-01-01", "2020-12-01", "1 september 2017 – 30 november 2020"),
        ("2024-01-01", "2026-10-31", "1 september 2017 – 30 november 2020"),
        ("2018-01-01", "", "måste fyllas i"),
    ],
)
def test_an_impossible_period_is_explained_and_kept(leader, project, starts_on, ends_on, complaint):
    url = reverse("reports:create", args=[project.slug])
    response = leader.post(url, {"starts_on": starts_on, "ends_on": ends_on})
    assert response.status_code == 200
    assert complaint in text_of(response)
    assert f'value="{starts_on}"' in response.content.decode()
    assert not Report.objects.exists()


def test_asking_twice_leads_to_the_same_draft(leader, project):
    url = reverse("reports:create", args=[project.slug])
    period = {"starts_on": FROM, "ends_on": TO}
    first = leader.post(url, period)
    second = leader.post(url, period, follow=True)
    assert second.redirect_chain[0][0] == first.url
    assert "redan ett utkast" in text_of(second)
    assert Report.objects.count() == 1


def test_the_next_period_begins_after_the_last(leader, cast, project):
    submitted(project, by=cast.leader, ends_on=date(2018, 12, 31))
    page = leader.get(reverse("reports:create", args=[project.slug])).content.decode()
    assert 'value="2019-01-01"' in page
    assert 'value="2020-11-30"' in page


# Waiting for it


def test_a_running_report_shows_its_progress_and_polls(leader, project):
    report = asked_for(project)
    page = leader.get(report.get_absolute_url()).content.decode()
    assert 'role="status"' in page
    assert f'hx-get="{address("progress", report)}"' in page
    assert "Väntar på sin tur" in page
    assert "<noscript>" in page
    attempt = claim(report.job)
    attempt.begin("csv-sv")
    part = leader.get(address("progress", report), headers={"HX-Request": "true"})
    assert "Skriver CSV-filen på svenska" in text_of(part)
    assert f'value="{attempt.job.progress}"' in part.content.decode()
    assert 'hx-trigger="every 2s"' in part.content.decode()
    assert "<html" not in part.content.decode()


def test_polling_ends_when_the_report_is_ready(leader, project):
    report = made(project)
    part = leader.get(address("progress", report), headers={"HX-Request": "true"}).content.decode()
    assert "Rapporten är klar" in part
    assert "every" not in part
    assert 'hx-trigger="load"' in part


def test_without_javascript_the_progress_is_the_page_itself(leader, project):
    report = asked_for(project)
    assert leader.get(address("progress", report)).url == report.get_absolute_url()


def test_a_failure_says_what_failed_and_offers_another_try(leader, project, monkeypatch):
    def full(document, kind, language):
        raise OSError("No space left on device")

    monkeypatch.setattr(jobs.files, "render", full)
    report = asked_for(project)
    with pytest.raises(jobs.ReportGenerationFailed):
        jobs.make(report.job.pk)
    page = leader.get(report.get_absolute_url())
    assert "Filerna kunde inte sparas. Det hände i det här steget: Skriver PDF-filen på svenska." in text_of(
        page
    )
    assert "every" not in page.content.decode()
    assert address("retry", report) in page.content.decode()
    leader.post(address("retry", report))
    assert ReportJob.objects.get().state == "queued"


# Cancelling it


def test_the_leader_cancels_a_report_that_is_being_made(leader, cast, project):
    report = asked_for(project)
    attempt = claim(report.job)
    assert address("cancel", report) in leader.get(report.get_absolute_url()).text
    page = leader.post(address("cancel", report), follow=True)
    assert page.redirect_chain == [(report.get_absolute_url(), 302)]
    assert "Rapporten avbröts innan den var klar. Försök igen" in text_of(page)
    assert address("cancel", report) not in page.text
    assert AuditEntry.objects.get(action="report_cancelled").actor == cast.leader
    with pytest.raises(LeaseLost):
        attempt.begin("publish")
    assert "avbruten" in text_of(leader.get(reverse("reports:list", args=[project.slug])))


def test_polling_ends_when_the_report_is_cancelled(leader, project):
    report = asked_for(project)
    leader.post(address("cancel", report))
    part = leader.get(address("progress", report), headers={"HX-Request": "true"}).text
    assert "avbröts" in part
    assert "every" not in part
    assert '<div id="report-cancel" hx-swap-oob="true"></div>' in part


def test_a_cancelled_report_is_not_submitted_but_made_again(leader, project):
    report = made(project)
    leader.post(address("recompute", report))
    report.texts.all().delete()  # nothing has to be written
    page = leader.post(address("cancel", report), follow=True)
    assert report.digest in text_of(page), "the old figures stay"
    assert "Gör om den först" in text_of(leader.post(address("submit", report), follow=True))
    leader.post(address("retry", report))
    assert jobs.make(report.job.pk)
    assert Report.objects.get().missing_to_submit() == []


def test_a_report_that_has_just_been_made_is_not_cancelled(leader, project):
    report = made(project)
    page = leader.post(address("cancel", report), follow=True)
    assert "det fanns inget att avbryta" in text_of(page)
    assert ReportJob.objects.get().state == "done"
    assert not AuditEntry.objects.filter(action="report_cancelled").exists()


# Reading it


def test_the_page_shows_the_frozen_figures(leader, project):
    report = made(project)
    Participation.objects.update(labour_market_status="employed")
    words = text_of(leader.get(report.get_absolute_url()))
    assert "Deltagare mål: minst 4" in words
    assert "3 75,0 % av 4" in words
    assert "2 kvinnor 1 man" in words
    assert re.search(r"Arbetslösa, inklusive långtidsarbetslösa CO01 2 1 3 2 1 3", words)
    assert report.digest in words
    assert "SCB" in words


def test_the_page_begins_with_links_to_each_of_its_tables(leader, project):
    page = leader.get(made(project).get_absolute_url()).text
    contents, rest = page.split('id="contents"')[1].split("</nav>")
    links = re.findall(r'href="#([\w-]+)">([^<]+)', contents)
    assert {"Kommuner", "Projektets egna mått", "Resultatindikatorer"} <= {text for _anchor, text in links}
    assert [anchor for anchor, _text in links if f'id="{anchor}"' not in rest] == []


def test_the_page_is_translated_into_english(leader, project):
    report = made(project)
    leader.post(reverse("set_language"), {"language": "en"})
    words = text_of(leader.get(report.get_absolute_url()))
    assert "Progress report" in words
    assert "target: at least 4" in words
    assert "2 women 1 man" in words


def test_a_project_without_participants_shows_zeros(cast, leader):
    cast.project.expects_participants = False
    cast.project.save()
    words = text_of(leader.get(made(cast.project).get_absolute_url()))
    assert "varje siffra är noll" in words
    assert "CO01 0 0 0" in words


def test_the_leader_sees_what_has_changed_since(leader, cast, project):
    report = submitted(project, by=cast.leader)
    nothing = leader.get(address("changes", report))
    assert "samma siffror i dag som i rapporten" in text_of(nothing)
    register(project, women=0, men=4)
    words = text_of(leader.get(address("changes", report)))
    assert "V-A62" not in words
    assert re.search(r"Deltagare sedan start och i perioden 3 2 · 1 7 2 · 5 \+4", words)
    report.refresh_from_db()
    assert "CO01 2 1 3" in text_of(leader.get(report.get_absolute_url()))


# Files


@pytest.mark.parametrize("kind", ["pdf", "csv", "xlsx"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_file_is_downloaded_by_its_name_and_audited(leader, cast, project, kind, language):
    report = made(project)
    response = leader.get(address("download", report, kind, language))
    assert response.getvalue() == quick_render(report.document, kind, language)
    assert response["Content-Disposition"] == (
        f'attachment; filename="samverkan_2017-09-01_2020-11-30_draft_{language}.{kind}"'
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]
    entry = AuditEntry.objects.get(action="report_downloaded")
    assert (entry.actor, entry.project) == (cast.leader, project)
    facts = {"kind": kind, "language": language, "audience": "full"}
    assert entry.details == facts | {"role": "project_leader", "status": "draft"}


@pytest.mark.parametrize("path", ["pdf/de/", "exe/sv/", "pdf/../"])
def test_an_unknown_file_is_not_found(leader, project, path):
    report = made(project)
    assert leader.get(report.get_absolute_url() + "files/" + path).status_code == 404


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"another report")])
def test_an_altered_file_is_not_delivered(leader, project, damage, caplog):
    report = made(project)
    damage(storage.place_of(report.files.get(audience="full", kind="csv", language="sv")))
    page = leader.get(address("download", report, "csv", "sv"), follow=True)
    assert page.redirect_chain == [(report.get_absolute_url(), 302)]
    assert "Filen är borta eller har ändrats. Gör om rapporten för att få den igen." in text_of(page)
    assert "can't be downloaded" in caplog.text
    assert not AuditEntry.objects.filter(action="report_downloaded").exists()


# Handing it in


def test_submitting_asks_for_confirmation_and_is_final(leader, cast, project):
    report = made(project)
    page = leader.get(report.get_absolute_url()).content.decode()
    assert address("submit", report) in page
    question = text_of(leader.get(address("submit", report)))
    assert "Rapporten låses från och med nu Den ändras aldrig" in question
    assert "Deltagare mål: minst 4" in question
    assert Report.objects.get().status == "draft", "a question changes nothing"
    done = leader.post(address("submit", report), follow=True)
    assert "Rapporten är inskickad." in text_of(done)
    report.refresh_from_db()
    assert (report.status, report.submitted_by) == ("submitted", cast.leader)
    assert address("submit", report) not in done.content.decode()
    assert address("recompute", report) not in done.content.decode()


def test_submitting_warns_when_the_register_has_changed(leader, project):
    report = made(project)
    register(project, women=1, men=0)
    assert "Registret har ändrats sedan dess" in text_of(leader.get(address("submit", report)))


def test_a_report_under_way_is_not_submitted(leader, project):
    report = asked_for(project)
    assert "görs fortfarande" in text_of(leader.get(address("submit", report)))
    response = leader.post(address("submit", report), follow=True)
    assert "görs fortfarande" in text_of(response)
    assert Report.objects.get().status == "draft"


def test_a_submitted_report_is_not_submitted_or_made_again(leader, cast, project):
    report = submitted(project, by=cast.leader)
    for name in ("submit", "recompute", "cancel", "retry"):
        leader.post(address(name, report))
    report.refresh_from_db()
    assert report.job.state == "done"
    assert AuditEntry.objects.filter(action="report_submitted").count() == 1


def test_a_draft_is_recomputed(leader, project):
    report = made(project)
    leader.post(address("recompute", report))
    assert ReportJob.objects.get().state == "queued"
    page = text_of(leader.get(report.get_absolute_url()))
    assert "Väntar på sin tur" in page
    assert report.digest in page, "the old figures stay until the new are there"


# Lists


def test_the_lists_show_each_reports_status(leader, cast, project):
    submitted(project, by=cast.leader)
    asked_for(project, ends_on=date(2019, 1, 1))
    made(project, ends_on=date(2018, 1, 1))
    for url in (reverse("reports:all"), reverse("reports:list", args=[project.slug])):
        words = text_of(leader.get(url))
        assert re.search(r"2017-09-01 – 2020-11-30 .*inskickad.* 2017-09-01 – 2019-01-01 .*väntar", words)
        assert re.search(r"2017-09-01 – 2018-01-01 .*utkast", words)
        assert "3 rapporter" in words


def test_empty_lists_say_what_to_do(leader, cast, sign_in, project):
    url = reverse("reports:list", args=[project.slug])
    assert "Skapa rapport" in text_of(leader.get(url))
    assert "när projektledaren har skickat in den" in text_of(sign_in(cast.funder).get(url))


@pytest.mark.parametrize("name", ["all", "list"])
def test_a_list_has_constant_queries(
    leader, cast, project, name, django_assert_max_num_queries, django_assert_num_queries
):
    url = reverse(f"reports:{name}", args=[project.slug] if name == "list" else [])

    def fill(number):
        for day in range(number):
            made(project, ends_on=TO - timedelta(days=day + Report.objects.count()))

    fill(1)
    leader.get(url)
    with django_assert_max_num_queries(12 + SCOPE_QUERIES) as few:
        leader.get(url)
    fill(3)
    with django_assert_num_queries(len(few)):
        leader.get(url)


def test_the_report_of_today_may_be_handed_in(leader, project):
    project.ends_on = None
    project.save()
    report = made(project, ends_on=timezone.localdate())
    assert report.missing_to_submit() == []


def test_back_after_submitting_says_by_whom(cast, project, leader):
    report = submitted(project, by=cast.leader)
    page = leader.get(address("submit", report))
    assert "Lena Ledare skickade in den" in text_of(page)
    assert report.get_absolute_url() in page.text
    again = leader.post(address("submit", report), follow=True)
    assert "Rapporten är redan inskickad" in text_of(again)
