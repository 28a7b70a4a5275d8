"""Comments of colleagues on the texts of a draft: written and marked as done in the project, read by no funder."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from reporting.reports.models import ReportText, TextComment
from reporting.reports.texts import notifications
from reporting.reports.texts.markup import blocks, plain


@dataclass(frozen=True)
class CommentedText:
    text: ReportText
    comments: list[TextComment]

    @property
    def words(self):
        return plain(blocks(self.text.text))


@transaction.atomic
def add_comment(*, text, comment, by):
    added = TextComment.objects.create(
        report=text.report, section=text.section, comment=comment, written_by=by
    )
    audit(AuditAction.REPORT_TEXT_COMMENTED, text.report, by=by, section=text.section.key)
    notifications.tell_writers(added, by=by)
    return added


@transaction.atomic
def mark_done(*, comment, by):
    """Mark a comment, which the caller has locked, as done."""
    if comment.is_done:
        return
    comment.done_at, comment.done_by = timezone.now(), by
    comment.save(update_fields=["done_at", "done_by"])
    audit(AuditAction.REPORT_COMMENT_DONE, comment.report, by=by, section=comment.section.key)
    notifications.tell_commenter(comment, by=by)


def open_comments(report):
    """Return {key of the section: comments} of those that are not done."""
    found = {}
    for comment in report.text_comments.filter(done_at=None).select_related("section", "written_by"):
        found.setdefault(comment.section.key, []).append(comment)
    return found


def commented_texts(report, texts):
    """Return the texts in order, each with its comments, the oldest first."""
    found = {}
    for comment in report.text_comments.select_related("written_by", "done_by"):
        found.setdefault(comment.section_id, []).append(comment)
    return [CommentedText(text, found.get(text.section_id, [])) for text in texts]
