"""Context of an own page."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.shortcuts import render
from django.utils import timezone

from esfportal.ui.formats import month_text
from participants.attendance.models import Session
from participants.certificates.document.texts import table_of
from participants.certificates.pages import content_or_none
from participants.certificates.states import State
from participants.consents.models import Subject
from participants.own_page.access import coming_sessions, entries_of, months_of, plan_of, steps_of

DAYS_AHEAD = 14


@dataclass(frozen=True)
class Day:
    day: date
    sessions: list[Session]


def home_context(participation):
    today = timezone.localdate()
    sessions = coming_sessions(participation, today, today + timedelta(days=DAYS_AHEAD - 1))
    days = [Day(day, list(rows)) for day, rows in groupby(sessions, key=lambda each: each.held_on)]
    return {"days": days, "months": list(months_of(participation)), "project": participation.project}


def month_context(certificate, participation):
    content = content_or_none(certificate)
    return {
        "month": month_text(certificate.month),
        "certificate": certificate,
        "is_open": certificate.state == State.SENT,
        "is_refused": certificate.state == State.REFUSED,
        "table": table_of(content) if content else None,
        "project": participation.project,
    }


def plan_context(participation):
    plan, steps = plan_of(participation), list(steps_of(participation))
    return {
        "paragraphs": plan.shown_text.split("\n") if plan else [],
        "coming": [step for step in steps if step.is_planned],
        "settled": [step for step in reversed(steps) if not step.is_planned],
        "project": participation.project,
    }


def information_context(participation):
    entries = entries_of(participation)
    rows = [(subject, entries[subject]) for subject in Subject if subject in entries]
    return {"rows": rows, "project": participation.project}


def render_page(request, name, status=200, **context):
    """Answer with a page of the participant."""
    return render(request, f"participants/own_page/{name}.html", context, status=status)
