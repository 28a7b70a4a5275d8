"""Versions of forms: a change made after a form was shown is never overwritten silently (ADR 54)."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.audit.row_history import Event
from esfportal.ui.formats import date_text

VERSION = "version"
STORED = "stored"  # the value of a choice; the other one is "typed"


class Difference(NamedTuple):
    """A field whose stored value has changed since the form was shown, and is not what was typed."""

    name: str
    label: str
    stored: str
    typed: str
    choice: str  # the name of the radio buttons
    is_typed_chosen: bool


class VersionedForm(forms.Form):
    """A form with stored values, whose user chooses between them and the typed ones after another's change.

    The version holds a digest of each stored value. Views get the object by `locked_for_change`.
    """

    data: Any
    unversioned: tuple[str, ...] = ("confirmed", "reason")  # asked for at each change, never stored

    def is_valid(self) -> bool:
        self._take_chosen_values()
        return not self.differences and super().is_valid()

    @property
    def version(self) -> str:
        """The text of the hidden field; "" for a form about a new object."""
        return ",".join(f"{self._key(name)}={digest}" for name, digest in self._digests.items())

    @cached_property
    def differences(self) -> list[Difference]:
        # Nothing that was chosen on the previous page is asked about again: its version is today's.
        return [self._difference(name) for name in self._changed if self._typed(name) != self._stored(name)]

    def is_new(self) -> bool:
        instance = getattr(self, "instance", None)
        return instance is not None and instance._state.adding

    def latest_change(self) -> Event | None:
        """Return the event of the latest change of what the form shows, if its history is kept."""
        instance = getattr(self, "instance", None)
        return latest_event(instance) if instance is not None else None

    def version_html(self) -> str:
        """Return the hidden version, after the choices when there are differences."""
        if self.is_new():
            return ""
        change = self.latest_change() if self.differences else None
        context = {
            "form": self,
            "differences": self.differences,
            "change": change,
            "has_version": bool(self.is_bound and shown_digests(self.data)),
        }
        return render_to_string("components/form_version.html", context)

    @cached_property
    def _digests(self) -> dict[str, str]:
        if self.is_new():
            return {}
        return {name: _digest(self._stored(name)) for name in self.fields if name not in self.unversioned}

    @cached_property
    def _changed(self) -> list[str]:
        """The fields that another change has given a new value since the form was shown."""
        if not self.is_bound:
            return []
        # A field that the version does not name was not shown: what was typed into it is asked about.
        shown = shown_digests(self.data)
        return [name for name, digest in self._digests.items() if shown.get(self._key(name)) != digest]

    def _take_chosen_values(self) -> None:
        if not self.is_bound or "differences" in self.__dict__:
            return
        chosen = [name for name in self._digests if self.data.get(self._choice(name)) == STORED]
        if chosen:
            self.data = self.data.copy()
            for name in chosen:
                self._take_stored(name)

    def _take_stored(self, name: str) -> None:
        stored = self._stored(name)
        if isinstance(stored, list):
            self.data.setlist(self.add_prefix(name), stored)
        elif stored == "" or stored is False:
            self.data.pop(self.add_prefix(name), None)
        else:
            self.data[self.add_prefix(name)] = "on" if stored is True else stored

    def _difference(self, name: str) -> Difference:
        stored, typed = self._stored(name), self._typed(name)
        was_touched = shown_digests(self.data).get(self._key(name)) != _digest(typed)
        return Difference(
            name,
            self._label(name),
            self._text(name, stored),
            self._text(name, typed),
            self._choice(name),
            was_touched,
        )

    def _key(self, name: str) -> str:
        """Return the name of the field in the version."""
        return name

    def _label(self, name: str) -> str:
        return str(self.fields[name].label or name)

    def _choice(self, name: str) -> str:
        return f"{self.add_prefix(name)}-choice"

    def _stored(self, name: str) -> Any:
        field = self.fields[name]
        return _plain(field, field.prepare_value(self.get_initial_for_field(field, name)))

    def _typed(self, name: str) -> Any:
        field = self.fields[name]
        typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        try:
            # In the form in which the stored value is written, so that "1 000" equals "1000".
            cleaned = field.clean(typed)
        except forms.ValidationError:
            return _plain(field, typed)
        return _plain(field, field.prepare_value(cleaned))

    def _text(self, name: str, value: Any) -> str:
        if value in ("", []):
            return _("nothing")
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        choices = dict(_flat(getattr(self.fields[name], "choices", ())))
        values = value if isinstance(value, list) else [value]
        if isinstance(self.fields[name], forms.DateField):
            values = [_date_or_text(each) for each in values]
        return ", ".join(str(choices.get(each, each)) for each in values)


def shown_digests(data: Any) -> Mapping[str, str]:
    """Return {name: digest} of what a form's page had shown; nothing for a request that no page has made."""
    return dict(pair.split("=", 1) for pair in data.get(VERSION, "").split(",") if "=" in pair)


def locked_for_change[Found: models.Model](request: HttpRequest, get: Callable[[], Found]) -> Found:
    """Return `get()`; for a POST with its row locked and read again, until the request's transaction ends."""
    found = get()
    if request.method == "POST":
        rows = type(found)._base_manager.select_for_update(no_key=True, of=("self",))
        list(rows.filter(pk=found.pk).values_list("pk"))
        found = get()
    return found


def latest_event(*rows: models.Model | models.QuerySet[Any]) -> Event | None:
    """Return the latest event of the objects and event querysets, with its actor."""
    found = []
    for each in rows:
        events = each if isinstance(each, models.QuerySet) else _events_of(each)
        if events is not None:
            found += events.order_by("-pgh_id").select_related("pgh_actor")[:1]
    return max(found, key=lambda event: event.pgh_created_at, default=None)


def history_of(model: type[models.Model]) -> type[Event] | None:
    """Return the model of the events of `model`, if its history is kept."""
    return next((events for events in Event.__subclasses__() if events.pgh_tracked_model is model), None)


def _events_of(instance: models.Model) -> models.QuerySet[Any] | None:
    events = history_of(type(instance))
    return events and events._base_manager.filter(**{instance._meta.pk.attname: instance.pk})


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:10]


def _plain(field: forms.Field, value: Any) -> Any:
    """Return the value as it would be sent: text, True, False, or a sorted list of texts."""
    if isinstance(field, forms.BooleanField):
        return bool(value)
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return sorted(str(getattr(each, "pk", each)) for each in value or ())
    if value is None or value == "":
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    text = field.widget.format_value(value)
    return str(text[0] if isinstance(text, list) else text).replace("\r\n", "\n")


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


def _date_or_text(text: str) -> str:
    try:
        return date_text(date.fromisoformat(text))
    except ValueError:
        return text
