from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from participants.imports.matching.disclosure import MASKED_VALUE
from participants.imports.matching.plan import OutcomeRow, ParticipantRow, Plan
from participants.imports.matching.project_codes import ImportScope, ProjectCodes
from participants.imports.matching.wording import value_text
from participants.imports.reading.errors import Problems
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
    today: date = field(default_factory=timezone.localdate)

    def report(self, row: Row, column: str, value: str, message: str) -> None:
        """Add a problem with one cell."""
        self.problems.add(row.row, self.reader.heading(column), value, message)

    def record_change(self, row: Row, column: str, old: object, new: object, *, mask: bool) -> None:
        # `mask` hides the values of a protected person.

        def text(value: object) -> str:
            return MASKED_VALUE if mask else value_text(column, value, self.codes)

        self.plan.note_change(row.row, self.reader.heading(column), lambda: text(old), lambda: text(new))
