"""Differences from the register of today, as rows for templates."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from esfportal.languages import active_language
from reporting.indicators.enums import Section, Span
from reporting.reports.files import labels
from reporting.reports.pages.comparison import BOTH_SPANS
from reporting.reports.pages.target_rows import share


@dataclass(frozen=True)
class ChangeRow:
    name: str
    code: str
    where: str
    before: object
    after: object
    difference: str


def change_rows(changes):
    return [_change_row(change) for change in changes]


@dataclass(frozen=True)
class TextChangeRow:
    name: str
    what: str
    before: str
    after: str


def text_change_rows(changes, document):
    return [
        TextChangeRow(_changed_name(change), _aspects()[change.aspect], *_texts_of(change, document))
        for change in changes
    ]


def _aspects():
    return {"goal": _("goal"), "share": _("share"), "state": _("state")}


def _changed_name(change):
    name = change.name.in_language(active_language())
    return f"{name} ({change.part.in_language(active_language())})" if change.part else name


def _texts_of(change, document):
    show = {
        "goal": labels.goal,
        "share": lambda line: " ".join(
            filter(None, [share(line.rate), labels.denominator(line.denominator)])
        ),
        "state": lambda line: labels.state(labels.shown_state(line, document)),
    }[change.aspect]
    return (("" if line is None else show(line)) for line in (change.before, change.after))


def _change_row(change):
    where = {
        Span.CUMULATIVE: _("since the start"),
        Span.PERIOD: _("in the period"),
        BOTH_SPANS: _("since the start and in the period"),
    }[change.scope]
    if change.part is not None:
        where = f"{change.part.in_language(active_language())}, {where}"
    difference = f"{change.difference:+d}".replace("-", "\N{MINUS SIGN}")
    code = change.code if change.section in (Section.OUTPUT, Section.RESULT, Section.RULE) else ""
    name = change.name.in_language(active_language())
    return ChangeRow(name, code, where, change.before, change.after, difference)
