"""Helpers of the tests of reports and their jobs: people to count, and quick files."""

from datetime import date, timedelta

from django.utils import timezone

from esfportal.jobs import runner
from esfportal.jobs.kinds import kinds
from projects.models import ReportKind
from reporting.reports import actions, jobs
from reporting.reports.models import ReportJob
from reporting.reports.models.periods import overlapping_reports
from tests.factories import OutcomeEventFactory, ParticipationFactory, PersonFactory, SpellFactory

FROM, TO = date(2017, 9, 1), date(2020, 11, 30)


def register(project, women=2, men=1):
    """Women who have left for work, and men who still take part."""
    for _each in range(women):
        participation = ParticipationFactory(project=project, person=PersonFactory(sex="woman"), spell=None)
        SpellFactory(participation=participation, left=True)
        OutcomeEventFactory(participation=participation)
    for _each in range(men):
        ParticipationFactory(project=project, person=PersonFactory(sex="man"))


def quick_render(document, kind, language):
    """A file that is like the real one in that the same figures give the same bytes."""
    return f"{document.digest} {kind} {language}".encode()


def asked_for(project, by=None, starts_on=FROM, ends_on=TO):
    """A report that is waiting for a worker."""
    days = {"starts_on": starts_on, "ends_on": ends_on}
    reason = "Begärd igen." if overlapping_reports(project, ReportKind.PROGRESS, **days) else ""
    report = actions.create_report(project=project, **days, overlap_reason=reason, by=by)
    report.texts.all().delete()  # nothing has to be written before it is submitted
    return report


def made(project, **options):
    """A draft that a worker has made."""
    report = asked_for(project, **options)
    assert jobs.make(report.job.pk)
    report.refresh_from_db()
    return report


def submitted(project, by, **options):
    return actions.submit_report(report=made(project, **options), by=by)


def claim(job):
    """Claim a report job as a worker does."""
    return runner.claim(kinds()["report"], job.pk)


def let_lease_run_out(job):
    """The worker has been silent for too long."""
    ReportJob.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
