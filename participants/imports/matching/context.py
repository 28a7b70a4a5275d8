from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from participants.imports.matching.disclosure import MASKED_VALUE
from participants.imports.matching.plan import Plan
from participants.imports.matching.project_codes import ImportScope, ProjectCodes
from participants.imports.matching.wording import value_text
from participants.imports.reading.errors import Problems
from participants.imports.reading.rows import RowReader


@dataclass
class ImportContext:
    """Input of an import, and the plan and problems that it fills."""

    project: Any
    reader: RowReader
    codes: ProjectCodes
    scope: ImportScope
    problems: Problems
    plan: Plan
    today: date = field(default_factory=timezone.localdate)

    def report(self, row, column, value, message):
        """Add a problem with one cell."""
        self.problems.add(row.row, self.reader.heading(column), value, message)

    def record_change(self, row, column, old, new, *, mask):
        # `mask` hides the values of a protected person.

        def text(value):
            return MASKED_VALUE if mask else value_text(column, value, self.codes)

        self.plan.note_change(row.row, self.reader.heading(column), lambda: text(old), lambda: text(new))
