"""The changes that loading a project file makes, in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import BooleanField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso, number
from esfportal.ui.plain_text import isolated
from projects.models import FinancingLine, ProjectMunicipality, ProjectText

LONGEST = 160  # characters of an old or new text
KEPT_BEFORE = 40  # of what is the same in both


class Kind(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ItemChange:
    kind: Kind
    item: str
    differences: tuple[Difference, ...] = ()


def item_name(row):
    """Return the row's model and name: "Target: Participants"."""
    name = row
    if isinstance(row, FinancingLine) and row.organisation_id:
        name = f"{row}, {row.organisation}"
    if isinstance(row, ProjectText):
        language = _("in English") if row.language == "en" else _("in Swedish")
        name = f"{row.get_section_display()} {language}"
    kind = _("municipality") if isinstance(row, ProjectMunicipality) else row._meta.verbose_name
    return f"{capfirst(kind)}: {isolated(name)}"


def differences(row, before, names):
    """Return the Difference of each named attribute; `before` is {attribute: text} of the stored row."""
    return tuple(
        Difference(label_of(row, name), *shortest(before[name], value_text(row, name)))
        for name in names
        if before[name] != value_text(row, name)
    )


def label_of(row, name):
    field = row._meta.get_field(name)
    label = str(field.verbose_name)
    return _("“%(question)s”") % {"question": label} if isinstance(field, BooleanField) else label


def value_text(row, name):
    field = row._meta.get_field(name)
    value = getattr(row, field.name if field.is_relation else name)
    if value in (None, "", []):
        return _("not stated")
    labels = dict(getattr(field, "base_field", field).flatchoices)
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(each) or plain_text(each)) for each in values)


def plain_text(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_iso(value)
    if isinstance(value, Decimal):
        return number(value)
    return isolated(" ".join(str(value).split()))


def shortest(old, new):
    """Return the parts of two texts around their first difference."""
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    same = next((place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    begin = max(0, (min(len(old), len(new)) if same is None else same) - KEPT_BEFORE)
    return cut(old, begin), cut(new, begin)


def cut(text, begin):
    part = text[begin : begin + LONGEST]
    return ("…" if begin else "") + part + ("…" if begin + LONGEST < len(text) else "")
