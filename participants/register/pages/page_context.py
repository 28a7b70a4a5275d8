"""Context of a person's page, most of it from apps above this one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import Any

from django.db.models import Model, QuerySet

from accounts.audit.history_text import HistoryText
from accounts.audit.row_history import Event
from esfportal.database.together import PreparedTogether, ValuesOfRow
from esfportal.registry import Registry
from esfportal.ui.page_context import ContextProviders
from participants.register.identity.merged_records import record_keys

# Functions of a project that return {id: (text, condition on facts)}: the lists of people who break a rule.
RECORD_RULES = Registry()


def record_rules(project):
    return {key: rule for rules in RECORD_RULES for key, rule in rules(project).items()}


PERSON_PAGE = ContextProviders()  # `problems`, `explanations`
PANELS = (
    Registry()
)  # of Panel: `outcomes`, `placements`, `outcomes_at_employers`, `proof_rows`, `case_worker`
TIMELINE = Registry()  # functions of (participation, may_edit) that return entries of the timeline


@dataclass(frozen=True)
class Panel:
    """A panel that reads rows: all panels of the page have one statement, composed once in each process.

    Its parts vary by nothing but the parameters RECORD and RECORDS (participants/register/prepared_facts.py).
    """

    context: Callable[..., dict[str, Any]]  # of (request, participation, the rows of each part)
    parts: Callable[[], tuple[QuerySet | ValuesOfRow, ...]]


def panels_context(request, participation):
    panels = tuple(PANELS)
    together, sizes = _prepared(panels)
    rows = iter(together.read(record=participation.pk, records=record_keys(participation)))
    found = {}
    for panel, size in zip(panels, sizes, strict=True):
        found |= panel.context(request, participation, *islice(rows, size))
    return found


@cache
def _prepared(panels):
    parts = [panel.parts() for panel in panels]
    return PreparedTogether(*chain.from_iterable(parts)), [*map(len, parts)]


@dataclass(frozen=True)
class HistorySource:
    """A history table with `participation`, and a generator of what an event says: (history text, event, before)."""

    model: type[Event]
    describe: Callable[[HistoryText, Event, Event | None], Iterator[str]]
    known: Callable[[Model], Iterable[Model]] = (
        lambda participation: ()
    )  # rows that the page has read already


HISTORY = Registry()  # of HistorySource
