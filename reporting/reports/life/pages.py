"""Contexts of what the report's page shows of its life."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission, Role
from esfportal.languages import active_language
from esfportal.ui.plain_text import isolated
from reporting.reports.access import may_see_small_numbers, readable_document
from reporting.reports.life.signatures import latest_signature, representatives
from reporting.reports.life.signing import missing_to_sign
from reporting.reports.life.states import Step, find_transition, permission_for
from reporting.reports.life.steps import missing_to_answer, missing_to_withdraw
from reporting.reports.models import ReportNote, TemplateSection
from reporting.reports.oversight.notes import may_note


@dataclass(frozen=True)
class ShownEvent:
    step: str
    at: datetime
    who: str
    comments: list  # (section, text)
    due_on: date | None
    note: ReportNote | None = None  # of the funder's organisation, which alone reads it
    may_change: bool = False


def life_context(report, user):
    newer = _newer_version(report)
    may_submit = may(user, permission_for(Step.SUBMIT), report.project) and not report.missing_to_submit()
    may_be_ready = _may_take(Step.READY, report, user) and not may_submit and not report.missing_to_be_ready()
    may_sign = _may_take(Step.SIGN, report, user) and not missing_to_sign(report)
    may_answer = _may_take(Step.RETURN, report, user) and not missing_to_answer(report, user)
    may_continue = report.may_be_continued and newer is None
    return {
        "events": _events(report, user),
        "may_note": report.is_submitted and may_note(user, report.project),
        "newer_version": newer,
        "signature": _shown_signature(report) if report.is_signed else None,
        "signatories": [isolated(held.user) for held in representatives(report.project)]
        if report.is_ready
        else [],
        "may_submit": may_submit,
        "may_sign": may_sign,
        "may_reopen": _may_take(Step.REOPEN, report, user),
        "may_answer": may_answer,
        "may_withdraw": _may_take(Step.WITHDRAW, report, user) and not missing_to_withdraw(report),
        "may_make_next_version": may_continue and may(user, Permission.REPORT_CREATE, report.project),
        **_main_action(report, may_submit, may_answer, may_be_ready, may_sign),
    }


def _main_action(report, may_submit, may_answer, may_be_ready, may_sign):
    address = [report.project.slug, report.public_id]
    if may_submit:
        return {"step_url": reverse("reports:submit", args=address), "step_label": _("Submit the report")}
    if may_be_ready:
        return {"step_url": reverse("reports:ready", args=address), "step_label": _("Mark as ready")}
    if may_sign:
        return {"step_url": reverse("reports:sign", args=address), "step_label": _("Sign the report")}
    if may_answer:
        return {"step_url": reverse("reports:answer", args=address), "step_label": _("Answer the report")}
    return {"step_url": "", "step_label": ""}


def _shown_signature(report):
    event = latest_signature(report)
    return event and {
        "at": event.at,
        "name": event.signature["name"],
        "authority": event.signature["authority"],
    }


def step_context(report, *, missing, form=None, **more):
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        "missing": missing,
        "has_missing_texts": bool(report.missing_texts),
        "lacks_overlap_reason": report.lacks_overlap_reason,
        "form": form,
        **more,
    }


def answer_context(report, user, form):
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        "form": form,
        "events": _events(report, user),
    }


def text_headings(report, user):
    """Return {key: heading} of what is written in the report."""
    document = readable_document(report, user)
    language = active_language()
    return {line.key: line.heading.in_language(language) for line in document.texts} if document else {}


def withdrawal_context(report):
    missing = missing_to_withdraw(report)
    return {"project": report.project, "section": "reports", "report": report, "missing": missing}


def _may_take(step, report, user):
    transition = find_transition(step, report.state)
    return transition is not None and may(user, transition.permission, report.project)


def _newer_version(report):
    return report.replaced_by.submitted().only("public_id", "project", "submitted_at").last()


def _events(report, user):
    is_of_project = may_see_small_numbers(user, report.project)
    events = list(report.events.select_related("by"))
    headings = _headings({key for event in events for key in event.comments_on_texts})
    shown = [
        ShownEvent(
            event.get_step_display(),
            event.at,
            _who(event, is_of_project),
            _comments(event, headings),
            event.due_on,
        )
        for event in events
    ]
    if may_note(user, report.project):
        shown = sorted(shown + _notes(report, user), key=lambda each: each.at)
    return shown


def _notes(report, user):
    step = _("Internal note")
    return [
        ShownEvent(step, note.written_at, note.written_by.full_name, [], None, note, note.written_by == user)
        for note in report.notes.readable_by(user)
    ]


def _headings(keys):
    """Return {key: heading} of sections of texts, as the latest template words them."""
    if not keys:
        return {}
    found = TemplateSection.objects.filter(key__in=keys).order_by("template__version")
    return {section.key: section.heading for section in found}


def _comments(event, headings):
    on_texts = [(headings.get(key, key), text) for key, text in event.comments_on_texts.items()]
    return [*event.comments_on_figures, *on_texts]


# Their names are for the project alone; a signature is given to the funders, with its name.
NAMED_TO_FUNDERS = (Step.OPEN, Step.RETURN, Step.APPROVE, Step.SIGN)


def _who(event, is_of_project):
    """Return the name, or the role where the project's staff is not named to its funders."""
    if event.by and (event.step in NAMED_TO_FUNDERS or is_of_project):
        return event.by.full_name
    is_by_funder = event.step in (Step.OPEN, Step.RETURN, Step.APPROVE)
    return str((Role.FUNDER if is_by_funder else Role.PROJECT_LEADER).label)
