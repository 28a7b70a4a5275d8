from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone

from accounts.models import User
from participants.imports.matching.admission import TargetGroups
from participants.imports.matching.disclosure import MASKED_VALUE
from participants.imports.matching.plan import OutcomeRow, ParticipantRow, Plan
from participants.imports.matching.project_codes import ImportScope, ProjectCodes
from participants.imports.matching.wording import value_text
from participants.imports.reading.errors import ProblemKind, Problems
from participants.imports.reading.rows import RowReader
from projects.models import Project

Row = ParticipantRow | OutcomeRow


@dataclass
class ImportContext[AnyPlan: Plan]:
    """Input of an import, and the plan and problems that it fills."""

    project: Project
    reader: RowReader
    codes: ProjectCodes
    scope: ImportScope
    problems: Problems
    plan: AnyPlan
    by: User | None = None  # None: the command line
    answers: Mapping[str, str] = field(default_factory=dict)  # to questions about people, by key
    today: date = field(default_factory=timezone.localdate)
    _reported: set[tuple[int, str]] = field(default_factory=set)

    @cached_property
    def target_groups(self) -> TargetGroups:
        return TargetGroups(self.project)

    def ask_about(self, row: ParticipantRow, columns: Collection[str] | None = None) -> set[str]:
        """Ask about the row's warnings, or those of some columns; return their codes."""
        asked = [warning for warning in row.warnings if columns is None or warning.field in columns]
        for warning in asked:
            self.plan.questions.ask(warning.code, warning.message, row.row)
        return {warning.code for warning in asked}

    def report(
        self,
        row: Row,
        column: str,
        value: str,
        message: str,
        kind: ProblemKind = ProblemKind.MISTAKE,
    ) -> None:
        """Add a problem with one cell; the same message about another cell of the row is not repeated."""
        if (row.row, message) in self._reported:
            return
        self._reported.add((row.row, message))
        # Nothing of a cell that may identify a person: its value is a mask.
        cell = None if self.reader.format.by_key[column].personal else value or None
        heading = self.reader.heading(column)
        self.problems.add(row.row, heading, value, message, kind, key=column, cell=cell)

    def record_change(self, row: Row, column: str, old: object, new: object, *, mask: bool) -> None:
        # `mask` hides the values of a protected person.

        def text(value: object) -> str:
            return MASKED_VALUE if mask else value_text(column, value, self.codes)

        self.plan.note_change(row.row, self.reader.heading(column), lambda: text(old), lambda: text(new))
