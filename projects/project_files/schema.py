"""Schema of a project file: tables, their keys, and readers for the values."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from projects.models.geography import EsfRegion
from projects.target_path import LARGEST as LARGEST_NUMBER
from projects.target_path import Mistake, Point, mistakes, points_from

SLUG = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
# Nothing about a project is dated outside these years.
FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_WORD = 60  # of what the file says, in a message
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LARGEST = {models.PositiveSmallIntegerField: 32_767, models.PositiveIntegerField: 2_147_483_647}


@dataclass(frozen=True)
class FileError:
    # Collected and not raised, so that the author of the file sees all mistakes at once.
    key: str  # dotted path; lists are counted from 0: "targets[0].value"
    reason: str
    line: int | None = None

    def __str__(self):
        where = "" if self.line is None else " (" + _("line %(line)s") % {"line": self.line} + ")"
        return f"{self.key}: {self.reason}{where}"


class ParseError(ValueError):
    """A reader can't read the value; `items` are (index, reason) of the wrong items of a list."""

    def __init__(self, reason, items=()):
        super().__init__(reason)
        self.items = items


def text(longest=None, *, lines=False):
    """Return a reader of text without control characters, on one line unless `lines`."""

    def read(value):
        if not isinstance(value, str):
            raise ParseError(_("write a text in quotes, not %(kind)s") % {"kind": type_name(value)})
        value = value.strip()
        if CONTROL.search(value):
            raise ParseError(_("holds a control character; take it away"))
        if not lines and "\n" in value:
            raise ParseError(_("has to be one line"))
        if longest and len(value) > longest:
            raise ParseError(
                _("is %(length)s characters long; at most %(longest)s fit")
                % {"length": len(value), "longest": longest}
            )
        return value

    return read


def slug(longest):
    def read(value):
        value = text(longest)(value)
        if not SLUG.fullmatch(value):
            raise ParseError(
                _("write small letters a to z, figures, and single hyphens or underscores between them")
            )
        return value

    return read


def email(value):
    value = text(254)(value)
    try:
        validate_email(value)
    except ValidationError as error:
        raise ParseError(_("is not an e-mail address")) from error
    return value


def boolean(value):
    if not isinstance(value, bool):
        raise ParseError(_("write true or false, not %(kind)s") % {"kind": type_name(value)})
    return value


def day(value):
    if isinstance(value, datetime) or not isinstance(value, date):  # a datetime is a date, too
        raise ParseError(
            _("write a day as 2020-03-31, without quotes, not %(kind)s") % {"kind": type_name(value)}
        )
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ParseError(_("is in the year %(year)s; check the year") % {"year": value.year})
    return value


def whole_number(largest):
    def read(value):
        if isinstance(value, bool) or not isinstance(value, int):  # in Python, True is an int
            raise ParseError(_("write a whole number, not %(kind)s") % {"kind": type_name(value)})
        if not 0 <= value <= largest:
            raise ParseError(_("has to be from 0 to %(largest)s") % {"largest": largest})
        return value

    return read


def decimal(digits, places):
    """Return a reader of numbers from 0, with at most `digits` digits and `places` decimals."""

    def read(value):
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise ParseError(_("write a number, not %(kind)s") % {"kind": type_name(value)})
        number = Decimal(value)
        if not number.is_finite() or number < 0:
            raise ParseError(_("has to be a number, zero or more"))
        if number.adjusted() >= digits - places:
            raise ParseError(
                _("is too large; at most %(figures)s figures before the point fit")
                % {"figures": digits - places}
            )
        if number.normalize().as_tuple().exponent < -places:
            raise ParseError(_("has too many decimals; %(places)s fit") % {"places": places})
        return number

    return read


def choice(choices):
    """Return a reader of a model's choices, by code, or a region's by name."""
    codes = {str(code): code for code, _label in choices}
    are_regions = set(codes) == set(EsfRegion.values)

    def read(value):
        value = text()(value)
        names = EsfRegion.by_swedish_name() if are_regions else {}
        if value in codes or value in names:
            return codes.get(value) or names[value]
        near = did_you_mean(value, [*names, *codes])
        reason = _('"%(value)s" is not one of %(choices)s') % {
            "value": shortened(value),
            "choices": ", ".join(names or codes),
        }
        raise ParseError(reason + near)

    return read


def list_of(reader):
    """Return a reader of lists without duplicates."""

    def read(value):
        if not isinstance(value, list):
            raise ParseError(_("write a list in square brackets, not %(kind)s") % {"kind": type_name(value)})
        found, refused = [], []
        for number, item in enumerate(value):
            try:
                found.append(reader(item))
            except ParseError as error:
                refused.append((number, str(error)))
        if refused:
            raise ParseError(_("holds values that can't be read"), refused)
        if len(set(found)) < len(found):
            raise ParseError(_("names something twice"))
        return found

    return read


def point(value):
    """Read { day = 2024-06-30, number = 40 } of a target's path as the text that is stored."""
    if not isinstance(value, dict) or value.keys() != {"day", "number"}:
        raise ParseError(_("write { day = 2024-06-30, number = 40 }"))
    return str(Point(day(value["day"]), whole_number(LARGEST_NUMBER)(value["number"])))


def reader_for(model_field):
    if isinstance(model_field, ArrayField):
        return list_of(choice(model_field.base_field.choices))
    if model_field.choices:
        return choice(model_field.choices)
    if isinstance(model_field, models.SlugField):
        return slug(model_field.max_length)
    if isinstance(model_field, models.EmailField):
        return email
    if isinstance(model_field, models.TextField):
        return text(lines=True)
    if isinstance(model_field, models.CharField):
        return text(model_field.max_length)
    if isinstance(model_field, models.DecimalField):
        return decimal(model_field.max_digits, model_field.decimal_places)
    if isinstance(model_field, models.PositiveSmallIntegerField | models.PositiveIntegerField):
        return whole_number(LARGEST[type(model_field)])
    return {models.DateField: day, models.BooleanField: boolean}[type(model_field)]


def default_for(model_field):
    if model_field.has_default():
        return model_field.get_default()
    return None if model_field.null else ""


TYPE_NAMES = {
    bool: gettext_lazy("true or false"),
    str: gettext_lazy("a text"),
    int: pgettext_lazy("type of value", "a number"),
    Decimal: pgettext_lazy("type of value", "a number"),
    list: gettext_lazy("a list"),
    dict: gettext_lazy("a table"),
    date: gettext_lazy("a day"),
    datetime: gettext_lazy("a moment"),
}


def type_name(value):
    return TYPE_NAMES.get(type(value), gettext_lazy("a time of day"))


def shortened(word):
    return word if len(word) <= LONGEST_WORD else f"{word[:LONGEST_WORD]}…"


def did_you_mean(word, known):
    # Comparing long words takes long, and none of them is a slip of the pen.
    near = get_close_matches(word, known, n=1) if len(word) <= LONGEST_WORD else []
    return " " + _('(did you mean "%(word)s"?)') % {"word": near[0]} if near else ""


def unknown_key(path, key, known):
    return FileError(join(path, shortened(key)), _("unknown key") + did_you_mean(key, known))


def check_date_order(start, end):
    def check(row):
        if row[start] and row[end] and row[end] < row[start]:
            yield end, _("is before %(key)s") % {"key": start}

    return check


PATH_MISTAKES = {
    Mistake.OUTSIDE: gettext_lazy("is not within the project's days, before its ends_on"),
    Mistake.NOT_LATER: gettext_lazy("is not later than the point before"),
    Mistake.FEWER: gettext_lazy("has a lower number than the point before"),
    Mistake.ABOVE_GOAL: gettext_lazy("has a higher number than the value"),
}


def check_path(row):
    grows = row["unit"] == "number" and row["comparison"] != "at_most"
    if row["path"] and not grows:
        yield "path", _("is of a number that grows: not of a share, and not of at_most")
    if bool(row["path"]) != bool(row["path_planned_on"]):
        yield "path_planned_on", _("is stated where there is a path, and only there")


def path_mistakes(row, start, end):
    if row["path"] and not (start and end):
        yield "path", _("needs the project's starts_on and ends_on")
        return
    for place, mistake in mistakes(points_from(row["path"]), goal=row["value"], start=start, end=end):
        yield f"path[{place}]", str(PATH_MISTAKES[mistake])


@dataclass(frozen=True)
class Table:
    """The keys of a table, taken from a model so that both agree on types and lengths."""

    model: type[models.Model]
    keys: tuple[str, ...]  # names of the model's fields
    required: tuple[str, ...] = ()
    readers: dict[str, Callable] = field(default_factory=dict)  # of keys that are not plain fields
    empty: dict[str, object] = field(default_factory=dict)  # values of those keys, if not ""
    # Takes a row that was read without mistakes, and yields (key, reason).
    check: Callable[[dict], Iterable[tuple[str, str]]] = lambda row: ()

    @property
    def all_readers(self):
        plain = {key: reader_for(self.model._meta.get_field(key)) for key in self.keys}
        return plain | self.readers

    def read(self, data, path, errors):
        """Return the row as a dict with every key; mistakes go to `errors` and stay empty."""
        if not isinstance(data, dict):
            reason = _("write a table with keys, not %(kind)s") % {"kind": type_name(data)}
            errors.append(FileError(path, reason))
            return self.empty_row()
        row, before, readers = self.empty_row(), len(errors), self.all_readers
        for key in data:
            if key not in readers:
                errors.append(unknown_key(path, key, readers))
        for key, reader in readers.items():
            if key in data:
                self._read_key(row, key, reader, data[key], path, errors)
            if key in self.required and (key not in data or data[key] == ""):
                errors.append(FileError(join(path, key), _("has to be stated")))
        if len(errors) == before:  # a check needs correct values
            errors.extend(FileError(join(path, key), reason) for key, reason in self.check(row))
        return row

    @staticmethod
    def _read_key(row, key, reader, value, path, errors):
        if value == "":  # means "not stated", for every type
            return
        try:
            row[key] = reader(value)
        except ParseError as error:
            where = join(path, key)
            errors.extend(FileError(f"{where}[{number}]", reason) for number, reason in error.items)
            if not error.items:
                errors.append(FileError(where, str(error)))

    def empty_row(self):
        plain = {key: default_for(self.model._meta.get_field(key)) for key in self.keys}
        return plain | {key: self.empty.get(key, "") for key in self.readers}

    def read_list(self, data, path, errors):
        if not isinstance(data, list):
            reason = _("write a list of tables, [[%(name)s]], not %(kind)s") % {
                "name": path,
                "kind": type_name(data),
            }
            errors.append(FileError(path, reason))
            return []
        return [self.read(row, f"{path}[{number}]", errors) for number, row in enumerate(data)]


def join(path, key):
    return f"{path}.{key}" if path else key
