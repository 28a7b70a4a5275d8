"""Swedish alphabetical order, in SQL and in Python: å, ä and ö after z on every server."""

from django.db.models import Expression, Func, TextField, Value
from django.db.models.functions import Collate, Lower

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
