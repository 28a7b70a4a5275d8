"""Contexts of what the report's page shows of its life."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission, Role
from reporting.reports.access import may_see_small_numbers
from reporting.reports.life.states import Step, find_transition, permission_for
from reporting.reports.life.steps import missing_to_answer, missing_to_withdraw


@dataclass(frozen=True)
class ShownEvent:
    step: str
    at: datetime
    who: str
    comments: list  # (section, text)
    due_on: date | None


def life_context(report, user):
    newer = _newer_version(report)
    may_submit = may(user, permission_for(Step.SUBMIT), report.project) and not report.missing_to_submit()
    may_answer = _may_take(Step.RETURN, report, user) and not missing_to_answer(report, user)
    may_continue = report.may_be_continued and newer is None
    return {
        "events": _events(report, user),
        "newer_version": newer,
        "may_submit": may_submit,
        "may_answer": may_answer,
        "may_withdraw": _may_take(Step.WITHDRAW, report, user) and not missing_to_withdraw(report),
        "may_make_next_version": may_continue and may(user, Permission.REPORT_CREATE, report.project),
        **_main_action(report, may_submit, may_answer),
    }


def _main_action(report, may_submit, may_answer):
    address = [report.project.slug, report.public_id]
    if may_submit:
        return {"step_url": reverse("reports:submit", args=address), "step_label": _("Submit the report")}
    if may_answer:
        return {"step_url": reverse("reports:answer", args=address), "step_label": _("Answer the report")}
    return {"step_url": "", "step_label": ""}


def answer_context(report, user, form):
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        "form": form,
        "events": _events(report, user),
    }


def withdrawal_context(report):
    missing = missing_to_withdraw(report)
    return {"project": report.project, "section": "reports", "report": report, "missing": missing}


def _may_take(step, report, user):
    transition = find_transition(step, report.state)
    return transition is not None and may(user, transition.permission, report.project)


def _newer_version(report):
    return report.replaced_by.submitted().only("public_id", "project", "submitted_at").last()


def _events(report, user):
    is_of_project = may_see_small_numbers(user, report.project)
    return [
        ShownEvent(event.get_step_display(), event.at, _who(event, is_of_project), *_answer(event))
        for event in report.events.select_related("by")
    ]


def _answer(event):
    return event.comments_by_section, event.due_on


def _who(event, is_of_project):
    """Return the name, or the role where the project's staff is not named to its funders."""
    is_by_funder = event.step in (Step.OPEN, Step.RETURN, Step.APPROVE)
    if event.by and (is_by_funder or is_of_project):
        return event.by.full_name
    return str((Role.FUNDER if is_by_funder else Role.PROJECT_LEADER).label)
