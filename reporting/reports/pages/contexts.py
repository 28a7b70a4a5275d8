"""Contexts of the report pages and their HTMX partials, and what other pages show of figures."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.audit.row_versions import version_of
from accounts.permissions import Permission
from esfportal.jobs.pages import progress_context
from esfportal.languages import active_language
from esfportal.ui.formats import moment
from reporting.indicators import explain, figures, validation
from reporting.indicators.changes.frozen import changes_in
from reporting.indicators.document import Count
from reporting.indicators.frameworks import for_period
from reporting.indicators.validation.decrease_causes import causes_since
from reporting.reports.access import audience_of, may_see_small_numbers, open_report, readable_document
from reporting.reports.attachments.content import readable_attachments
from reporting.reports.distance import distance_rows
from reporting.reports.files import labels, section_texts
from reporting.reports.files.steps import step_text
from reporting.reports.hours import hours_rows
from reporting.reports.life.pages import life_context
from reporting.reports.models import Report, ReportFile
from reporting.reports.oversight.downloads import sees_downloads
from reporting.reports.oversight.officers import officers_context
from reporting.reports.pages import changes, comparison, tables, target_rows
from reporting.reports.since_last import changed_rows
from reporting.reports.storage import StoreUnavailable
from reporting.reports.texts.actions import can_be_written
from reporting.reports.texts.content import report_texts


def report_context(report, user, *, released=False):
    # released=True shows the public's version to users who may see more.
    audience = audience_of(user, report.project, released=released)
    document = report.document_for(audience)
    may_create = may(user, Permission.REPORT_CREATE, report.project)
    shown = figures_context(document) if document else {}
    return {
        **progress_page_context(report, user),
        "section": "reports",
        "document": document,
        "files_by_language": _files_by_language(report, audience) if document else [],
        "file_url": "reports:download_released" if released else "reports:download",
        **(_standing_context(report, document) if document else {}),
        "sees_downloads": sees_downloads(user, report.project),
        "awaits_release": report.is_submitted and document is None,
        "versions": _versions(report) if may_see_small_numbers(user, report.project) else [],
        "is_funder_view": released,
        "may_switch_view": may_see_small_numbers(user, report.project)
        and report.release_for(ReportFile.Audience.RELEASED) is not None,
        **life_context(report, user),
        **(officers_context(report.project, user) if report.is_submitted else {}),
        "report_texts": report_texts(report, document) if document else [],
        "may_write": may_create and can_be_written(report) and bool(report.texts_in_order),
        "may_comment": bool(report.texts_in_order) and may(user, Permission.REPORT_COMMENT, report.project),
        "attachments": readable_attachments(report, audience),
        "may_attach": may_create and report.is_draft and not released,
        "verifiable_codes": _verifiable_codes(report, user),
        "may_explain_overlap": may_create and report.is_draft and bool(report.overlap_reason),
        "may_delete": may_create and not report.missing_to_delete(),
        "may_recompute": may_create and not report.missing_to_recompute(),
        "since_last": _since_last(document) if document else "",
        "may_see_changes": may_create and document is not None and not report.job.is_open,
        **shown,
    }


def _since_last(document):
    """Return which report this one is compared with, "" without one and in released versions."""
    changes = changes_in(document)
    return changed_rows.intro(changes, active_language()) if changes else ""


def version_context(report, audience):
    """Return the context of the page that shows another audience's version, which has been made."""
    document = report.document_for(audience)
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        "document": document,
        "version_label": labels.audience(document),
        "other_versions": _versions(report, but=audience),
        "report_texts": report_texts(report, document),
        "attachments": readable_attachments(report, audience),
        **_standing_context(report, document),
        **figures_context(document),
    }


def _versions(report, but=""):
    """Return (label, address) of each audience's version."""
    found = [audience for audience in ReportFile.RELEASED_TO if audience in report.releases_by_audience]
    address = [report.project.slug, report.public_id]
    return [
        (audience.label, reverse("reports:version", args=[*address, audience.value]))
        for audience in found
        if audience != but
    ]


def _standing_context(report, document):
    return {
        "standing": _standing(report, document),
        "submitted_by": _submitted_by(report, document),
        "digest": document.digest,
        "other_digest": "" if document.is_released or document.common_digest else _released_digest(report),
        "common_digest": document.common_digest,
        "about_digest": labels.about_digest(document),
    }


def _standing(report, document):
    if report.is_submitted and document.submission is None:  # of an earlier version
        return _("Submitted %(moment)s.") % {"moment": moment(report.submitted_at)}
    return labels.standing(document, active_language())


def _submitted_by(report, document):
    if document.submission is None and report.submitted_by and not document.is_released:
        return str(report.submitted_by)
    return labels.submitted_by(document, active_language())


def _released_digest(report):
    released = report.document_for(ReportFile.Audience.RELEASED)
    return released.digest if released else ""


def _verifiable_codes(report, user):
    """Return the codes of the figures that lead to the people behind them."""
    if not report.is_submitted or not may(user, Permission.EVIDENCE_VIEW, report.project):
        return set()
    return {indicator.code for indicator in explain.counted_indicators(report.project)}


def results_context(document):
    return {
        "document": document,
        "targets": target_rows.target_rows(document),
        "targets_text": section_texts.targets(),
        "no_targets": section_texts.no_targets(),
        "measures": tables.measures(document),
        "rules": tables.rule_rows(document),
    }


def figures_context(document):
    return {
        **results_context(document),
        "tables": tables.tables(document),
        "part_tables": tables.part_tables(document),
        "anonymous": document.anonymous,
        "anonymous_text": section_texts.anonymous(),
        "money_tables": tables.money_tables(document),
        "money_text": section_texts.money(document) if document.money else None,
        **_distance_context(document),
        **_hours_context(document),
        "no_results": "" if document.results else section_texts.no_results(document),
        "texts_text": section_texts.texts(),
        "parts_text": section_texts.parts(),
        "rules_text": section_texts.rules(),
        "no_rules": section_texts.no_rules(),
        "definitions": section_texts.terms(document),
        "hidden_legend": labels.hidden_legend(document),
    }


def _distance_context(document):
    return {
        "distance_tables": distance_rows.tables(document, active_language()),
        "distance_text": distance_rows.section_text(),
        "distance_headings": distance_rows.headings(),
        "distance_notes": distance_rows.notes(document),
    }


def _hours_context(document):
    return {
        "hours_table": hours_rows.table(document, active_language()),
        "hours_text": hours_rows.section_text(),
        "hours_headings": hours_rows.headings(),
        "hours_notes": hours_rows.notes(document),
    }


def progress_page_context(report, user):
    """Return the context of the polled part; `poll_url` is empty when the job has ended."""
    job = report.job
    address = [report.project.slug, report.public_id]
    may_create = may(user, Permission.REPORT_CREATE, report.project)
    may_cancel, may_retry = may_create and job.is_open, may_create and not report.missing_to_retry()
    return {
        **progress_context(job, step_text=step_text(job), poll_url=reverse("reports:progress", args=address)),
        "project": report.project,
        "report": report,
        "cancel_url": reverse("reports:cancel", args=address) if may_cancel else "",
        "retry_version": version_of(report),
        "retry_url": reverse("reports:retry", args=address) if may_retry else "",
    }


def submission_context(report):
    missing = report.missing_to_submit()
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        "missing": missing,
        "has_missing_texts": bool(report.missing_texts),
        "lacks_overlap_reason": report.lacks_overlap_reason,
        "is_to_be_signed": report.is_draft and not report.missing_to_be_ready(),
        "is_withheld": report.is_withheld,
        **({"changes": []} if missing else changes_since_frozen(report)),
        **({} if missing else _preview_context(report)),
    }


def _preview_context(report):
    """Return what each audience will read, with the rules as the leader sees them."""
    return {
        "versions": [_version(report, audience) for audience in ReportFile.RELEASED_TO],
        "rules": tables.rule_rows(report.document),
    }


def _version(report, audience):
    document = report.document_for(audience)
    hidden, numbers = document.hidden_numbers
    small = document.small_numbers(report.document)
    shown = figures_context(document)
    # The tables of three versions are on one page, where each has a title of its own.
    titled = {
        name: [replace(table, title=f"{table.title}, {audience.label}") for table in shown[name]]
        for name in ("tables", "part_tables")
    }
    distances = [replace(table, audience=audience.label) for table in shown["distance_tables"]]
    hours = shown["hours_table"] and replace(shown["hours_table"], audience=audience.label)
    return {
        **shown,
        **titled,
        "distance_tables": distances,
        "hours_table": hours,
        "audience": audience,
        "label": labels.audience(document),
        "hidden_numbers": hidden,
        "all_numbers": numbers,
        "small_numbers": small,
        "other_numbers": hidden - small,
    }


def deletion_context(report):
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        "missing": report.missing_to_delete(),
    }


def changes_context(report):
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        **(changes_since_frozen(report) if report.has_figures else {"changes": []}),
    }


def changes_since_frozen(report):
    now = figures.compute(report.project, starts_on=report.starts_on, ends_on=report.ends_on)
    frozen = report.document
    return {
        "changes": changes.change_rows(comparison.compare(frozen, now.document)),
        "text_changes": changes.text_change_rows(
            comparison.compare_texts(frozen, now.document), now.document
        ),
        "causes": causes_since(
            report.project,
            report.computed_at,
            (frozen.definitions_version, now.document.definitions_version),
        ),
    }


def download_problem(report, error):
    """Return why a file can't be downloaded and what to do about it."""
    if isinstance(error, StoreUnavailable):
        return _("The files can't be reached just now. Try again in a few minutes.")
    if report.is_submitted:
        return _("The file is gone or has been altered. Ask the administrator to restore it from the backup.")
    return _("The file is gone or has been altered. Make the report again to get it back.")


def _files_by_language(report, audience):
    names = {"sv": _("in Swedish"), "en": _("in English")}
    files = report.files_for(audience)
    return [(name, code, [file for file in files if file.language == code]) for code, name in names.items()]


# For the pages of projects and participants (apps.py)


def project_context(request, project):
    results = _project_results(project, request.user)
    if results is None:
        return {"results": None, "legend": "", "parts_legend": ""}
    # The pages show what has been reached since the start, and nothing of the period.
    reached = [replace(line, period=Count()) for line in results.targets or results.measures]
    return {
        "results": results,
        "legend": labels.hidden_legend(results, reached),
        "parts_legend": labels.hidden_legend(results),
    }


def person_context(request, participation):
    review = explain.review(participation)
    return {"problems": review.problems, "explanations": review.explanations}


def project_rules(project):
    """Return {id: (text, condition)} of the record rules, for the list of people who break one."""
    framework = for_period(project.programme_period)
    return {rule.id: (str(rule.text), rule.broken) for rule in validation.current_rules(project, framework)}


def _project_results(project, user):
    # Users without this permission see the latest submitted report instead of today's figures.
    if may(user, Permission.FIGURES_VIEW, project):
        return figures.compute(project, user=user).document
    latest = (
        Report.objects.visible_to(user)
        .submitted()
        .filter(project=project, releases__isnull=False)
        .select_related("project")
        .order_by("-ends_on", "-pk")
        .first()
    )
    if latest is None:
        return None
    open_report(latest, user)  # its figures are read, though on another page
    return readable_document(latest, user)
