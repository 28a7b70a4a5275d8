"""Actions on reports."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from esfportal.jobs.actions import cancel, enqueue_on_commit, requeue
from projects.models import Project, ReportKind
from reporting.reports import storage, submissions
from reporting.reports.access import role_of_reader
from reporting.reports.attachments.actions import remove_all as remove_attachments
from reporting.reports.attachments.actions import take_over_attachments
from reporting.reports.life.states import InvalidState, Step
from reporting.reports.life.steps import lock_report, take_step
from reporting.reports.models import Report, ReportJob
from reporting.reports.models.periods import overlap_problem, overlapping_reports, period_problems
from reporting.reports.texts.actions import begin_texts

MOST_OPEN_REPORTS = 8  # being made for one project, so that it leaves the workers to the others


class DraftExists(Exception):
    """Raised when the project has a draft for exactly this period (`report`)."""

    def __init__(self, report):
        super().__init__(f"report {report.pk} is a draft for the same period")
        self.report = report


TOO_MANY_OPEN = gettext_lazy(
    "%(number)s reports of the project are being made already. Wait until one of them is ready, or cancel one, "
    "and then create this report."
)


@transaction.atomic
def create_report(*, project, starts_on, ends_on, by, kind=ReportKind.PROGRESS, overlap_reason=""):
    """Create a draft and enqueue the job that makes it. Raises DraftExists, or InvalidState."""
    _raise_if(period_problems(project, starts_on, ends_on).values())
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)  # a double click makes one report
    if draft := project.reports.draft_for(kind, starts_on, ends_on):
        raise DraftExists(draft)
    if ReportJob.objects.open().filter(report__project=project).count() >= MOST_OPEN_REPORTS:
        raise InvalidState(TOO_MANY_OPEN % {"number": MOST_OPEN_REPORTS})
    if not overlap_reason and (others := overlapping_reports(project, kind, starts_on, ends_on)):
        raise InvalidState(overlap_problem(others))
    report = Report.objects.create(
        project=project,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        created_by=by,
        replaces=project.reports.latest_version(kind, starts_on, ends_on),
        overlap_reason=overlap_reason,
    )
    begin_texts(report)
    if report.replaces is not None:
        take_over_attachments(report, report.replaces)
    job = ReportJob.objects.create(report=report, created_by=by)
    audit(
        AuditAction.REPORT_CREATED,
        report,
        by=by,
        kind=str(kind),
        starts_on=str(starts_on),
        ends_on=str(ends_on),
        reason=overlap_reason,
    )
    enqueue_on_commit(job)
    return report


def create_next_version(*, report, by):
    """Create a draft for the period of a returned or withdrawn report. Raises DraftExists, or InvalidState."""
    if not report.may_be_continued:
        raise InvalidState(_("A next version is made of a report that was returned or withdrawn."))
    same = {name: getattr(report, name) for name in ("kind", "starts_on", "ends_on", "overlap_reason")}
    return create_report(project=report.project, **same, by=by)


@transaction.atomic
def explain_overlap(*, report, reason, by):
    """Write why a draft has days that a submitted report of its kind has, too."""
    report = lock_report(report)
    _raise_if(report.missing_to_explain_overlap())
    report.overlap_reason = reason
    report.save(update_fields=["overlap_reason"])
    audit(AuditAction.REPORT_OVERLAP_EXPLAINED, report, by=by, reason=reason)
    return report


@transaction.atomic
def cancel_report(*, report, by):
    # A worker that publishes at this moment has locked the report: either it is published or cancelled.
    report = lock_report(report)
    if not cancel(report.job):
        raise InvalidState(_("The report was not being made any more: there was nothing to cancel."))
    audit(AuditAction.REPORT_CANCELLED, report, by=by)
    return report


@transaction.atomic
def retry_report(*, report, by):
    """Enqueue a failed or cancelled report again."""
    report = lock_report(report)
    _raise_if(report.missing_to_retry())
    return _requeue(report, AuditAction.REPORT_RETRIED, by=by)


@transaction.atomic
def recompute_report(*, report, by):
    report = lock_report(report)
    # The old figures stay until the worker has published new ones.
    _raise_if(report.missing_to_recompute())
    begin_texts(report)  # a draft from before reports had texts
    return _requeue(report, AuditAction.REPORT_RECOMPUTED, by=by)


@transaction.atomic
def submit_report(*, report, by):
    """Submit the report to its funders."""
    Project.objects.select_for_update(of=("self",)).get(pk=report.project_id)  # submit one report at a time
    report = lock_report(report)
    _raise_if(report.missing_to_submit())
    report.submitted_at, report.submitted_by = timezone.now(), by
    # Another version may have been submitted since the draft was created.
    report.replaces = report.project.reports.latest_version(report.kind, report.starts_on, report.ends_on)
    try:
        submissions.write_submission(report)
    except storage.StoreUnavailable as error:
        raise InvalidState(_("The files can't be written just now. Try again in a few minutes.")) from error
    # From here on, a trigger rejects every change of the report and its files.
    fields = ("submitted_at", "submitted_by", "replaces", "figures", "digest")
    take_step(Step.SUBMIT, report, by=by, fields=fields, digest=report.digest)
    return report


@transaction.atomic
def delete_report(*, report, by):
    """Delete a draft and its files."""
    report = lock_report(report)
    _raise_if(report.missing_to_delete())
    audit(
        AuditAction.REPORT_DELETED,
        report,
        by=by,
        starts_on=str(report.starts_on),
        ends_on=str(report.ends_on),
    )
    # After the commit, because a file can't be restored if the deletion is rolled back.
    transaction.on_commit(partial(storage.remove_files, storage.folder_of(report)))
    remove_attachments(report)
    report.delete()


@transaction.atomic
def audit_download(*, file, by):
    facts = {
        "kind": file.kind,
        "language": file.language,
        "audience": file.audience,
        "status": file.report.status,
        "role": role_of_reader(by, file.report.project),
    }
    audit(AuditAction.REPORT_DOWNLOADED, file.report, by=by, **facts)
    return file.report


def _raise_if(reasons):
    if reasons:
        raise InvalidState(*reasons)


def _requeue(report, action, *, by):
    requeue(report.job, by=by)
    audit(action, report, by=by)
    return report
