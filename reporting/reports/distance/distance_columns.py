"""Columns of the CSV and XLSX files for distance travelled."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from esfportal.files.columns import Column
from esfportal.ui.formats import HIDDEN
from reporting.reports.distance import distance_rows
from reporting.reports.files.typed_values import percent


def _day(line):
    return date.fromisoformat(line.until) if line.until else None


def _shown(get):
    # The document of a line says whether the sign for hidden figures or nothing stands there.
    return lambda row, language: get(row[0]) if row[0].is_shown else (HIDDEN if row[1].is_released else None)


_UNTIL = Column(
    "until", _("As in the report until"), lambda row, language: _day(row[0]), 12, is_optional=True
)
_STEPPED_UP = Column("stepped_up", _("At least one step up"), _shown(lambda line: line.stepped_up), 12, True)
_MEAN = Column("mean_change", _("Mean change"), _shown(lambda line: line.mean_number), 12, True)
_MISSING = Column(
    "missing", _("Missing"), _shown(lambda line: percent(line.missing or HIDDEN)), 12, has_numbers=True
)
_ANSWERED_BY = Column(
    "answered_by", _("Answered by"), lambda row, language: distance_rows.answered_by(row[0]), 18
)

DISTANCE_COLUMNS = [
    Column("scale", _("Scale"), lambda row, language: row[0].scale_name.in_language(language), 24),
    Column("question", _("Question"), lambda row, language: row[0].name.in_language(language), 50),
    _ANSWERED_BY,
    Column("people", _("Answered twice"), _shown(lambda line: line.people), 12, True),
    _STEPPED_UP,
    Column("share", _("Share"), _shown(lambda line: percent(line.share)), 12, True),
    _MEAN,
    _MISSING,
    _UNTIL,
]
DISTANCE_SHEET = (
    _("Distance travelled"),
    DISTANCE_COLUMNS,
    lambda document, language: [(line, document) for line in document.distances],
)


def _of_distance(column):
    return replace(
        column, get=lambda row, language: column.get(row.distance, language) if row.distance else ""
    )


DISTANCE_COLUMNS_OF_CSV = [
    _of_distance(each) for each in (_ANSWERED_BY, _STEPPED_UP, _MEAN, _MISSING, _UNTIL)
]
