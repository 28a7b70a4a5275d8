import pytest

from esfportal.jobs import queue
from reporting import demo, jobs
from reporting.models import Report, ReportJob
from tests.factories import MembershipFactory, ProjectFactory
from tests.reporting.job_support import quick_render

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    pks = []
    monkeypatch.setattr(queue, "enqueue", lambda job: pks.append(job.pk) or True)
    monkeypatch.setattr(jobs.files, "render", quick_render)
    return pks


@pytest.fixture(autouse=True)
def five_projects():
    for slug in demo.DEMO_REPORTS:
        project = ProjectFactory(slug=slug)
        MembershipFactory(project=project, leader=True, municipality_id="0882")
        MembershipFactory(project=project, leader=True)


def work():
    for pk in ReportJob.objects.claimable().values_list("pk", flat=True):
        jobs.make(pk)


def test_each_report_is_asked_for_once(rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        demo.ensure_demo_reports()
        demo.ensure_demo_reports()
    assert len(rung) == Report.objects.count() == 5
    assert demo.finished_files() == {}
    assert not demo.is_finished()


def test_kalmars_is_handed_in_by_the_leader_of_the_whole_project():
    demo.ensure_demo_reports()
    work()
    demo.ensure_demo_reports()
    assert demo.is_finished()
    kalmar = Report.objects.submitted().get()
    assert kalmar.project.slug == "kalmar"
    assert not kalmar.submitted_by.memberships.get().is_limited_to_part


def test_the_finished_files_are_there_by_project():
    demo.ensure_demo_reports()
    work()
    files = demo.finished_files()
    assert files.keys() == demo.DEMO_REPORTS.keys()
    assert [path.name for path in files["kalmar"][:2]] == [
        "kalmar_2017-09-01_2020-11-30_sv.pdf",
        "kalmar_2017-09-01_2020-11-30_en.pdf",
    ]
    assert all(path.is_file() for paths in files.values() for path in paths)


def test_what_failed_is_tried_again():
    demo.ensure_demo_reports()
    ReportJob.objects.filter(report__project__slug="intro").update(state="failed", failure="storage")
    demo.ensure_demo_reports()
    assert ReportJob.objects.get(report__project__slug="intro").state == "queued"


def test_a_later_run_changes_nothing_even_after_further_submissions():
    demo.ensure_demo_reports()
    work()
    demo.ensure_demo_reports()
    spik = Report.objects.get(project__slug="spik")
    demo.actions.submit_report(report=spik, by=demo.leader_of(spik.project))
    before = list(Report.objects.order_by("pk").values())
    demo.ensure_demo_reports()
    assert list(Report.objects.order_by("pk").values()) == before
    assert demo.is_finished()


def test_waiting_ends_without_a_worker():
    demo.ensure_demo_reports()
    with pytest.raises(TimeoutError, match="worker"):
        demo.wait_for_reports(0.1, pause=0.05)
