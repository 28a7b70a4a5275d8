from dataclasses import dataclass

from esfportal.ui.formats import HIDDEN
from reporting.funders.side_by_side.columns import NAME, TARGETS, Cell, ListColumn


@dataclass(frozen=True)
class ShownCell:
    column: ListColumn
    cell: Cell


@dataclass(frozen=True)
class ShownRow:
    name: Cell
    cells: list[ShownCell]


def list_context(page, form):
    columns, opens = form.columns_shown, form.scope.sees_figures
    rows = [
        ShownRow(NAME.cell(row, opens), [ShownCell(column, column.cell(row, opens)) for column in columns])
        for row in page
    ]
    return {
        "page": page,
        "rows": rows,
        "form": form,
        "sort": form.order,
        "columns": columns,
        "sees_figures": opens,
        "has_projects": form.officers != {} or bool(page.paginator.count),
        "shows_targets": any(column.key in TARGETS for column in columns),
        "hides_numbers": any(cell.cell.text == HIDDEN for row in rows for cell in row.cells),
    }
