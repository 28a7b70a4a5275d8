"""What was written, in words: the events of some rows as deeds, those of one transaction together."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import BooleanField, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.formats import date_iso, number
from esfportal.history import Label

MOST = 200  # events of a table that are told at a time
LONG = 80  # letters of a text that is told in full
SHOWN = 5  # of one transaction's deeds, when there are many
OUTSIDE = "outside"  # a source: somebody whom the reader need not know of

INVITATION = "invitation"  # a source: somebody new who has no account yet as they accept

# What a command line did it with, for readers who need not know of commands.
COMMANDS = {
    "load_project": gettext_lazy("from the project's file"),
    "load_demo": gettext_lazy("with the demo's made-up data"),
    "import_participants": gettext_lazy("from a file"),
    "import_outcomes": gettext_lazy("from a file"),
    "rotate_keys": gettext_lazy("when the keys were changed"),
    "rotate_index_key": gettext_lazy("when the keys were changed"),
    "migrate": gettext_lazy("at an upgrade"),
}


@dataclass
class Change:
    """What one transaction did: `who` is a user or None, `source` what it was written through."""

    at: datetime
    who: object
    source: str
    deeds: list[str] = field(default_factory=list)

    @property
    def who_text(self):
        if self.who:
            return str(self.who)
        if self.source == OUTSIDE:
            return _("Somebody outside the project")
        if self.source.startswith("role "):
            return _("Somebody with access to the database")
        if self.source == INVITATION:
            return _("Whoever was invited")
        return _("Whoever runs the portal")

    @property
    def how_text(self):
        if self.source == "import":
            return _("by import")
        return str(COMMANDS.get(self.source, ""))

    @property
    def shown(self):
        """The deeds that stand open; one alone is never folded away."""
        return self.deeds if len(self.deeds) <= SHOWN + 1 else self.deeds[:SHOWN]

    @property
    def folded(self):
        return self.deeds[len(self.shown) :]


class Told:
    """Events of several tables, the latest of each, with what stood there before and the names of what
    they point at: a question a table and one a kind of thing that is named.

    `values` are {column: {value: text}} for columns without choices of their own, `columns` {column: text}
    for those whose name on a form would not do in a sentence, `unnamed` the columns whose things are not named.
    """

    def __init__(self, *querysets, values=None, columns=None, unnamed=(), most=MOST):
        self.events, self.before, self.is_cut = [], {}, False
        self.order = {events.model: place for place, events in enumerate(querysets)}
        self.values, self.columns = values or {}, columns or {}
        for events in querysets:
            found = list(events.order_by("-pgh_id")[: most + 1])
            self.is_cut |= len(found) > most
            self.events += found[:most]
            self.before |= _former(events.model, found)
        self.names = _names([*self.events, *filter(None, self.before.values())], unnamed)

    def changes(self, deeds):
        """The changes, the latest first; `deeds(event, before)` gives an event's sentences, or none.
        Within a transaction they stand table by table: which came first between two is not known."""
        grouped = {}
        for event in sorted(self.events, key=self._place):
            said = [text for text in deeds(event, self.before.get((type(event), event.pk))) if text]
            if said:
                key = (event.pgh_created_at, event.pgh_actor_id, event.pgh_source)
                blank = Change(event.pgh_created_at, self.named("pgh_actor", event), event.pgh_source)
                grouped.setdefault(key, blank).deeds.extend(said)
        return sorted(grouped.values(), key=lambda change: change.at, reverse=True)

    def _place(self, event):
        return event.pgh_created_at, self.order[type(event)], event.pgh_id

    def named(self, name, event):
        """What an event's foreign key points at, or None."""
        relation = event._meta.get_field(name)
        return self.names.get((relation.related_model, getattr(event, relation.attname)))

    def text(self, name, event):
        """A column's value in words."""
        column = event.pgh_tracked_model._meta.get_field(name)
        value = getattr(event, column.attname)
        if value is None or value == "":
            return _("not stated")
        if column.is_relation:
            return str(self.named(name, event) or _("something that is gone"))
        labels = self.values.get(name) or dict(column.flatchoices)
        return _text(labels.get(value, value) if labels else value)

    def differences(self, event, before):
        """ "changed the end from 2018-09-01 to 2018-10-01", a column each, and what is not told in clear."""
        for column in event._meta.local_fields if before else ():
            same = getattr(event, column.attname) == getattr(before, column.attname)
            if column.name.startswith("pgh_") or same:
                continue
            yield _("changed %(what)s from %(old)s to %(new)s") % {
                "what": self._column(event, column.name),
                "old": self.text(column.name, before),
                "new": self.text(column.name, event),
            }

    def _column(self, event, name):
        column = event.pgh_tracked_model._meta.get_field(name)
        if isinstance(column, BooleanField):  # its name is a question
            return _("“%(question)s”") % {"question": column.verbose_name}
        return self.columns.get(name) or column.verbose_name


def _text(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_iso(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or _("not stated")
    text = " ".join(str(value).split())
    return f"{text[:LONG].rstrip()}…" if len(text) > LONG else text


def _former(model, found):
    """{(model, key): the same row's event before} of events, the latest first; those that are not among them
    are asked for."""
    former, waiting = {}, {}
    for event in found:
        if event.id in waiting:
            former[model, waiting.pop(event.id)] = event
        if event.pgh_label == Label.UPDATE:
            waiting[event.id] = event.pk
    if waiting:
        earlier = model.objects.filter(pk__in=_earlier(model, waiting.values()))
        former |= {(model, waiting[event.id]): event for event in earlier}
    return former


def _earlier(model, keys):
    """The keys of the same rows' events before, as a sub-select."""
    same_row = {name: OuterRef(name) for name in ("id", *model.found_by)}
    before = model.objects.filter(pgh_id__lt=OuterRef("pgh_id"), **same_row).order_by("-pgh_id")
    events = model.objects.filter(pk__in=list(keys))
    return events.annotate(former=Subquery(before.values("pgh_id")[:1])).values("former")


def _names(events, unnamed):
    """{(model, key): object} of everything that the events' foreign keys point at."""
    keys = defaultdict(set)
    for event in events:
        for relation in event._meta.local_fields:
            if relation.is_relation and relation.name not in (*event.found_by, *unnamed):
                keys[relation.related_model].add(getattr(event, relation.attname))
    return {
        (model, found.pk): found
        for model, wanted in keys.items()
        for found in model._base_manager.filter(pk__in=wanted - {None})
    }
