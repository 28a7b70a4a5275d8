"""What happens to reports: every function writes, keeps a trace, and returns the report."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import audit
from esfportal.jobs.actions import enqueue_on_commit, requeue
from projects.models import Project
from reporting.models import Report, ReportJob


class DraftExists(Exception):
    """There is already a draft of the project for exactly this period: `report`."""

    def __init__(self, report):
        super().__init__(f"report {report.pk} is a draft for the same period")
        self.report = report


class InvalidState(Exception):
    """The report's state does not allow the action; `reasons` say why, for the user."""

    def __init__(self, *reasons):
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = reasons


@transaction.atomic
def create_report(*, project, starts_on, ends_on, by):
    """Ask for a progress report. The worker makes it; the row of its job is the order."""
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)  # two clicks, one report
    if draft := project.reports.draft_for(starts_on, ends_on):
        raise DraftExists(draft)
    report = Report.objects.create(project=project, starts_on=starts_on, ends_on=ends_on, created_by=by)
    job = ReportJob.objects.create(report=report, created_by=by)
    audit("report_created", report, by=by, starts_on=str(starts_on), ends_on=str(ends_on))
    enqueue_on_commit(job)
    return report


@transaction.atomic
def retry_report(*, report, by):
    """Try a report again that could not be made."""
    report = _locked(report)
    _demand(report.missing_to_retry())
    return _ask_again(report, "report_retried", by=by)


@transaction.atomic
def recompute_report(*, report, by):
    """Make a draft anew, on the register as it is now; the old figures stay until then."""
    report = _locked(report)
    _demand(report.missing_to_recompute())
    return _ask_again(report, "report_recomputed", by=by)


@transaction.atomic
def submit_report(*, report, by):
    """Hand the report in to its funders. From here on nothing in it ever changes."""
    Project.objects.select_for_update(of=("self",)).get(pk=report.project_id)  # one report after the other
    report = _locked(report)
    _demand(report.missing_to_submit())
    report.move("submit")
    report.submitted_at, report.submitted_by = timezone.now(), by
    report.save(update_fields=["status", "submitted_at", "submitted_by"])
    audit("report_submitted", report, by=by, digest=report.digest)
    return report


@transaction.atomic
def log_download(*, file, by):
    """Keep a trace of who took which file of a report."""
    facts = {"kind": file.kind, "language": file.language, "audience": file.audience}
    audit("report_downloaded", file.report, by=by, **facts)
    return file.report


def _locked(report):
    reports = Report.objects.select_for_update(of=("self",)).select_related("project", "job", "release")
    return reports.defer("counted", "counted_in").get(pk=report.pk)


def _demand(reasons):
    if reasons:
        raise InvalidState(*reasons)


def _ask_again(report, action, *, by):
    requeue(report.job, by=by)
    audit(action, report, by=by)
    return report
