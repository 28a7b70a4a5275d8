from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit.versions import locked_for_change
from esfportal.files.table_files import file_response
from esfportal.languages import active_language
from esfportal.ui.pagination import page_of
from participants.register.pages.responses import run_action
from reporting.claims import access, actions, files, pages
from reporting.claims.forms import PeriodForm, StepForm
from reporting.claims.states import Step, steps_from

FORM = require_http_methods(["GET", "HEAD", "POST"])
TAKEN_BY = {
    Step.SUBMIT: actions.submit_claim,
    Step.WITHDRAW: actions.withdraw_claim,
    Step.DECIDE: actions.decide_claim,
    Step.PAY: actions.pay_claim,
}


@require_safe
def claims(request, slug):
    project, in_detail = access.get_project_with_claims(request.user, slug)
    found = access.claims_of(project, in_detail=in_detail)
    page = page_of(request, found.with_sums())
    may_add = access.may_claim(request.user, project) and not found.drafts().exists()
    return _render(request, "claims", project, page=page, may_add=may_add)


@FORM
def add(request, slug):
    project = locked_for_change(request, lambda: access.get_project_to_claim(request.user, slug))
    back = reverse("claims:list", args=[slug])
    proposed = pages.next_period(project, access.claims_of(project))
    form = PeriodForm(request.POST or None, claim=None, initial=proposed, cancel_url=back)
    made = []

    def add_claim(**given):
        made.append(actions.add_claim(project, by=request.user, **given))

    if form.is_valid() and run_action(form, add_claim, **form.cleaned_data):
        messages.success(request, _("The draft is made."))
        return redirect(made[0])
    return _render(request, "period", project, form=form, back_url=back, title=_("Make a claim"))


@require_safe
def claim(request, slug, number):
    project, in_detail = access.get_project_with_claims(request.user, slug)
    found = access.get_claim(project, number, in_detail=in_detail)
    may_edit = access.may_claim(request.user, project)
    return _render(
        request, "claim", project, **pages.claim_context(found, in_detail=in_detail, may_edit=may_edit)
    )


@FORM
def change(request, slug, number):
    project = access.get_project_to_claim(request.user, slug)
    found = locked_for_change(request, lambda: access.get_claim(project, number))
    back = found.get_absolute_url()
    if not found.is_draft:
        return redirect(back)
    form = PeriodForm(request.POST or None, claim=found, cancel_url=back)
    if form.is_valid() and run_action(
        form, actions.change_period, found, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The period is saved."))
        return redirect(back)
    return _render(
        request, "period", project, form=form, back_url=back, title=_("Change the period"), claim=found
    )


@FORM
def step(request, slug, number, step):
    project = access.get_project_to_claim(request.user, slug)
    found = locked_for_change(request, lambda: access.get_claim(project, number))
    if step not in TAKEN_BY:
        raise Http404
    back = found.get_absolute_url()
    if request.method != "POST" and step not in steps_from(found.state):
        return redirect(back)  # it was taken, or the claim is in another state
    options = {"step": Step(step), "rows": pages.shown_before(found), "cancel_url": back}
    form = StepForm(request.POST or None, amount=pages.amount_to_state(found), **options)
    if form.is_valid() and run_action(form, TAKEN_BY[step], found, by=request.user, **form.cleaned_data):
        messages.success(request, _("It is saved."))
        return redirect(back)
    context = pages.claim_context(found, in_detail=False, may_edit=False)
    return _render(request, "step", project, form=form, back_url=back, title=Step(step).label, **context)


def _file(request, slug, number, *, kind):
    project = access.get_project_to_audit(request.user, slug)
    found = access.get_claim(project, number)
    content = files.render(kind, found, pages.line_rows(found), active_language())
    return file_response(content, kind, f"claim-{slug}-{number}")


csv_file = require_safe(partial(_file, kind="csv"))
xlsx_file = require_safe(partial(_file, kind="xlsx"))


def _render(request, template, project, **context):
    about = {"project": project, "section": "money"}
    return render(request, f"reporting/claims/{template}.html", about | context)
