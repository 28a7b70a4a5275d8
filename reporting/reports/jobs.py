"""Report jobs: compute the figures, write the files, publish both in one transaction."""

from contextlib import contextmanager
from dataclasses import replace

from django.db import connection, transaction
from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import system_scope, whole_project_access
from esfportal.jobs.kinds import JobFailed, JobKind, kinds
from esfportal.jobs.runner import run
from reporting.indicators import figures
from reporting.indicators.anonymous import AnonymousYear
from reporting.indicators.project_money import add_money
from reporting.reports import files, releases, storage
from reporting.reports.attachments.content import attached_files
from reporting.reports.distance.measuring import with_distances
from reporting.reports.files.steps import FILE_STEPS, STEPS
from reporting.reports.hours.adding import with_hours
from reporting.reports.models import Report, ReportFile, ReportJob, ReportPeople
from reporting.reports.since_last import making
from reporting.reports.texts.content import texts_of
from reporting.reports.verification import counted_by_figure


class ReportGenerationFailed(JobFailed):
    pass


class ReportJobKind(JobKind):
    model = ReportJob
    steps = STEPS
    failed = ReportGenerationFailed
    scope = staticmethod(system_scope)

    def rows(self):
        return super().rows().select_related("report__project").prefetch_related("report__files")

    def work(self, attempt):
        report = attempt.job.report
        folder = storage.AttemptFolder(report, attempt.job.attempt)
        attempt.begin("figures")
        made = _compute(report)
        for step, (audience, kind, language) in FILE_STEPS.items():
            attempt.begin(step)
            content = files.render(made.document_for(audience), kind, language)
            folder.write(kind, language, content, audience)
        attempt.begin("publish")
        publish(attempt, made, folder.files)

    def discard(self, attempt):
        storage.AttemptFolder(attempt.job.report, attempt.job.attempt).discard()

    def has_leftovers(self, job):
        # A first attempt that published left nothing; a listing costs a request to the object store.
        if job.attempt == 1 and job.state == job.State.DONE:
            return False
        return bool(storage.leftovers(job.report))

    def remove_leftovers(self, job):
        storage.remove_leftovers(job.report)


def make(job_pk):
    """Make the report of a job. Return whether it was published; raise ReportGenerationFailed."""
    return run(kinds()[ReportJob.JOB_KIND], job_pk)


def _compute(report):
    # Each read enters the project's scope for itself: the isolation level must be the first statement of its
    # transaction, and figures.compute enters the scope on its own.
    with whole_project_access(report.project):
        releases.release_submitted_reports(report.project)
    at = timezone.now()  # before the snapshot: what is recorded later belongs to the next report
    with _one_snapshot(report.project):
        computed = figures.compute(report.project, starts_on=report.starts_on, ends_on=report.ends_on)
        with whole_project_access(report.project):
            own = {"kind": report.kind, "overlap_reason": report.overlap_reason}
            own |= {"texts": texts_of(report), "attachments": attached_files(report)}
            own |= {"anonymous": _anonymous_years(report)}
            document = replace(computed.document, **own)
            computed = replace(computed, document=add_money(document, report.project))
            computed = replace(computed, counted_by_figure=counted_by_figure.counted_by_figure(report))
            computed = making.with_changes(report, computed, at)
            computed = with_hours(with_distances(computed, report.project), report.project)
    with whole_project_access(report.project):
        return releases.prepare(report, computed)


def _anonymous_years(report):
    # That of the report's last day too, which is not divided: with what is known when the report is made.
    counts = report.project.anonymous_counts
    return [AnonymousYear(**row) for row in counts.by_year(until=report.ends_on)]


@contextmanager
def _one_snapshot(project):
    """Run in one REPEATABLE READ, READ ONLY transaction so that all figures come from one snapshot."""
    if connection.in_atomic_block:  # a transaction of the caller's, who has chosen its isolation level
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            # The first scope of a database session writes its key, and a pooler may have chosen a new session.
            with whole_project_access(project):
                pass
            cursor.execute("SET TRANSACTION READ ONLY")
        yield


@system_scope()
def publish(attempt, made, written):
    """Freeze the figures, store the files' rows and end the job, or none of it and LeaseLost."""
    reports = Report.objects.select_for_update(of=("self",)).defer(
        "counted_participations", "counted_by_figure"
    )
    report = reports.get(pk=attempt.job.report_id)
    attempt.finish(files=len(written))
    document = made.computed.document
    report.figures, report.digest = document.to_json(), document.digest
    report.counted_participations, report.computed_at = sorted(made.computed.counted), timezone.now()
    report.counted_by_figure = made.computed.counted_by_figure
    report.save(
        update_fields=["figures", "digest", "counted_participations", "counted_by_figure", "computed_at"]
    )
    ReportPeople.objects.update_or_create(report=report, defaults=made.computed.people)
    releases.store_releases(report, made)
    report.files.all().delete()
    ReportFile.objects.bulk_create(written)
    audit(AuditAction.REPORT_MADE, report, by=None, project=report.project, attempt=attempt.job.attempt)
