"""The page of a plan: goals, what is to come, what is behind, and the history in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.audit.history_text import HistoryText
from accounts.audit.row_history import Label
from esfportal.ui.formats import date_text
from participants.plans.access import steps_of
from participants.plans.actions.plans import plan_of
from participants.plans.forms import PrintForm
from participants.plans.models import PlanHistory, Step, StepHistory
from participants.register.identity.merged_records import record_keys

STATE_KINDS = {
    Step.State.PLANNED: "info",
    Step.State.DONE: "good",
    Step.State.MISSED: "warn",
    Step.State.DROPPED: "none",
}


@dataclass(frozen=True)
class StepRow:
    step: Step
    url: str
    state_kind: str
    state: str

    @property
    def when(self):
        return when_text(self.step)


def when_text(step):
    day = date_text(step.due_on)
    if step.starts_at is None:
        return day
    return _("%(day)s at %(time)s") % {"day": day, "time": f"{step.starts_at:%H:%M}"}


def plan_context(participation, *, may_edit):
    today = timezone.localdate()
    plan = plan_of(participation)
    rows = [_row(participation, step, today) for step in steps_of(participation)]
    return {
        "plan": plan,
        "paragraphs": plan.shown_text.split("\n") if plan else [],
        "renewal_is_due": plan is not None and plan.is_due(today),
        "coming": [row for row in rows if row.step.is_planned],
        "settled": [row for row in reversed(rows) if not row.step.is_planned],
        "changes": _changes(participation),
        "print_form": PrintForm(initial={"language": get_language()}),
        "may_edit": may_edit,
        "tab": "plan",
    }


def _row(participation, step, today):
    url = reverse("plans:step", args=[participation.project.slug, participation.public_id, step.pk])
    if step.is_late(today):
        return StepRow(step, url, "warn", _("late"))
    return StepRow(step, url, STATE_KINDS[step.state], step.get_state_display())


def _changes(participation):
    keys = record_keys(participation)
    history = HistoryText(
        PlanHistory.objects.filter(participation__in=keys),
        StepHistory.objects.filter(participation__in=keys),
        skip_relations=("participation", "created_by"),
    )
    return history.entries(lambda event, before: _described(history, event, before)), history.is_truncated


def _described(history, event, before):
    is_step = isinstance(event, StepHistory)
    if event.pgh_label == Label.INSERT:
        yield (
            _("added to the plan: %(kind)s, %(day)s")
            % {
                "kind": Step.Kind(event.kind).label,
                "day": date_text(event.due_on),
            }
            if is_step
            else _("wrote the plan")
        )
    elif event.pgh_label == Label.UPDATE:
        yield from history.differences(event, before)
        hidden = event.pgh_hidden or ()
        if "text" in hidden and event.pgh_actor_id:
            yield _("changed what a step says") if is_step else _("changed the goals")
