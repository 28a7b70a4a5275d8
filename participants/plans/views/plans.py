"""A participant's plan: goals, steps and meetings, the signature, and the plan on paper."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import may
from accounts.access_log import Kind
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from participants.plans import actions, pdf
from participants.plans.access import get_participation_to_plan, get_step
from participants.plans.actions.plans import plan_of
from participants.plans.forms import PlanForm, PrintForm, SignForm, StepForm
from participants.plans.models import Plan, Step
from participants.plans.pages.plan import plan_context
from participants.register.access import get_participation
from participants.register.pages.responses import log_shown, render_person_page, run_action
from participants.register.pages.way_back import WayBackForm


def plan_url(participation):
    return reverse("plans:plan", args=[participation.project.slug, participation.public_id])


def _way_back(request, participation):
    """Return (address after saving, address without): the list that the form was opened from, or the plan."""
    way_back, person = WayBackForm.of(request), participation.get_absolute_url()
    found = way_back.after_saving(participation), way_back.without_saving(participation)
    return [plan_url(participation) if address == person else address for address in found]


@never_cache
@require_safe
def plan(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id)
    may_edit = may(request.user, Permission.PARTICIPANT_EDIT, participation.project)
    context = plan_context(participation, may_edit=may_edit)
    return render_person_page(request, "participants/plans/plan.html", participation, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug, public_id):
    participation = _to_change(request, slug, public_id)
    saved, cancelled = _way_back(request, participation)
    written = plan_of(participation) or Plan(participation=participation)
    form = PlanForm(request.POST or None, plan=written, cancel_url=cancelled)
    if form.is_valid() and run_action(
        form, actions.save_plan, participation, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The plan is saved."))
        return redirect(saved)
    return render_person_page(request, "participants/plans/edit.html", participation, form=form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, slug, public_id):
    participation = _to_change(request, slug, public_id)
    written = plan_of(participation)
    if written is None:
        messages.info(request, _("There is no plan to sign."))
        return redirect(plan_url(participation))
    form = SignForm(request.POST or None, plan=written, cancel_url=plan_url(participation))
    if form.is_valid() and run_action(
        form, actions.sign_plan, participation, **form.cleaned_data, by=request.user
    ):
        messages.success(request, _("The signature is recorded."))
        return redirect(plan_url(participation))
    return render_person_page(request, "participants/plans/sign.html", participation, form=form)


@never_cache
@require_POST
def paper(request, slug, public_id):
    """Answer with the plan as PDF, for the participant."""
    participation = get_participation(request.user, slug, public_id)
    form = PrintForm(request.POST)
    written = plan_of(participation)
    if not form.is_valid() or written is None:
        return HttpResponseBadRequest(_("There is no such paper."), content_type="text/plain; charset=utf-8")
    log_shown(request, participation, kind=Kind.PRINTED)
    content = pdf.render(written, participation, language=form.cleaned_data["language"], by=request.user)
    headers = {"Content-Disposition": content_disposition_header(True, "plan.pdf")}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_step(request, slug, public_id):
    participation = _to_change(request, slug, public_id)
    form = StepForm(
        request.POST or None,
        step=Step(participation=participation),
        participation=participation,
        kind=Step.Kind.STEP,
        cancel_url=plan_url(participation),
    )
    if form.is_valid() and run_action(
        form, actions.add_step, participation, values=form.values(), by=request.user, number=form.number
    ):
        messages.success(request, _("It is in the plan."))
        return redirect(plan_url(participation))
    return render_person_page(request, "participants/plans/step.html", participation, form=form, is_new=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, slug, public_id, pk):
    participation = _to_change(request, slug, public_id)
    saved, cancelled = _way_back(request, participation)
    changed = get_step(participation, pk)
    form = StepForm(
        request.POST or None,
        step=changed,
        participation=participation,
        cancel_url=cancelled,
    )
    if form.is_valid() and run_action(
        form,
        actions.change_step,
        changed,
        participation=participation,
        values=form.values(),
        by=request.user,
    ):
        messages.success(request, _("The change is saved."))
        return redirect(saved)
    return render_person_page(request, "participants/plans/step.html", participation, form=form)


def _to_change(request, slug, public_id):
    return locked_for_change(request, lambda: get_participation_to_plan(request.user, slug, public_id))
