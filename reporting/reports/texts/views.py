from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audit.row_versions import is_outdated
from accounts.permissions import Permission
from esfportal.ui.posted_data import posted
from reporting.reports.access import get_locked_report, get_report
from reporting.reports.attachments.content import readable_attachments
from reporting.reports.models import ReportFile
from reporting.reports.texts import actions
from reporting.reports.texts.comments import add_comment, mark_done, open_comments
from reporting.reports.texts.forms import CommentForm, WriteForm
from reporting.reports.texts.pages import comments_context, write_context
from reporting.reports.texts.writers import note_writer, other_writers


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug, public_id):
    report = _locked(request, slug, public_id)
    if not actions.can_be_written(report):
        return _not_a_draft(request, report)
    texts = _texts(report)
    comments = actions.comments_on_texts(report.replaces) if report.replaces else {}
    form = WriteForm(
        posted(request),
        texts=texts,
        comments=comments,
        colleagues=open_comments(report),
        attachments=readable_attachments(report, ReportFile.Audience.FULL),
    )
    if form.is_valid():
        changed = actions.save_texts(report=report, answers=form.answers(), by=request.user)
        messages.success(request, _("The texts are saved.") if changed else _("Nothing was changed."))
        return redirect("reports:write", slug, public_id)
    context = write_context(report, request.user, form, texts)
    return render(request, "reporting/reports/texts/write.html", context)


@require_POST
def write_section(request, slug, public_id, key):
    """Save one section, for the page that saves by itself."""
    report = _locked(request, slug, public_id)
    if not actions.can_be_written(report):
        return _not_a_draft(request, report)
    texts = _texts(report)
    text = next((text for text in texts if text.section.key == key), None)
    if text is None or text.asks_for_files:
        raise Http404
    form = WriteForm(request.POST, texts=[text])
    if request.htmx and form.asks_to_choose:
        # The page asks between two texts: only the button answers, not the next pause in writing.
        return HttpResponse(status=204)
    is_saved = form.is_valid()
    note_writer(report, request.user, key)
    if is_saved:
        actions.save_texts(report=report, answers=form.answers(), by=request.user)
    if not request.htmx:
        return redirect(f"{reverse('reports:write', args=[slug, public_id])}#section-{key}")
    shown = form if not is_saved else WriteForm(texts=[text])  # with the version of what is stored now
    context = {
        "project": report.project,
        "report": report,
        "missing": [each for each in texts if each.is_missing],
        **shown.section_context(text),
        "is_partial": True,
    }
    return render(request, "reporting/reports/texts/saved.html", context)


@require_POST
def writing(request, slug, public_id, key):
    """Note that the user writes a section, and show who else is writing."""
    report = get_report(request.user, slug, public_id, Permission.REPORT_CREATE)
    texts = _texts(report)
    if key not in {text.section.key for text in texts}:
        raise Http404
    note_writer(report, request.user, key)
    context = {"writers": other_writers(report, request.user, texts)}
    return render(request, "reporting/reports/texts/_writers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request, slug, public_id):
    report = get_report(request.user, slug, public_id, Permission.REPORT_COMMENT)
    texts = _texts(report)
    form = CommentForm(posted(request), texts=texts, chosen=request.GET)
    if report.is_draft and form.is_valid():
        key = form.cleaned_data["section"]
        text = next(text for text in texts if text.section.key == key)
        add_comment(text=text, comment=form.cleaned_data["comment"], by=request.user)
        messages.success(request, _("The comment is added."))
        return redirect(f"{reverse('reports:comments', args=[slug, public_id])}#section-{key}")
    context = comments_context(report, texts, form)
    return render(request, "reporting/reports/texts/comments.html", context)


@require_POST
def comment_done(request, slug, public_id, pk):
    report = get_report(request.user, slug, public_id, Permission.REPORT_COMMENT)
    comment = get_object_or_404(report.text_comments.select_for_update(of=("self",)), pk=pk)
    if not is_outdated(request, comment):
        mark_done(comment=comment, by=request.user)
    return redirect(f"{reverse('reports:comments', args=[slug, public_id])}#section-{comment.section.key}")


@require_POST
def copy_texts(request, slug, public_id):
    report = _locked(request, slug, public_id)
    if not actions.can_be_written(report):
        return _not_a_draft(request, report)
    if not is_outdated(request, report.texts.in_order()):
        count = actions.copy_last_texts(report=report, by=request.user)
        text = ngettext(
            "%(count)s text is copied. Confirm or change it.",
            "%(count)s texts are copied. Confirm or change each.",
            count,
        )
        messages.success(request, text % {"count": count})
    return redirect("reports:write", slug, public_id)


def _locked(request, slug, public_id):
    return get_locked_report(request, slug, public_id, Permission.REPORT_CREATE)


def _texts(report):
    return list(report.texts.in_order().select_related("section__template", "changed_by"))


def _not_a_draft(request, report):
    messages.info(request, _("The report is submitted: its texts never change."))
    return redirect(report)
