"""How one table of a project file is read: keys, kinds of value, and every mistake at once.

Pure. A `Table` takes its keys from a model: the field says which kind of value a key has and how
long it may be, so the file and the database never disagree. Mistakes are collected as `FileError`
(the key's dotted path, lists counted from 0, and the reason), never raised.
"""

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

SLUG = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LARGEST = {models.PositiveSmallIntegerField: 32_767, models.PositiveIntegerField: 2_147_483_647}


@dataclass(frozen=True)
class FileError:
    """A mistake: where in the file, and what to do about it."""

    key: str
    reason: str

    def __str__(self):
        return f"{self.key}: {self.reason}"


class Refused(ValueError):
    """A value that a key cannot take; the text says why. `items` are the refused items of a list."""

    def __init__(self, reason, items=()):
        super().__init__(reason)
        self.items = items


def text(longest=None, *, lines=False):
    """Text without control characters; several lines only where that makes sense."""

    def read(value):
        if not isinstance(value, str):
            raise Refused(f"write a text in quotes, not {kind_of(value)}")
        value = value.strip()
        if CONTROL.search(value):
            raise Refused("holds a control character; take it away")
        if not lines and "\n" in value:
            raise Refused("has to be one line")
        if longest and len(value) > longest:
            raise Refused(f"is {len(value)} characters long; at most {longest} fit")
        return value

    return read


def slug(longest):
    def read(value):
        value = text(longest)(value)
        if not SLUG.fullmatch(value):
            raise Refused(
                "write small letters a to z, figures, and single hyphens or underscores between them"
            )
        return value

    return read


def email(value):
    value = text(254)(value)
    try:
        validate_email(value)
    except ValidationError as error:
        raise Refused("is not an e-mail address") from error
    return value


def flag(value):
    if not isinstance(value, bool):
        raise Refused(f"write true or false, not {kind_of(value)}")
    return value


def day(value):
    if isinstance(value, datetime) or not isinstance(value, date):
        raise Refused(f"write a day as 2020-03-31, without quotes, not {kind_of(value)}")
    return value


def whole(largest):
    def read(value):
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refused(f"write a whole number, not {kind_of(value)}")
        if not 0 <= value <= largest:
            raise Refused(f"has to be from 0 to {largest}")
        return value

    return read


def decimal(digits, places):
    """An amount or a share, zero or more; TOML's floats are read as exact decimals."""

    def read(value):
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise Refused(f"write a number, not {kind_of(value)}")
        number = Decimal(value)
        if not number.is_finite() or number < 0:
            raise Refused("has to be a number, zero or more")
        if number.adjusted() >= digits - places:
            raise Refused(f"is too large; at most {digits - places} figures before the point fit")
        if number.normalize().as_tuple().exponent < -places:
            raise Refused(f"has too many decimals; {places} fit")
        return number

    return read


def choice(choices):
    """One of a model's choices, by its code; a region by its name, as people write it, or its code."""
    codes = {str(code): code for code, _label in choices}
    names = {str(label): code for code, label in choices if is_name(label)}

    def read(value):
        value = text()(value)
        if value in codes or value in names:
            return codes.get(value) or names[value]
        near = closest(value, [*names, *codes])
        raise Refused(f'"{value}" is not one of {", ".join(names or codes)}{near}')

    return read


def is_name(label):
    """Whether a label reads the same in every language and is more than figures."""
    return isinstance(label, str) and not label[0].isdigit()


def several(reader):
    """A list of values of one kind; every wrong one is named by its place."""

    def read(value):
        if not isinstance(value, list):
            raise Refused(f"write a list in square brackets, not {kind_of(value)}")
        found, refused = [], []
        for number, item in enumerate(value):
            try:
                found.append(reader(item))
            except Refused as error:
                refused.append((number, str(error)))
        if refused:
            raise Refused("holds values that can't be read", refused)
        if len(set(found)) < len(found):
            raise Refused("names something twice")
        return found

    return read


def reader_for(model_field):
    """The reader that a model's field asks for."""
    if isinstance(model_field, ArrayField):
        return several(choice(model_field.base_field.choices))
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
        return whole(LARGEST[type(model_field)])
    return {models.DateField: day, models.BooleanField: flag}[type(model_field)]


def nothing_for(model_field):
    """What a key that is left out means: the field's default, not stated, or no text."""
    if model_field.has_default():
        return model_field.get_default()
    return None if model_field.null else ""


def kind_of(value):
    """What a TOML value is, in words."""
    kinds = {bool: "true or false", str: "a text", int: "a number", Decimal: "a number", list: "a list"}
    kinds |= {dict: "a table", date: "a day", datetime: "a moment"}
    return kinds.get(type(value), "a time of day")


def closest(word, known):
    near = get_close_matches(word, known, n=1)
    return f' (did you mean "{near[0]}"?)' if near else ""


def in_order(start, end):
    """A check: the day of the second key is not before that of the first."""

    def check(row):
        if row[start] and row[end] and row[end] < row[start]:
            yield end, f"is before {start}"

    return check


@dataclass(frozen=True)
class Table:
    """The keys of one table of the file.

    keys: names of the model's fields. required: the keys that have to be there. readers: keys
    that are no plain field, with their reader. check: looks at a whole row that was read without
    mistakes and yields (key, reason).
    """

    model: type[models.Model]
    keys: tuple[str, ...]
    required: tuple[str, ...] = ()
    readers: dict[str, Callable] = field(default_factory=dict)
    empty: dict[str, object] = field(default_factory=dict)
    check: Callable[[dict], Iterable[tuple[str, str]]] = lambda row: ()

    @property
    def all_readers(self):
        plain = {key: reader_for(self.model._meta.get_field(key)) for key in self.keys}
        return plain | self.readers

    def read(self, data, path, errors):
        """The row as a dict with every key; what is wrong goes to `errors` and is left empty."""
        if not isinstance(data, dict):
            errors.append(FileError(path, f"write a table with keys, not {kind_of(data)}"))
            return self.blank()
        row, before, readers = self.blank(), len(errors), self.all_readers
        for key in data:
            if key not in readers:
                errors.append(FileError(join(path, key), f"unknown key{closest(key, readers)}"))
        for key, reader in readers.items():
            if key in data:
                self._read_key(row, key, reader, data[key], path, errors)
            if key in self.required and (key not in data or data[key] == ""):
                errors.append(FileError(join(path, key), "has to be stated"))
        if len(errors) == before:
            errors.extend(FileError(join(path, key), reason) for key, reason in self.check(row))
        return row

    @staticmethod
    def _read_key(row, key, reader, value, path, errors):
        if value == "":
            return
        try:
            row[key] = reader(value)
        except Refused as error:
            where = join(path, key)
            errors.extend(FileError(f"{where}[{number}]", reason) for number, reason in error.items)
            if not error.items:
                errors.append(FileError(where, str(error)))

    def blank(self):
        plain = {key: nothing_for(self.model._meta.get_field(key)) for key in self.keys}
        return plain | {key: self.empty.get(key, "") for key in self.readers}

    def read_list(self, data, path, errors):
        """The rows of a list of tables (`[[path]]`)."""
        if not isinstance(data, list):
            errors.append(FileError(path, f"write a list of tables, [[{path}]], not {kind_of(data)}"))
            return []
        return [self.read(row, f"{path}[{number}]", errors) for number, row in enumerate(data)]


def join(path, key):
    return f"{path}.{key}" if path else key
