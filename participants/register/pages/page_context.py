"""Context that apps above this one add to a person's page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model

from accounts.audit.history_text import HistoryText
from accounts.audit.row_history import Event
from esfportal.registry import Registry
from esfportal.ui.page_context import ContextProviders

# Functions of a project that return {id: (text, condition on facts)}: the lists of people who break a rule.
RECORD_RULES = Registry()


def record_rules(project):
    return {key: rule for rules in RECORD_RULES for key, rule in rules(project).items()}


PERSON_PAGE = ContextProviders()  # `problems`, `explanations`, `placements`, `outcomes_at_employers`
TIMELINE = Registry()  # functions of (participation, may_edit) that return entries of the timeline


@dataclass(frozen=True)
class HistorySource:
    """A history table with `participation`, and a generator of what an event says: (history text, event, before)."""

    model: type[Event]
    describe: Callable[[HistoryText, Event, Event | None], Iterator[str]]
    known: Callable[[Model], Iterable[Model]] = (
        lambda participation: ()
    )  # rows that the page has read already


HISTORY = Registry()  # of HistorySource
