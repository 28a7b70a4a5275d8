"""Columns of the participant list: headings, cells of the page, and values in files."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from esfportal.ui.formats import date_iso

NOTHING = "–"


@dataclass(frozen=True)
class ListColumn:
    """A column next to the name; `html` and `value` are functions of a ListRow."""

    key: str
    heading: Any
    html: Callable  # (row, may_edit)
    value: Callable  # of the cell in a file
    width: int = 14  # in a file, at most
    sort: str = ""  # the order that its heading leads to


def _work(row, may_edit):
    texts = [
        format_html('<a class="waits" href="{}">{}</a>', work.url, work.text)
        if work.url and may_edit
        else format_html('<span class="waits">{}</span>', work.text)
        for work in row.pending
    ]
    if len(texts) < 2:
        return texts[0] if texts else ""
    first, *others = texts
    return first + format_html_join("", "<br>{}", ((each,) for each in others))


@lru_cache(maxsize=10_000)  # the same few days are in many rows
def _day(day):
    text = date_iso(day)
    return format_html('<time datetime="{}">{}</time>', text, text) if day else NOTHING


PROJECT = ListColumn(
    "project",
    _("Project"),
    lambda row, may_edit: row.participation.project.display_short_name,
    lambda row: row.participation.project.display_short_name,
    24,
)
WORK = ListColumn(
    "work", _("To do"), _work, lambda row: ", ".join(str(work.text) for work in row.pending), 44, "work"
)
STATE = ListColumn(
    "state",
    _("State"),
    lambda row, may_edit: row.state.html if row.state else NOTHING,
    lambda row: row.state.label if row.state else "",
    sort="state",
)
MUNICIPALITY = ListColumn(
    "municipality",
    _("Municipality"),
    lambda row, may_edit: row.municipality or NOTHING,
    lambda row: row.municipality,
    24,
    "municipality",
)
INTERVENTION = ListColumn(
    "intervention",
    _("Intervention"),
    lambda row, may_edit: row.intervention or NOTHING,
    lambda row: row.intervention,
    30,
    "intervention",
)
CASE_WORKER = ListColumn(
    "case_worker",
    _("Case worker"),
    lambda row, may_edit: row.case_worker or NOTHING,
    lambda row: row.case_worker,
    30,
    "case_worker",
)
AGE = ListColumn(
    "age",
    _("Age at the start"),
    lambda row, may_edit: NOTHING if row.age is None else row.age,
    lambda row: row.age,
    10,
    "age",
)
FOLLOW_UP = ListColumn(
    "follow_up",
    _("Follow-up from"),
    lambda row, may_edit: _day(row.follow_up_from),
    lambda row: row.follow_up_from,
    sort="follow_up",
)
ENTRY = ListColumn(
    "entry", _("Start"), lambda row, may_edit: _day(row.entered), lambda row: row.entered, sort="entry"
)
EXIT = ListColumn("exit", _("End"), lambda row, may_edit: _day(row.left), lambda row: row.left, sort="exit")

OF_SEARCH = tuple(replace(each, sort="") for each in (PROJECT, STATE, MUNICIPALITY, ENTRY, EXIT))
OF_LIST = (WORK, STATE, MUNICIPALITY, INTERVENTION, CASE_WORKER, AGE, ENTRY, EXIT, FOLLOW_UP)
DEFAULT = ("work", "state", "municipality", "intervention", "entry", "exit")
