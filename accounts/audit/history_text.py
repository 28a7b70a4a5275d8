"""Row history in words: the history events of some rows as sentences, grouped by transaction."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db.models import BooleanField, Model, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit.row_history import Event, Label
from esfportal.database.together import PreparedTogether, read_together
from esfportal.ui.formats import date_iso, moment, number
from esfportal.ui.plain_text import isolated

MAX_EVENTS = 200  # of each table
MAX_TEXT_LENGTH = 80  # characters of an old or new value; longer texts are cut
EMPTY: tuple[Any, ...] = (None, "", [])
MAX_OPEN = 5  # sentences of one transaction that are shown open, the others are collapsed

# Sources beside "import", the names of commands and "role …", a database role.
OUTSIDE = "outside"  # a user of another project, who stays anonymous
INVITATION = "invitation"  # an invited person who had no account yet

TUTOR = "tutor"  # an employer's tutor with a link
PARTICIPANT = "participant"  # on the own page

# Users need not know the commands' names.
COMMANDS = {
    "load_project": gettext_lazy("from the project's file"),
    "load_demo": gettext_lazy("with the demo's made-up data"),
    "import_participants": gettext_lazy("from a file"),
    "import_outcomes": gettext_lazy("from a file"),
    "rotate_keys": gettext_lazy("when the keys were changed"),
    "rotate_index_key": gettext_lazy("when the keys were changed"),
    "migrate": gettext_lazy("at an upgrade"),
}


Describe = Callable[[Any, Any], Iterable[str | None]]  # (event, previous event or None) -> sentences
EventKey = tuple[type[Event], Any]  # model and primary key
ObjectKey = tuple[type[Model], Any]


@dataclass
class HistoryEntry:
    """The changes of one transaction."""

    at: datetime
    actor: Model | None  # a user
    source: str
    actions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # reasons and confirmed warnings, as sentences

    @property
    def actor_text(self) -> str:
        if self.actor:
            return str(self.actor)
        if self.source == OUTSIDE:
            return _("A user outside the project")
        if self.source.startswith("role "):
            return _("A person with access to the database")
        if self.source == INVITATION:
            return _("The invited person")
        if self.source == TUTOR:
            return _("The employer's tutor")
        if self.source == PARTICIPANT:
            return _("The participant")
        return _("The portal's operator")

    @property
    def source_text(self) -> str:
        if self.source == "import":
            return _("by import")
        return str(COMMANDS.get(self.source, ""))

    @property
    def shown(self) -> list[str]:
        # A single sentence is never collapsed: the link to it would take the same space.
        return self.actions if len(self.actions) <= MAX_OPEN + 1 else self.actions[:MAX_OPEN]

    @property
    def collapsed(self) -> list[str]:
        return self.actions[len(self.shown) :]


@dataclass(frozen=True)
class Latest:
    """The latest history events of several tables, of each one more than are shown."""

    models: Sequence[type[Event]]
    events: Sequence[list[Event]]  # of each model

    @classmethod
    def of(cls, querysets: Sequence[QuerySet], max_events: int) -> "Latest":
        parts = _latest(querysets, max_events)
        return cls([events.model for events in querysets], read_together(*parts))


class PreparedEvents:
    """Querysets of history events with `Parameter`s, composed once."""

    def __init__(self, *querysets: QuerySet, max_events: int) -> None:
        self._models = [events.model for events in querysets]
        self._together = PreparedTogether(*_latest(querysets, max_events))

    def read(self, **given: Any) -> Latest:
        return Latest(self._models, self._together.read(**given))


def _latest(querysets: Iterable[QuerySet], max_events: int) -> list[QuerySet]:
    return [events.order_by("-pgh_id")[: max_events + 1] for events in querysets]


class HistoryText:
    """The latest history events of several tables, with each row's previous event and its related objects.

    `values` is {column: {value: text}} for columns without choices, `columns` {column: text} replaces a
    verbose name, and the objects of `skip_relations` are not loaded. `known` are related objects that the
    caller has read. `latest`: the events, in place of querysets, if they have been read.
    """

    # Two queries, and one for each related model of which an object is not known.
    def __init__(
        self,
        *querysets: QuerySet,
        latest: Latest | None = None,
        values: Mapping[str, Mapping[Any, str]] | None = None,
        columns: Mapping[str, str] | None = None,
        skip_relations: Collection[str] = (),
        known: Iterable[Model] = (),
        max_events: int = MAX_EVENTS,
    ) -> None:
        self.events: list[Event] = []
        self.is_truncated = False
        latest = latest or Latest.of(querysets, max_events)
        self.order = {model: position for position, model in enumerate(latest.models)}
        self.values, self.columns = values or {}, columns or {}
        for found in latest.events:
            self.is_truncated |= len(found) > max_events
            self.events += found[:max_events]
        self.before = _previous_events(latest.events)
        self.related: dict[ObjectKey, Model] = {(type(each), each.pk): each for each in known}
        events = [*self.events, *filter(None, self.before.values())]
        self.related |= _related_objects(events, skip_relations, self.related)

    def entries(self, describe: Describe) -> list[HistoryEntry]:
        """Return the entries, latest first."""
        # Within a transaction the order is table by table: events of different tables have no common order.
        grouped: dict[tuple[datetime, Any, str], HistoryEntry] = {}
        for event in sorted(self.events, key=self._sort_key):
            described = [text for text in describe(event, self.before.get((type(event), event.pk))) if text]
            if described:
                key = (event.pgh_created_at, event.pgh_actor_id, event.pgh_source)
                new = HistoryEntry(
                    event.pgh_created_at, self.related_object("pgh_actor", event), event.pgh_source
                )
                grouped.setdefault(key, new).actions.extend(described)
        # In the order of the events: entries of one moment, by two users, are latest first as well.
        return list(reversed(grouped.values()))

    def _sort_key(self, event: Event) -> tuple[datetime, int, int]:
        return event.pgh_created_at, self.order[type(event)], event.pgh_id

    def related_object(self, name: str, event: Event) -> Any:
        relation = event._meta.get_field(name)
        return self.related.get((relation.related_model, getattr(event, relation.attname)))

    def text(self, name: str, event: Event) -> str:
        column = event.pgh_tracked_model._meta.get_field(name)
        value = getattr(event, column.attname)
        if value is None or value == "":
            return _("not stated")
        if column.is_relation:
            return str(self.related_object(name, event) or _("something that has been removed"))
        labels = self.values.get(name) or dict(getattr(column, "base_field", column).flatchoices)
        if isinstance(value, list):
            return _text([labels.get(each, each) for each in value])
        return _text(labels.get(value, value) if labels else value)

    def differences(self, event: Event, before: Event | None) -> Iterator[str]:
        """Yield "changed the end from 2018-09-01 to 2018-10-01" for each column that differs."""
        if before is None:
            return
        for column in event._meta.local_fields:
            old, new = getattr(before, column.attname), getattr(event, column.attname)
            # A column that was added later has no value in older events.
            is_same = old == new or (old in EMPTY and new in EMPTY)
            if column.name.startswith("pgh_") or is_same:
                continue
            yield _("changed %(what)s from %(old)s to %(new)s") % {
                "what": self._column_name(event, column.name),
                "old": self.text(column.name, before),
                "new": self.text(column.name, event),
            }

    def _column_name(self, event: Event, name: str) -> str:
        column = event.pgh_tracked_model._meta.get_field(name)
        if isinstance(column, BooleanField):  # its name is a question
            return _("“%(question)s”") % {"question": column.verbose_name}
        return self.columns.get(name) or column.verbose_name


def _text(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return date_iso(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or _("not stated")
    text = " ".join(str(value).split())
    return isolated(f"{text[:MAX_TEXT_LENGTH].rstrip()}…" if len(text) > MAX_TEXT_LENGTH else text)


def _previous_events(latest: Iterable[list[Event]]) -> dict[EventKey, Event]:
    """Return each event's previous event of the same row; the events of each table are ordered latest first."""
    former: dict[EventKey, Event] = {}
    waiting: dict[tuple[type[Event], Any], Any] = {}  # (model, row) -> key of its event
    for event in chain.from_iterable(latest):
        model = type(event)
        if (model, event.id) in waiting:
            former[model, waiting.pop((model, event.id))] = event
        if event.pgh_label == Label.UPDATE:
            waiting[model, event.id] = event.pk
    if waiting:  # their previous events were not among the latest
        keys = defaultdict(list)
        for (model, _row), key in waiting.items():
            keys[model].append(key)
        earlier = [
            model.objects.filter(pk__in=_earlier_event_keys(model, pks)) for model, pks in keys.items()
        ]
        for event in chain.from_iterable(read_together(*earlier)):
            former[type(event), waiting[type(event), event.id]] = event
    return former


def _earlier_event_keys(model: type[Event], keys: Iterable[Any]) -> QuerySet:
    same_row = {name: OuterRef(name) for name in ("id", *model.found_by)}
    before = model.objects.filter(pgh_id__lt=OuterRef("pgh_id"), **same_row).order_by("-pgh_id")
    events = model.objects.filter(pk__in=list(keys))
    return events.annotate(former=Subquery(before.values("pgh_id")[:1])).values("former")


def _related_objects(
    events: Iterable[Event], skip_relations: Collection[str], known: Collection[ObjectKey]
) -> dict[ObjectKey, Model]:
    keys: dict[type[Model], set[Any]] = defaultdict(set)
    for event in events:
        for relation in event._meta.local_fields:
            if relation.is_relation and relation.name not in (*event.found_by, *skip_relations):
                keys[relation.related_model].add(getattr(event, relation.attname))
    return {
        (model, found.pk): found
        for model, wanted in keys.items()
        for found in model._base_manager.filter(
            pk__in={key for key in wanted if key is not None and (model, key) not in known}
        )
    }
