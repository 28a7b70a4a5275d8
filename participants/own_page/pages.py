"""Context of an own page."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.shortcuts import render
from django.utils import timezone

from esfportal.ui.formats import month_text
from esfportal.ui.pagination import page_of
from participants.attendance.models import Session
from participants.certificates.document.texts import table_of
from participants.certificates.pages import content_or_none
from participants.certificates.states import State
from participants.consents.access import entries_of
from participants.consents.models import Subject
from participants.consents.states import in_force
from participants.contact.access import mailed_details
from participants.contact.addresses import masked
from participants.contact.models import Message
from participants.own_page.access import coming_sessions, months_of, own_record_scope
from participants.own_page.easy_swedish import lines_for
from participants.own_page.mailed import links
from participants.plans.access import steps_of
from participants.plans.actions.plans import plan_of
from participants.privacy.extract.content import reader_rows, readers_of, registered_about
from participants.privacy.extract.sections import readers_table, sections_of
from participants.surveys.access import surveys_to_answer
from participants.surveys.words import words_in

DAYS_AHEAD = 14


@dataclass(frozen=True)
class Day:
    day: date
    sessions: list[Session]


def home_context(participation, language):
    today = timezone.localdate()
    sessions = coming_sessions(participation, today, today + timedelta(days=DAYS_AHEAD - 1))
    days = [Day(day, list(rows)) for day, rows in groupby(sessions, key=lambda each: each.held_on)]
    return {
        "days": days,
        "months": list(months_of(participation)),
        "surveys": [(each, words_in(language)[each.occasion]) for each in surveys_to_answer(participation)],
        "project": participation.project,
    }


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
    entries = in_force(entries_of(participation))
    rows = [(subject, entries[subject]) for subject in Subject if subject in entries]
    return {"rows": rows, "project": participation.project}


@dataclass(frozen=True)
class Cell:
    label: str
    text: str
    note: str


@dataclass(frozen=True)
class Block:
    kind: str  # "text", "facts": pairs, or "table"
    title: str
    rows: list


def record_context(participation):
    """Raises Unreadable."""
    with own_record_scope(participation):
        sections = sections_of(registered_about(participation) | {"readers": []})
    shown = [
        (each["heading"], each["intro"], [_block(block) for block in each["blocks"]]) for each in sections
    ]
    return {"sections": shown, "project": participation.project}


def readers_context(request, participation):
    with own_record_scope(participation):
        page = page_of(request, readers_of(participation).order_by("-pk"))
        table = readers_table(reader_rows(participation, page.object_list))
    return {"page": page, "table": table and _block(table), "project": participation.project}


def _block(block):
    if block["kind"] == "text":
        return Block("text", "", [block["text"]])
    heads = [column["title"] for column in block["columns"]]
    rows = [[_cell(head, cell) for head, cell in zip(heads, row, strict=True)] for row in block["rows"]]
    return Block("facts" if len(heads) == len(("what", "data")) else "table", block["title"], rows)


def _cell(label, cell):
    return Cell(label, **cell) if isinstance(cell, dict) else Cell(label, cell, "")


def mail_context(participation):
    details = mailed_details(participation)
    waiting = Message.objects.waiting().filter(participation=participation, kind=links.KIND)
    return {"mail_to": masked(details.email) if details else "", "is_mail_waiting": waiting.exists()}


def render_page(request, name, status=200, **context):
    """Answer with a page of the participant."""
    context["easy"] = lines_for(request)
    return render(request, f"participants/own_page/{name}.html", context, status=status)
