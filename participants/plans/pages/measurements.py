"""The page of a participant's measurements: a line for each question, with its table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission
from esfportal.ui.charts import Trend, trend
from esfportal.ui.formats import date_text
from participants.plans.access import measurements_of, scales_in_use
from participants.plans.models import Measurement
from participants.plans.scale_files import HIGHEST, Scale

MOST_SHOWN = 8  # measurements, the latest; all are in the extract


@dataclass(frozen=True)
class QuestionRow:
    text: str
    anchors: str
    cells: list[str]
    trend: Trend | None


@dataclass(frozen=True)
class ScaleTable:
    scale: Scale
    measurements: list[Measurement]
    rows: list[QuestionRow]


def measurements_context(participation, *, by):
    found = list(measurements_of(participation).select_related("recorded_by"))
    # The case worker's belief in the participant is not for those who lead the case worker.
    leads = may(by, Permission.PARTICIPANT_CORRECT, participation.project)
    return {"tables": [_table(scale, found, leads) for scale in scales_in_use(participation.project)]}


def _table(scale, found, leads):
    shown = [each for each in found if each.scale == scale.code][-MOST_SHOWN:]
    questions = [each for each in scale.questions if not (leads and each.only == "case_worker")]
    return ScaleTable(scale, shown, [_row(question, shown) for question in questions])


def _row(question, shown):
    cells = [_cell(measurement.answers.get(question.key)) for measurement in shown]
    return QuestionRow(question.text, question.anchor_text, cells, _trend(question, shown))


def _cell(answer):
    if answer is None:
        return "–"
    return _("no answer") if answer == Measurement.REFUSED else str(answer)


def _trend(question, shown):
    # The participant's own view; a question for the case worker alone has the case worker's.
    answered_by = question.only or Measurement.AnsweredBy.PARTICIPANT
    points = [
        (each.measured_on, each.answers[question.key])
        for each in shown
        if each.answered_by == answered_by and isinstance(each.answers.get(question.key), int)
    ]
    if len(points) < 2:
        return None
    texts = [f"{date_text(day)}: {value}" for day, value in points]
    values = [value for _day, value in points]
    return trend(values, title=question.text, description="; ".join(texts), maximum=HIGHEST)
