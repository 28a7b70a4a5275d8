"""Reports whose files are in an object store: made, downloaded, and the store failing in between."""

import pytest
from django.urls import reverse

from esfportal.files import configuration
from esfportal.jobs import queue, sweeper
from reporting.reports import jobs
from reporting.reports.models import Report, ReportJob
from tests.object_store import free_ports, silent_port
from tests.reporting.reports.job_support import (
    asked_for,
    claim,
    let_lease_run_out,
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
    register(cast.project)
    return cast.project


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


@pytest.fixture
def move_store(settings, object_store, bucket):
    """`move_store(port)`: the store is looked for at another port; without one, where it is."""

    def move(port=None):
        timeout = 1 if port else 60  # the real one may be slow on a busy machine
        entry = configuration.storage(object_store.url(bucket, port=port), timeout=timeout)
        settings.STORAGES = settings.STORAGES | {"reports": entry}

    return move


@pytest.fixture
def closed_port():
    with free_ports(1) as (port,):
        yield port


def download(client, report, **options):
    address = reverse("reports:download", args=[report.project.slug, report.public_id, "csv", "sv"])
    return client.get(address, **options)


def keys(report):
    return {f"portal/{file.path}" for file in report.files.all()}


def test_a_report_is_made_and_downloaded_without_any_folder(project, leader, object_store, bucket, settings):
    report = made(project)
    assert not settings.FILES_ROOT.exists()
    assert set(object_store.keys(bucket)) == keys(report)
    answer = download(leader, report)
    assert answer.streaming
    assert answer.getvalue() == quick_render(report.document, "csv", "sv")


def test_a_store_that_is_down_when_a_report_is_downloaded(project, leader, move_store, closed_port):
    report = made(project)
    move_store(closed_port)
    answer = download(leader, report, follow=True)
    assert answer.status_code == 200
    assert "Filerna går inte att nå just nu. Försök igen om några minuter." in answer.text
    move_store()
    assert download(leader, report).getvalue()


def test_a_store_that_is_slow_when_a_report_is_downloaded(project, leader, move_store):
    report = made(project)
    with silent_port() as port:
        move_store(port)
        assert "Försök igen om några minuter" in download(leader, report, follow=True).text


@pytest.mark.parametrize(("hand_in", "advice"), [(False, "Gör om rapporten"), (True, "säkerhetskopian")])
def test_a_store_that_has_lost_a_file(project, leader, cast, object_store, bucket, hand_in, advice, caplog):
    report = submitted(project, by=cast.leader) if hand_in else made(project)
    file = report.files.get(audience="full", kind="csv", language="sv")
    object_store.client.delete_object(Bucket=bucket, Key=f"portal/{file.path}")
    answer = download(leader, report, follow=True)
    assert answer.status_code == 200
    assert "Filen är borta eller har ändrats" in answer.text
    assert advice in answer.text
    assert "is gone" in caplog.text


def test_a_store_that_has_altered_a_file(project, leader, object_store, bucket):
    report = made(project)
    file = report.files.get(audience="full", kind="csv", language="sv")
    object_store.client.put_object(Bucket=bucket, Key=f"portal/{file.path}", Body=b"other figures")
    assert "Filen är borta eller har ändrats" in download(leader, report, follow=True).text


def test_a_store_that_goes_away_in_the_middle_fails_the_job_until_it_is_tried_again(
    project, leader, move_store, closed_port, monkeypatch, object_store, bucket
):
    written = []

    def store_goes_away(document, kind, language):
        written.append(kind)
        if len(written) == 4:
            move_store(closed_port)
        return quick_render(document, kind, language)

    monkeypatch.setattr(jobs.files, "render", store_goes_away)
    report = asked_for(project)
    with pytest.raises(jobs.ReportGenerationFailed, match="StoreUnavailable"):
        jobs.make(report.job.pk)
    page = leader.get(report.get_absolute_url())
    assert "Filerna kunde inte sparas." in page.text
    assert sweeper.sweep() == 0, "the sweeper goes on although it can't look for leftovers"
    move_store()
    leader.post(reverse("reports:retry", args=[project.slug, report.public_id]))
    assert jobs.make(report.job.pk)
    report = Report.objects.get()
    assert len(object_store.keys(bucket)) == 3 + 24
    sweeper.sweep()
    assert set(object_store.keys(bucket)) == keys(report)


def test_files_of_an_attempt_that_lost_are_deleted(project, object_store, bucket):
    report = asked_for(project)
    lost = claim(report.job)
    folder = jobs.storage.AttemptFolder(report, lost.job.attempt)
    folder.write("pdf", "sv", b"half a report")
    let_lease_run_out(report.job)
    assert jobs.make(report.job.pk)
    assert len(object_store.keys(bucket)) == 25
    sweeper.sweep()
    assert set(object_store.keys(bucket)) == keys(Report.objects.get())
    assert ReportJob.objects.get().attempt == 2
