"""Files of a list to draw from, and of a sample: by code, without names."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from esfportal.files.columns import Column
from reporting.reports.verification.counted_events import event_text
from reporting.sampling.lists import ore
from reporting.sampling.states import Answer

CODE = Column("code", _("Code"), lambda row, language: row.code, 16)
AMOUNT = Column("amount", _("Amount"), lambda row, language: row.amount, 16, True)


def list_columns(frozen, events):
    """Return the columns of a FrozenList; `events` by key of a participation."""
    if not frozen.is_money:
        counted = Column(
            "counted_events",
            _("Counted events"),
            lambda row, language: "; ".join(map(event_text, events[row.participation])),
            60,
        )
        return [CODE, counted]
    return [
        CODE,
        # A whole number in every language: the digest and the drawing are computed from it.
        Column("ore", _("Öre"), lambda row, language: ore(row.amount), 16, True),
        AMOUNT,
        Column("text", _("Line"), lambda row, language: row.text, 60),
    ]


def item_columns(sample, language):
    money = [
        AMOUNT,
        Column("fault_amount", _("Amount of the fault"), lambda row, language: row.fault_amount, 16, True),
        Column("certain", _("In every sample of this size"), lambda row, language: _yes(row.is_certain), 12),
    ]
    asked = [_question_column(each, language) for each in sample.questions]
    return [
        Column("place", _("Place"), lambda row, language: row.position, 8, True),
        CODE,
        *(money if sample.is_money else []),
        *asked,
        Column(
            "checked",
            _("Checked"),
            lambda row, language: row.checked_at and timezone.localdate(row.checked_at),
            12,
        ),
    ]


def _yes(value):
    return _("yes") if value else ""


def _question_column(question, language):
    answers = dict(Answer.choices)
    key = question["key"]
    return Column(key, question[language], lambda row, language: answers[row.answers.get(key, "")], 20)
