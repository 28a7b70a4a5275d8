"""The plan on paper for the participant, in plain Swedish or English, with a place to sign."""

from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.pdf.typst_file import clean_texts, compile_pdf
from esfportal.ui.formats import date_text
from participants.plans.access import steps_of
from participants.plans.models import Step
from participants.plans.pages.plan import when_text
from projects import overview

WIDTHS = {"when": 42, "who": 40, "state": 24}


def render(plan, participation, *, language, by):
    with translation.override(language):
        return compile_pdf(
            clean_texts(_content(plan, participation, language, by)), timezone.now().replace(microsecond=0)
        )


def _content(plan, participation, language, by):
    project = participation.project
    owner = overview.owner(project)
    steps = list(steps_of(participation))
    return {
        "language": language,
        "title": _("My plan"),
        "project": project.display_name,
        "author": owner or project.display_name,
        "made": _("Printed %(day)s by %(name)s") % {"day": date_text(timezone.localdate()), "name": str(by)},
        "facts": _facts(plan, participation, owner),
        "sections": [
            _section(_("What I want to reach"), "", _goals(plan)),
            *_table(
                _("Steps"),
                _("What is to be done, by which day, and who does it."),
                [step for step in steps if step.kind == Step.Kind.STEP],
            ),
            *_table(_("Meetings"), "", [step for step in steps if step.kind == Step.Kind.MEETING]),
        ],
        "labels": {"page": _("Page"), "of": pgettext("page", "of")},
        "signatures": [
            _("Date and signature, participant"),
            _("Date and signature, case worker"),
        ],
    }


def _facts(plan, participation, owner):
    facts = [
        (_("Name"), participation.full_name),
        (_("Project"), participation.project.display_name),
        (_("Run by"), owner or "–"),
        (_("We look at the plan again by"), date_text(plan.renew_by)),
    ]
    if plan.signed_on and not plan.is_changed_since_signed:
        facts.append((_("Signed on"), date_text(plan.signed_on)))
    return [{"label": label, "text": text} for label, text in facts]


def _section(heading, intro, blocks):
    return {"heading": heading, "intro": intro, "blocks": blocks}


def _goals(plan):
    return [{"kind": "text", "text": line} for line in plan.shown_text.split("\n") if line.strip()]


def _table(heading, intro, steps):
    if not steps:
        return
    heads = [
        (_("What"), None),
        (_("When"), WIDTHS["when"]),
        (_("Who"), WIDTHS["who"]),
        (_("State"), WIDTHS["state"]),
    ]
    columns = [{"title": title, "mm": width, "number": False} for title, width in heads]
    rows = [[step.shown_text, when_text(step), *map(capfirst, _labels(step))] for step in steps]
    table = {"kind": "table", "title": "", "columns": columns, "groups": [], "rows": rows}
    yield _section(heading, intro, [table])


def _labels(step):
    return str(step.get_responsible_display()), str(step.get_state_display())
