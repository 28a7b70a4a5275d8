"""Alphabetical order of names in the active language, in SQL and in Python: å, ä and ö after z on every server."""

from django.db.models import Expression, F, Func, TextField, Value
from django.db.models.functions import Coalesce, Collate, Lower, NullIf

from esfportal.languages import active_language

# Not every server has a Swedish collation. So å, ä and ö are replaced by the characters that
# follow z in byte order, and the results are compared byte by byte.
SWEDISH_LETTERS, IN_BYTE_ORDER = "åäö", "{|}"


def sort_key(text: str) -> str:
    return text.lower().translate(str.maketrans(SWEDISH_LETTERS, IN_BYTE_ORDER))


def sort_key_expression(text: str | Expression) -> Func:
    return Func(
        Lower(text),
        Value(SWEDISH_LETTERS),
        Value(IN_BYTE_ORDER),
        function="TRANSLATE",
        output_field=TextField(),
    )


def swedish_order(text: str | Expression) -> Collate:
    """Return the expression to order a queryset by."""
    return Collate(sort_key_expression(text), "C")


def shown_name(of: str = "", *, short: bool = False) -> Expression:
    """Return the name that in_language() chooses. of: the way to the row, such as "project__"."""
    names = [f"{of}short_name", f"{of}name"] if short else [f"{of}name"]
    if active_language() == "en":
        names = [each for name in names for each in (f"{name}_en", name)]
    *preferred, last = names
    return Coalesce(*(NullIf(name, Value("")) for name in preferred), F(last)) if preferred else F(last)


def by_shown_name(of: str = "", *, short: bool = False) -> Collate:
    return swedish_order(shown_name(of, short=short))
