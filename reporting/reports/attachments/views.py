import logging

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audit.row_versions import is_outdated
from accounts.permissions import Permission
from esfportal.files.responses import download_response
from reporting.reports import storage
from reporting.reports.access import get_locked_report, get_report, open_report
from reporting.reports.attachments import actions
from reporting.reports.attachments.forms import AttachmentForm
from reporting.reports.life.states import InvalidState

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def attachments(request, slug, public_id):
    # Not locked: the antivirus service may take a while (actions.add_attachment locks the report).
    report = get_report(request.user, slug, public_id, Permission.REPORT_CREATE)
    if not report.is_draft:
        messages.info(request, actions.NOT_DRAFT)
        return redirect(report)
    texts = [text for text in report.texts_in_order if text.asks_for_files]
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AttachmentForm(*sent, texts=texts, chosen=request.GET)
    if form.is_valid() and _add(request, report, form):
        return redirect("reports:attachments", slug, public_id)
    context = {"project": report.project, "section": "reports", "report": report, "form": form}
    context["attachments"] = report.attachments.select_related("section", "added_by")
    context["missing"] = [text for text in texts if text.is_missing]
    return render(request, "reporting/reports/attachments/attachments.html", context)


def _add(request, report, form):
    file = form.cleaned_data["file"]
    facts = {"name": form.name, "kind": file.kind, "section": form.chosen_section, "file": file}
    facts["title"] = form.cleaned_data["title"]
    try:
        actions.add_attachment(report=report, by=request.user, **facts)
    except InvalidState as error:
        form.add_error("file", list(error.reasons))
        return False
    messages.success(request, _("The file is attached."))
    return True


@require_POST
def remove(request, slug, public_id, pk):
    report = get_locked_report(request, slug, public_id, Permission.REPORT_CREATE)
    attachment = get_object_or_404(report.attachments.select_related("report__project"), pk=pk)
    if not is_outdated(request, attachment):
        try:
            actions.remove_attachment(attachment=attachment, by=request.user)
        except InvalidState as error:
            messages.error(request, error.reasons[0])
            return redirect(report)
        messages.success(request, _("The attachment is removed."))
    return redirect("reports:attachments", slug, public_id)


@never_cache
@require_safe
def download(request, slug, public_id, pk):
    report = get_report(request.user, slug, public_id)
    attachment = get_object_or_404(report.attachments.select_related("report__project"), pk=pk)
    open_report(report, request.user)
    try:
        content = attachment.content()
    except (storage.FileMissing, storage.StoreUnavailable) as error:
        logger.error("Attachment %s of report %s can't be downloaded: %s", pk, report.pk, error)
        messages.error(request, _("The attachment can't be read just now. Try again in a few minutes."))
        return redirect(report)
    # A HEAD request transfers no content, so it is not audited as a download.
    if request.method == "GET":
        actions.audit_download(attachment=attachment, by=request.user)
    return download_response(attachment, content)
