"""Contexts of the report pages and their HTMX partials."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission
from esfportal.jobs.pages import progress_context
from reporting import comparison, figures, presentation
from reporting.access import readable_document, sees_small_numbers
from reporting.files import words
from reporting.steps import step_text

STATE_LOOKS = {"draft": "info", "submitted": "good"}


def of_report(report, user, *, released=False):
    # released=True shows the funders' version to users who may see more.
    document = readable_document(report, user, released=released)
    steers = may(user, Permission.REPORT_CREATE, report.project)
    shown = of_figures(document) if document else {}
    return {
        **of_progress(report, user),
        "section": "reports",
        "document": document,
        "state_kind": STATE_LOOKS[report.status],
        "files_by_language": _files_by_language(report, document) if document else [],
        "file_url": "reporting:download_released" if released else "reporting:download",
        "digest": document.digest if document else "",
        "awaits_release": report.is_submitted and document is None,
        "as_funders_see": released,
        "may_see_both": sees_small_numbers(user, report.project) and report.released_document is not None,
        "may_submit": may(user, Permission.REPORT_SUBMIT, report.project) and not report.missing_to_submit(),
        "may_recompute": steers and not report.missing_to_recompute(),
        "sees_changes": steers and document is not None and not report.job.is_open,
        "sees_names": may(user, Permission.REPORT_VIEW_DRAFT, report.project),
        **shown,
    }


def of_results(document):
    return {
        "document": document,
        "targets": presentation.target_rows(document),
        "measures": presentation.measures(document),
        "rules": presentation.rule_rows(document),
    }


def of_figures(document):
    return {
        **of_results(document),
        "tables": presentation.tables(document),
        "part_tables": presentation.part_tables(document),
        "official_values": words.official_values(),
        "hidden_legend": words.hidden_legend(document),
    }


def of_progress(report, user):
    """Return the context of the polled part; `poll_url` is empty when the job has ended."""
    job = report.job
    address = [report.project.slug, report.public_id]
    may_retry = job.has_failed and may(user, Permission.REPORT_CREATE, report.project)
    return {
        **progress_context(
            job, step_text=step_text(job), poll_url=reverse("reporting:progress", args=address)
        ),
        "project": report.project,
        "report": report,
        "retry_url": reverse("reporting:retry", args=address) if may_retry else "",
    }


def of_submission(report):
    missing, document = report.missing_to_submit(), report.document
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        "missing": missing,
        "changes": [] if missing else changes_of(report),
        **({} if missing else of_results(document)),
    }


def of_changes(report):
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        "changes": changes_of(report) if report.has_figures else [],
    }


def changes_of(report):
    now = figures.compute(report.project, starts_on=report.starts_on, ends_on=report.ends_on)
    return presentation.change_rows(comparison.compare(report.document, now.document))


def _files_by_language(report, document):
    names = {"sv": _("In Swedish"), "en": _("In English")}
    files = report.released_files if document.is_released else report.sorted_files
    return [(name, code, [file for file in files if file.language == code]) for code, name in names.items()]
