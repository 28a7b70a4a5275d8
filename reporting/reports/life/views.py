from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.audit.row_versions import is_outdated
from accounts.permissions import Permission
from accounts.signing_in.decorators import recently_signed_in
from reporting.reports import actions
from reporting.reports.access import get_locked_report
from reporting.reports.life import signing, steps
from reporting.reports.life.forms import AnswerForm, OverlapForm, ReopenForm
from reporting.reports.life.pages import answer_context, step_context, text_headings, withdrawal_context
from reporting.reports.life.signatures import representatives
from reporting.reports.life.states import InvalidState, Step, permission_for, refusals
from reporting.reports.models.periods import overlap_problem


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, permission_for(Step.RETURN))
    if missing := steps.missing_to_answer(report, request.user):
        return _refuse(request, report, missing)
    texts = text_headings(report, request.user)
    form = AnswerForm(request.POST if request.method == "POST" else None, report=report, texts=texts)
    if form.is_valid():
        try:
            messages.success(request, _send(report, form, by=request.user))
        except InvalidState as error:
            return _refuse(request, report, error.reasons)
        return redirect(report)
    return render(request, "reporting/reports/life/answer.html", answer_context(report, request.user, form))


def _send(report, form, *, by):
    if form.cleaned_data["step"] == Step.RETURN:
        facts = {"comments": form.comments(), "due_on": form.cleaned_data["due_on"]}
        steps.return_report(report=report, by=by, **facts)
        return _("The report is returned for completion.")
    steps.approve_report(report=report, comments=form.comments(), by=by)
    return _("The report is approved.")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, permission_for(Step.WITHDRAW))
    if request.method != "POST":
        return render(request, "reporting/reports/life/withdraw.html", withdrawal_context(report))
    done = _("The report is withdrawn. Its funders do not see it.")
    return _take_step(request, report, steps.withdraw_report, done, page="reports:withdraw")


@require_http_methods(["GET", "HEAD", "POST"])
def ready(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, permission_for(Step.READY))
    if request.method != "POST":
        context = step_context(report, missing=report.missing_to_be_ready())
        return render(request, "reporting/reports/life/ready.html", context)
    done = _("The report is ready, and waits for its signature. The representative gets an e-mail.")
    return _take_step(request, report, signing.mark_ready, done, page="reports:ready")


@require_http_methods(["GET", "HEAD", "POST"])
@recently_signed_in
def sign(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, permission_for(Step.SIGN))
    if request.method != "POST":
        signer = representatives(report.project).filter(user=request.user).first()
        context = step_context(report, missing=signing.missing_to_sign(report), signer=signer)
        return render(request, "reporting/reports/life/sign.html", context)
    done = _("The report is signed. The project's leader can now submit it.")
    return _take_step(request, report, signing.sign_report, done, page="reports:sign")


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, permission_for(Step.REOPEN))
    if missing := refusals(Step.REOPEN, report.state):
        return _refuse(request, report, missing)
    form = ReopenForm(request.POST if request.method == "POST" else None, report=report)
    if form.is_valid():
        try:
            signing.reopen_report(report=report, comment=form.cleaned_data["comment"], by=request.user)
        except InvalidState as error:
            return _refuse(request, report, error.reasons)
        messages.success(request, _("The report is a draft again."))
        return redirect(report)
    context = step_context(report, missing=[], form=form)
    return render(request, "reporting/reports/life/reopen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def overlap(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, Permission.REPORT_CREATE)
    if missing := report.missing_to_explain_overlap():
        return _refuse(request, report, missing)
    form = OverlapForm(request.POST if request.method == "POST" else None, report=report)
    if form.is_valid():
        actions.explain_overlap(report=report, reason=form.cleaned_data["overlap_reason"], by=request.user)
        messages.success(request, _("The reason is saved."))
        return redirect(report)
    others = report.unexplained_overlap
    context = step_context(report, missing=[], form=form) | {"text": others and overlap_problem(others)}
    return render(request, "reporting/reports/life/overlap.html", context)


@require_POST
def next_version(request, slug, public_id):
    report = get_locked_report(request, slug, public_id, Permission.REPORT_CREATE)
    if is_outdated(request, report):
        return redirect(report)
    try:
        return redirect(actions.create_next_version(report=report, by=request.user))
    except actions.DraftExists as error:
        messages.info(request, _("There is already a draft for this period. Here it is."))
        return redirect(error.report)
    except InvalidState as error:
        return _refuse(request, report, error.reasons)


def _take_step(request, report, action, done, *, page):
    """Run the action of a page that only asks for a confirmation, and go to the report with the message `done`."""
    if is_outdated(request, report):
        return redirect(page, report.project.slug, report.public_id)
    try:
        action(report=report, by=request.user)
    except InvalidState as error:
        return _refuse(request, report, error.reasons)
    messages.success(request, done)
    return redirect(report)


def _refuse(request, report, reasons):
    for reason in reasons:
        messages.error(request, reason)
    return redirect(report)
