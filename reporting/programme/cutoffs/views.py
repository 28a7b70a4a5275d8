from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit.versions import locked_for_change
from esfportal.files.table_files import CSV
from esfportal.ui.pagination import page_of
from participants.register.pages.responses import run_action
from reporting.programme.cutoffs import actions, pages
from reporting.programme.cutoffs.access import exports_of, get_export
from reporting.programme.cutoffs.files import cutoff_file
from reporting.programme.cutoffs.forms import ConfirmForm, CutoffForm

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def cutoffs(request):
    exports = exports_of(request.user).without_content().select_related("created_by", "confirmed_by")
    form = CutoffForm(request.POST or None)
    if form.is_valid():
        return redirect(actions.ask_for_export(**form.cleaned_data, by=request.user))
    page = page_of(request, exports.order_by("-cutoff", "-queued_at"))
    return render(request, "reporting/programme/cutoffs/list.html", {"page": page, "form": form})


@never_cache
@require_safe
def cutoff(request, pk):
    return _page(request, pk, "reporting/programme/cutoffs/export.html")


@never_cache
@require_safe
def progress(request, pk):
    return _page(request, pk, "reporting/programme/cutoffs/_progress.html")


def _page(request, pk, template):
    return render(request, template, pages.export_context(get_export(request.user, pk)))


@FORM
def confirm(request, pk):
    export = locked_for_change(request, lambda: get_export(request.user, pk))
    if not export.is_made or export.is_frozen:
        return redirect(export)
    context = pages.export_context(export)
    form = ConfirmForm(
        request.POST or None,
        export=export,
        needs_reason=context["needs_reason"],
        cancel_url=export.get_absolute_url(),
    )
    if form.is_valid() and run_action(
        form, actions.confirm_export, export, reason=form.cleaned_data.get("reason", ""), by=request.user
    ):
        messages.success(request, _("The export is confirmed, and never changes."))
        return redirect(export)
    return render(request, "reporting/programme/cutoffs/confirm.html", context | {"form": form})


@require_safe
def csv_file(request, pk):
    export = get_export(request.user, pk)
    if not export.is_frozen:
        return redirect(export)
    actions.record_download(export, by=request.user)
    name = f"cutoff_{export.programme_period}_{export.code}.csv"
    return FileResponse(cutoff_file(export), as_attachment=True, filename=name, content_type=CSV)
