"""Proposals for a template, and example rows."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.statistics.models import WOMAN_CODE
from reporting.statistics.monthly.content import Row
from reporting.statistics.monthly.facts import BLANK
from reporting.statistics.scb_template.filling.fields import REPEATED, Field, proposal, words_of
from reporting.statistics.scb_template.filling.workbook import filled

# Made-up: no person is needed to decide how a template is filled.
EXAMPLES = [
    Row(
        0,
        "199401122396",
        False,
        "Erik",
        "Exempel",
        "man",
        date(1994, 1, 12),
        date(2026, 1, 7),
        None,
        Decimal("42.5"),
        *("yes", "Exempel AB", "5500000000", "1480", "Kurs", "Göteborg"),
    ),
    Row(
        0,
        f"19900517{WOMAN_CODE}",
        True,
        "",
        "",
        "woman",
        date(1990, 5, 17),
        date(2026, 1, 7),
        None,
        Decimal(8),
        *BLANK,
    ),
    Row(
        0,
        "",
        False,
        "Maria",
        "Exempel",
        "woman",
        date(1987, 3, 2),
        date(2025, 11, 3),
        date(2026, 1, 30),
        Decimal(21),
        *("no", "", "", "0114", "", ""),
    ),
]


def proposed_columns(headings, before):
    """Return the columns of a sheet as they are stored; `before`: the version whose choices are remembered."""
    fields = proposal([heading for _place, heading in headings], before.remembered if before else None)
    texts = {words_of(column.heading): column.text for column in before.columns} if before else {}
    return [
        [place, heading, field.value if field else "", texts.get(words_of(heading), "")]
        for (place, heading), field in zip(headings, fields, strict=True)
    ]


def filled_with(template, content, rows):
    """Return (the filled workbook, its rows as they were read back). Raises Unfit."""
    about = {"sheet": template.sheet, "first_row": template.first_row}
    return filled(content, rows, columns=template.columns, writing=template.writing, **about)


def problems_of(columns):
    chosen = [column.field for column in columns]
    if "" in chosen:
        yield _("Choose a field for each column, or that it is left empty.")
    if Field.NUMBER not in chosen:
        yield _("No column has the number.")
    if any(chosen.count(field) > 1 for field in chosen if field and field not in REPEATED):
        yield _("Two columns have the same field.")


def changed_headings(draft, before):
    """Return (headings that are new, headings that are gone) against the version before."""
    new, old = ({words_of(c.heading): c.heading for c in each.columns} for each in (draft, before))
    return [new[key] for key in new if key not in old], [old[key] for key in old if key not in new]
