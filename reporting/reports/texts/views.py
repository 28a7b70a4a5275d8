from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audit.row_versions import is_outdated
from accounts.permissions import Permission
from reporting.reports.access import get_locked_report
from reporting.reports.texts import actions
from reporting.reports.texts.forms import WriteForm
from reporting.reports.texts.pages import write_context


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug, public_id):
    report = _locked(request, slug, public_id)
    if not actions.can_be_written(report):
        return _not_a_draft(request, report)
    texts = _texts(report)
    comments = actions.comments_on_texts(report.replaces) if report.replaces else {}
    form = WriteForm(request.POST if request.method == "POST" else None, texts=texts, comments=comments)
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
    if text is None:
        raise Http404
    form = WriteForm(request.POST, texts=[text])
    if request.htmx and form.asks_to_choose:
        # The page asks between two texts: only the button answers, not the next pause in writing.
        return HttpResponse(status=204)
    is_saved = form.is_valid()
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
