"""Versions of rows: a button, or a form without stored values, does nothing to rows that have changed (ADR 54)."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.audit import versions
from accounts.audit.history_text import Describe, HistoryEntry, HistoryText
from accounts.audit.row_history import Label
from esfportal.ui.formats import moment
from esfportal.ui.plain_text import isolated

AT = "at"  # when the page was rendered
MAX_SHOWN = 3  # changes
CLOCK_TOLERANCE = timedelta(seconds=1)

type Rows = models.Model | Iterable[models.Model]


def version_of(*shown: Rows) -> str:
    """Return the version of the rows for the hidden field: the time, and a digest of each."""
    digests = {AT: str(int(timezone.now().timestamp())), **_digests(_flat(shown))}
    return ",".join(f"{name}={digest}" for name, digest in digests.items())


def is_outdated(request: HttpRequest, *shown: Rows, with_values: bool = True) -> bool:
    """Warn the user and return True if a row was changed after the page of this POST was rendered.

    The rows are read under their lock. `with_values=False` leaves out personal data: messages are in a cookie.
    """
    changed = changed_rows(request.POST, *shown)
    if changed is None:
        return False
    if versions.shown_digests(request.POST):
        sentences = [_("Nothing was done: this was changed after you opened the page.")]
    else:
        sentences = [_("Nothing was done: the request did not say what the page had shown.")]
    changes = changes_of(request.POST, changed)
    sentences += [_entry_text(entry, with_values=with_values) for entry in changes]
    sentences.append(_("Look at it as it is now, and do it again if it is still right."))
    messages.warning(request, " ".join(sentences))
    return True


def changed_rows(data: Any, *shown: Rows) -> list[models.Model] | None:
    """Return the rows that are not as the page had shown them; None if all are, and none is missing."""
    before = versions.shown_digests(data)
    now: dict[str, str] = {}
    changed = []
    for row in _flat(shown):
        now |= _digests([row])
        if before.get(_name(row)) != now[_name(row)]:
            changed.append(row)
    is_missing = bool(before.keys() - now.keys() - {AT})
    return changed if changed or is_missing or not before else None


def changes_of(
    data: Any, rows: Iterable[models.Model], describe: Describe | None = None
) -> list[HistoryEntry]:
    """Return the latest changes of the rows since the page was rendered, latest first."""
    keys = defaultdict(list)
    for row in rows:
        if history := versions.history_of(type(row)):
            keys[history].append(row.pk)
    querysets = [
        history._base_manager.filter(**{history.pgh_tracked_model._meta.pk.attname + "__in": found})
        for history, found in keys.items()
    ]
    history_text = HistoryText(*querysets, skip_relations=("project", "person", "participation"))
    found = history_text.entries(describe or (lambda event, before: _describe(history_text, event, before)))
    shown_at = _shown_at(data)
    # The latest one in any case: it may have begun before the page was rendered, and ended after it.
    recent = [entry for entry in found if shown_at and entry.at > shown_at]
    return (recent or found[:1])[:MAX_SHOWN]


class RowVersionForm(forms.Form):
    """A form about rows whose values it does not hold, such as the day on which they end.

    Views set `rows`, read under their lock, before the form is asked whether it is valid.
    """

    rows: tuple[Rows, ...] = ()

    def is_valid(self) -> bool:
        return not self.is_outdated and super().is_valid()

    @cached_property
    def outdated_rows(self) -> list[models.Model] | None:
        return changed_rows(self.data, *self.rows) if self.is_bound else None

    @property
    def is_outdated(self) -> bool:
        return self.outdated_rows is not None

    def describe_change(self) -> Describe | None:
        return None

    def version_html(self) -> str:
        changes = []
        if self.is_outdated:
            changes = changes_of(self.data, self.outdated_rows or (), self.describe_change())
        context = {
            "is_outdated": self.is_outdated,
            "changes": changes,
            "has_version": bool(versions.shown_digests(self.data)),
            "version": version_of(*self.rows),
        }
        return render_to_string("components/row_version.html", context)


def _flat(shown: Iterable[Rows]) -> Iterator[models.Model]:
    for each in shown:
        if isinstance(each, models.Model):
            yield each
        else:
            yield from each


def _name(row: models.Model) -> str:
    return f"{row._meta.model_name}-{row.pk}"


def _digests(rows: Iterable[models.Model]) -> dict[str, str]:
    return {_name(row): _digest(row) for row in rows}


def _digest(row: models.Model) -> str:
    values = [f"{name}={getattr(row, name)}" for name in _columns(type(row))]
    return hashlib.sha256("\n".join(values).encode()).hexdigest()[:12]


def _columns(model: type[models.Model]) -> list[str]:
    """Return the columns that the row history keeps; without one, all except files."""
    history = versions.history_of(model)
    if history is None:
        return [
            field.attname
            for field in model._meta.concrete_fields
            if not isinstance(field, models.BinaryField)
        ]
    return [field.attname for field in history._meta.local_fields if not field.name.startswith("pgh_")]


def _shown_at(data: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(versions.shown_digests(data).get(AT, "")), UTC) - CLOCK_TOLERANCE
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _describe(history_text: HistoryText, event: Any, before: Any) -> Iterator[str]:
    what = event.pgh_tracked_model._meta.verbose_name
    if event.pgh_label == Label.INSERT:
        yield _("added %(what)s") % {"what": what}
    elif event.pgh_label == Label.DELETE:
        yield _("removed %(what)s") % {"what": what}
    elif event.pgh_label == Label.UPDATE:
        differences = list(history_text.differences(event, before))
        yield from differences or [_("changed %(what)s") % {"what": what}]


def _entry_text(entry: HistoryEntry, *, with_values: bool) -> str:
    about = {"who": isolated(entry.actor_text), "when": moment(entry.at)}
    if not with_values:
        return _("%(who)s made a change, %(when)s.") % about
    return _("%(who)s, %(when)s: %(what)s.") % {**about, "what": "; ".join(entry.shown)}
