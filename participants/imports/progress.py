"""The page of an import job."""

from typing import NamedTuple

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.audit.row_versions import version_of
from esfportal.jobs.pages import progress_context
from esfportal.ui.formats import moment
from esfportal.ui.plain_text import isolated
from participants.imports.matching.wording import summary_text
from participants.imports.mending.page import mended_text
from participants.imports.models import ImportDraft, ImportJob


def progress_of(job, ahead):
    """Return the context of the page; `ahead`: the imports that the job waits for."""
    address = [job.project.slug, job.pk]
    url = reverse("imports:import_job", args=address)
    return {
        **progress_context(job, step_text=_step_text(job, ahead), poll_url=url),
        "project": job.project,
        "section": ImportDraft.Kind(job.kind).section,
        "cancel_url": reverse("imports:import_cancel", args=address),
    }


def file_job_context(job, *, step_text, page, retry):
    """Return the context of the page of a FileJob. `page`, `retry`: names of its address, and of one that begins it."""
    slug = job.project.slug
    return {
        **progress_context(job, step_text=step_text, poll_url=reverse(page, args=[slug, job.pk])),
        "project": job.project,
        "section": ImportDraft.Kind(job.kind).section,
        "draft": job.draft,
        "choose_url": reverse(f"imports:import_{job.kind}", args=[slug]),
        "retry_url": reverse(retry, args=[slug, job.draft.pk]),
        "retry_version": version_of(job.draft),
    }


def _step_text(job, ahead):
    if job.step == "saving":
        return _("Saving the rows")
    if job.step:
        return _("Reading the file")
    return waiting_text(ahead) if ahead else _("Waiting for its turn")


def waiting_text(ahead):
    """Return what an import waits for, in words; a job without a user is another user's."""
    first = ahead[0]
    given = {"who": isolated(first.created_by), "when": moment(first.started_at or first.queued_at)}
    if first.created_by:
        text = _("Waiting for the import that %(who)s began %(when)s.") % given
    else:
        text = _("Waiting for another import into the project, begun %(when)s.") % given
    if more := len(ahead) - 1:
        text = f"{text} " + _("Others that come first: %(count)s.") % {"count": more}
    return text


def result_in_words(job):
    """Return the level and the text of the message about an import that has ended."""
    if job.state == job.State.DONE:
        mended = mended_text(job.result.get("corrected_cells", 0), job.result.get("left_out", 0))
        return messages.SUCCESS, f"{summary_text(job.result)} {mended}".rstrip()
    if job.state == job.State.CANCELLED:
        return messages.INFO, _("The import was cancelled. Nothing has been saved.")
    text = job.get_failure_display()
    if job.failure in job.Failure.values:  # a refusal says so itself
        text = f"{text} " + _("Nothing has been saved.")
    return messages.ERROR, text


def message_after(job):
    """Return the level and the message about an import that has ended, with a link to what became of its rows."""
    level, text = result_in_words(job)
    if job.state != job.State.DONE:
        return level, text
    address = reverse("imports:import_rows", args=[job.project.slug, job.pk])
    return level, format_html('{} <a href="{}">{}</a>', text, address, _("What became of the rows"))


class HistoryRow(NamedTuple):
    job: ImportJob
    kind: str
    result: str
    undone: str  # when and by whom, "" for one that is in force


def history_rows(jobs):
    """Return the jobs with what was imported and what came of it, in words."""
    return [HistoryRow(job, capfirst(job.get_kind_display()), _outcome(job), _undone(job)) for job in jobs]


def _undone(job):
    undone = getattr(job, "undone", None)
    if undone is None:
        return ""
    given = {"who": isolated(undone.created_by), "when": moment(undone.created_at), "why": undone.reason}
    return _("Undone %(when)s by %(who)s: %(why)s") % given


def _outcome(job):
    return capfirst(job.get_state_display()) if job.is_open else result_in_words(job)[1]


def ended_context(job):
    """Return the context of the page about a file that has been imported, discarded or deleted."""
    is_imported = job.state == job.State.DONE
    list_url = reverse(ImportDraft.Kind(job.kind).page, args=[job.project.slug])
    return {
        "project": job.project,
        "section": ImportDraft.Kind(job.kind).section,
        "job": job,
        "is_imported": is_imported,
        "result": summary_text(job.result) if is_imported else "",
        "list_url": list_url,
        "choose_url": reverse(f"imports:import_{job.kind}", args=[job.project.slug]),
    }


def page_after(job):
    if job.state == job.State.DONE:
        return reverse(ImportDraft.Kind(job.kind).page, args=[job.project.slug])
    if job.draft is None:
        return reverse(f"imports:import_{job.kind}", args=[job.project.slug])
    return reverse("imports:import_review", args=[job.project.slug, job.draft.pk])
