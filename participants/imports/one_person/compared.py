"""The questions about people on the review page: a row beside what the user may see of each candidate."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from esfportal.ui.formats import date_iso
from participants.imports.matching.plan import ANOTHER, ParticipantRow, PersonQuestion
from participants.imports.reading.masking import mask_numbers
from participants.register.identity.numbers import masked_number
from participants.register.models import Participation, Protection, Sex
from projects.models import Municipality

QUESTIONS_ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Description:
    """A column of the comparison. `note` stands in place of what may not be shown."""

    heading: str
    values: tuple[str, ...] = ()
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question, with the descriptions of the row and of the candidates."""

    question: PersonQuestion
    row: Description
    candidates: tuple[Description, ...]
    field: Any  # the bound radio buttons

    @property
    def notes(self) -> list[str]:
        notes = [each.note for each in (self.row, *self.candidates)]
        return notes if any(notes) else []

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """Return the table by line: label and a value for each person."""
        shown = (self.row, *self.candidates)
        return [
            (str(label), [each.values[place] if each.values else "" for each in shown])
            for place, label in enumerate(_labels())
        ]


def _labels() -> tuple[str, ...]:
    return (
        _("Name"),
        _("Personal identity number"),
        _("Birth date"),
        _("Gender"),
        _("Municipality"),
        _("Periods"),
    )


def choices_of(question: PersonQuestion) -> list[tuple[str, str]]:
    one = len(question.candidates) == 1
    same = []
    for number, candidate in enumerate(question.candidates, start=1):
        if candidate.row is not None:
            text = _("The same person as in row %(row)s") % {"row": candidate.row.row}
        elif one:
            text = _("The same person")
        else:
            text = _("The same person as participant %(number)s") % {"number": number}
        same.append((candidate.value, text))
    return [*same, (ANOTHER, _("Another person"))]


def compare(questions: Iterable[PersonQuestion], form: Any, *, by: User) -> list[Comparison]:
    questions = list(questions)
    keys = {each.participation_id for question in questions for each in question.candidates}
    # In the user's own access scope: people outside the user's part are not loaded.
    visible = Participation.objects.visible_to(by).filter(pk__in=keys - {None})
    found = visible.select_related("person", "project").prefetch_related("spells__municipality").in_bulk()
    names = Municipality.objects.in_bulk([row.municipality for each in questions for row in _rows_of(each)])
    return [
        Comparison(
            question,
            _described_rows(question.rows, names),
            tuple(
                _described_rows([each.row], names)
                if each.row
                else _described_participation(found.get(each.participation_id), number, question)
                for number, each in enumerate(question.candidates, start=1)
            ),
            form[question.key],
        )
        for question in questions
    ]


def _rows_of(question: PersonQuestion) -> list[ParticipantRow]:
    return [*question.rows, *(each.row for each in question.candidates if each.row)]


def _described_rows(rows: list[ParticipantRow], names: dict[str, Municipality]) -> Description:
    heading = _("Row %(row)s of the file") % {"row": rows[0].row}
    if any(row.protection and row.protection != str(Protection.NONE) for row in rows):
        return Description(heading, note=_("The file says that the identity is protected. Look in the file."))
    last = rows[-1]
    return Description(
        heading,
        (
            " ".join(last.names),
            mask_numbers(last.digits) or _("no number"),
            date_iso(last.birth_date),
            str(Sex(last.sex).label),
            ", ".join(dict.fromkeys(names[row.municipality].name for row in rows)),
            ", ".join(_period(row.entry_date, row.exit_date) for row in rows),
        ),
    )


def _described_participation(
    participation: Participation | None, number: int, question: PersonQuestion
) -> Description:
    heading = (
        _("Participant")
        if len(question.candidates) == 1
        else _("Participant %(number)s") % {"number": number}
    )
    if participation is None:
        note = _("Takes part outside your part of the project. Ask the project leader who it is.")
        return Description(heading, note=note)
    url = participation.get_absolute_url()
    if participation.person.is_protected:
        return Description(heading, note=_("Has a protected identity. Open the record to compare."), url=url)
    spells = sorted(participation.spells.all(), key=lambda spell: spell.entry_date)
    return Description(
        heading,
        (
            f"{participation.given_name} {participation.family_name}",
            masked_number(participation.person) or _("no number"),
            date_iso(participation.person.birth_date),
            str(participation.person.get_sex_display()),
            ", ".join(dict.fromkeys(spell.municipality.name for spell in spells)),
            ", ".join(_period(spell.entry_date, spell.exit_date) for spell in spells),
        ),
        url=url,
    )


def _period(start: Any, end: Any) -> str:
    return f"{date_iso(start)}\u00a0– {date_iso(end) if end else ''}".strip()
