"""Kinds of work in My day: what waits for whom, until when, and the form that settles it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, DateField, Q, QuerySet
from django.utils.functional import Promise

from esfportal.database.prepared_statement import Parameter
from esfportal.registry import Registry
from participants.register.models import Participation
from participants.register.prepared_facts import IsAmong

# What varies between two requests: the statement is composed once in each process.
TODAY = Parameter("today", DateField())
LATEST_EXIT = Parameter("latest_exit", DateField())  # whose follow-up is due today
USER = Parameter("user", BigIntegerField())
PEOPLE = Parameter("people", BigIntegerField())


def of_people(path="participation"):
    """Return the condition that a row is about the people of the list: every `rows` has it."""
    return IsAmong(path, PEOPLE)


@dataclass(frozen=True)
class WorkItem:
    """One row of My day. `participation` has its person, its project and PAGE_FACTS."""

    kind: "WorkKind"
    participation: Participation | None
    subject: int | None  # the key of what the row is about, such as a step of a plan
    due: date  # the last day
    detail: str
    today: date

    @property
    def text(self):
        return self.kind.text(self)

    @property
    def address(self):
        return self.kind.address(self)


@dataclass(frozen=True, kw_only=True, eq=False)
class WorkKind:
    """A kind of work; make a FactsKind or a RowsKind."""

    key: str  # in addresses
    label: Promise  # of many: "Results to record"
    order: int  # what is lost first has the lowest (docs/dev/how-to/work-kind.md)
    text: Callable[[WorkItem], str]
    address: Callable[[WorkItem], str]  # of the form
    about: str = ""  # of the form: the part of it to show (participants.register.labels.ABOUT)
    is_legal: bool = False  # never put off
    has_deadline: bool = True  # False: `due` only orders the rows


@dataclass(frozen=True, kw_only=True, eq=False)
class FactsKind(WorkKind):
    """Work that follows from a participation's facts, computed once for all such kinds."""

    condition: Q
    due: object  # an expression over facts


@dataclass(frozen=True, kw_only=True, eq=False)
class RowsKind(WorkKind):
    """Work of which each row of a queryset is an item."""

    # The queryset has `of_people()` and ends with `.values_list(participation, subject, due, detail)`: the keys, a
    # date and a text for `WorkItem.detail`. It may use TODAY and USER.
    rows: Callable[[], QuerySet]


KINDS = Registry()


def kinds():
    """Return the registered kinds, what is lost first first."""
    return sorted(KINDS, key=lambda kind: kind.order)


def kind_choices():
    return [(kind.key, kind.label) for kind in kinds()]
