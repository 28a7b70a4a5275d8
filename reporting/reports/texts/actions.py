"""Actions on the texts of a draft."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from reporting.reports.life.states import UNSUBMITTED_STATES, Step
from reporting.reports.models import Report, ReportTemplate, ReportText


@dataclass(frozen=True)
class Answer:
    text: str
    yes_no: str = ""
    is_confirmed: bool = False  # of a text that was copied: it still holds


class TextsFixed(Exception):
    """Raised when the report is no draft any more."""


def can_be_written(report):
    return report.status == Report.Status.DRAFT


def begin_texts(report):
    """Give a draft an empty text for each section of the template in force, unless it has its texts."""
    if report.texts.exists():
        return
    day = timezone.localdate()
    template = ReportTemplate.objects.in_force(report.project.programme_period, report.kind, day)
    if template is not None:
        texts = [ReportText(report=report, section=section) for section in template.sections.all()]
        if report.replaces is not None:
            _begin_with(report.replaces, texts)
        ReportText.objects.bulk_create(texts)


def comments_on_texts(report):
    """Return the comments with which the funder returned the report: {key of the section: text}."""
    event = report.events.filter(step=Step.RETURN).last()
    return event.comments_on_texts if event else {}


def _begin_with(replaced, texts):
    """Fill the texts of a next version with those of the report that it replaces.

    Those on which the funder has commented have to be confirmed or changed.
    """
    comments = comments_on_texts(replaced)
    found = {text.section.key: text for text in replaced.texts.in_order()}
    for text in texts:
        old = found.get(text.section.key)
        if old is None or old.is_empty or text.asks_for_files:
            continue
        _take_over(old, text)
        text.copied_from = replaced if text.section.key in comments else None


def _take_over(old, text):
    text.text = old.text
    text.yes_no = old.yes_no if text.asks_yes_or_no else ""


@transaction.atomic
def save_texts(*, report, answers, by):
    """Save the answers that differ from the stored ones ({text: Answer}); return the changed texts.

    The caller has locked the report.
    """
    _raise_unless_draft(report)
    changed = []
    for text, answer in answers.items():
        is_new = (answer.text, answer.yes_no) != (text.text, text.yes_no)
        if not is_new and not (answer.is_confirmed and text.copied_from_id):
            continue
        text.text, text.yes_no, text.copied_from = answer.text, answer.yes_no, None
        text.changed_at, text.changed_by = timezone.now(), by
        text.save(update_fields=["text", "yes_no", "copied_from", "changed_at", "changed_by"])
        changed.append(text)
    return changed


def last_submitted(report):
    """Return the latest submitted report of the kind with texts, whose texts a draft may begin with."""
    earlier = report.project.reports.exclude(status__in=UNSUBMITTED_STATES).filter(kind=report.kind)
    return earlier.filter(texts__isnull=False).distinct().order_by("-ends_on", "-submitted_at", "-pk").first()


@transaction.atomic
def copy_last_texts(*, report, by):
    """Fill the empty texts with those of the last submitted report; return how many were filled."""
    _raise_unless_draft(report)
    last = last_submitted(report)
    if last is None:
        return 0
    found = {text.section.key: text for text in last.texts.in_order() if not text.is_empty}
    filled = 0
    for text in report.texts.in_order():
        old = found.get(text.section.key)
        if old is None or not text.is_empty or text.asks_for_files:
            continue
        _take_over(old, text)
        text.copied_from, text.changed_at, text.changed_by = last, timezone.now(), by
        text.save(update_fields=["text", "yes_no", "copied_from", "changed_at", "changed_by"])
        filled += 1
    if filled:
        audit(AuditAction.REPORT_TEXTS_COPIED, report, by=by, count=filled)
    return filled


def _raise_unless_draft(report):
    if not can_be_written(report):
        raise TextsFixed
