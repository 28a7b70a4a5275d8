"""Write a plan, its steps and its signature."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.plans.models import Plan, Step
from participants.plans.rules import check_texts, step_problems
from participants.register.actions.errors import ActionRefused, raise_if_problems, savepoint_unless_violated
from participants.register.actions.locking import lock_participation
from participants.register.identity.merged_records import record_keys
from participants.register.rules.entry_rules import Problem


def plan_of(participation):
    """Return the plan, also one of a record that was merged into this one, or None."""
    plans = Plan.objects.filter(participation__in=record_keys(participation))
    return plans.order_by("-changed_at").first()


@transaction.atomic
def save_plan(participation, *, goals, renew_by, by):
    """Write the plan, or change its goals, or renew it until another day; return it. Raises ActionRefused."""
    participation = lock_participation(participation)
    check_texts(goals=goals)
    plan = plan_of(participation)
    is_new = plan is None
    if is_new:
        plan = Plan(participation=participation, created_by=by)
    elif (plan.text_or_empty, plan.renew_by) == (goals, renew_by):
        return plan
    if plan.text_or_empty != goals:
        plan.text, plan.changed_at = goals, timezone.now()
    plan.renew_by = renew_by
    with savepoint_unless_violated("plans_plan_participation_id_key", _made_already):
        plan.save(force_insert=is_new)
    audit(AuditAction.PLAN_SAVED, participation, by=by, renew_by=renew_by.isoformat())
    return plan


@transaction.atomic
def sign_plan(participation, *, signed_on, by):
    participation = lock_participation(participation)
    plan = plan_of(participation)
    if plan is None:
        raise ActionRefused([Problem("", _("There is no plan to sign."))])
    if signed_on > timezone.localdate():
        raise ActionRefused([Problem("signed_on", _("The date has not come yet."))])
    plan.signed_on, plan.signature_recorded_at = signed_on, timezone.now()
    plan.save(update_fields=["signed_on", "signature_recorded_at"])
    audit(AuditAction.PLAN_SIGNED, participation, by=by, signed_on=signed_on.isoformat())
    return plan


@transaction.atomic
def add_step(participation, *, values, by, number=None):
    """Add a step or a meeting. `number`: of the form; a request that comes twice adds one."""
    participation = lock_participation(participation)
    if number and (made := Step.objects.filter(participation=participation, form_number=number).first()):
        return made
    step = Step(participation=participation, created_by=by)
    if number:
        step.form_number = number
    _fill(step, values)
    step.save(force_insert=True)
    _mark_changed(participation)
    audit(AuditAction.STEP_ADDED, participation, by=by, step=step.pk)
    return step


@transaction.atomic
def change_step(step, *, participation, values, by):
    """Change what a step says, or its state; `participation` may be the merged record of the step's."""
    participation = lock_participation(participation)
    before = _content(step), step.state
    _fill(step, values)
    if before == (_content(step), step.state):
        return step
    step.save()
    if before[0] != _content(step):
        _mark_changed(participation)
    audit(AuditAction.STEP_CHANGED, participation, by=by, step=step.pk, state=step.state)
    return step


def _fill(step, values):
    check_texts(text=values["text"])
    raise_if_problems(step_problems(values, today=timezone.localdate()))
    was_planned = step.is_planned
    for name in ("kind", "due_on", "starts_at", "responsible"):
        setattr(step, name, values[name])
    step.state = values.get("state", step.state)
    if step.is_planned:
        step.settled_on = None
    elif was_planned:
        step.settled_on = timezone.localdate()
    if step.text_or_empty != values["text"]:
        step.text = values["text"]


def _content(step):
    return step.text_or_empty, step.kind, step.due_on, step.starts_at, step.responsible


def _mark_changed(participation):
    plan = plan_of(participation)
    if plan is not None:
        plan.changed_at = timezone.now()
        plan.save(update_fields=["changed_at"])


def _made_already():
    text = _("A colleague has written a plan since the page was opened. Open it again.")
    return ActionRefused([Problem("", text)])
