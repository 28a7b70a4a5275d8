"""Messages about cells that could not be read."""

from django.utils.translation import gettext as _

from participants.imports.workbooks.cells import ERROR, INVISIBLE, MARK, MERGED, is_marked


def is_invisible(cell: str) -> bool:
    return cell.startswith(MARK + INVISIBLE)


def is_error(cell: str) -> bool:
    return cell.startswith(MARK + ERROR)


def shown_of(cell: str) -> str:
    """Return what stands in the cell, which may be an error value or the text of a merged range."""
    if not is_marked(cell):
        return cell
    kind, shown = cell[1:2], cell[2:]
    if kind == ERROR:
        return shown or "#"
    return shown.partition(MARK)[2] if kind == MERGED else ""


def message_of(cell: str, sheet: str) -> str:
    kind, shown = cell[1:2], cell[2:]
    match kind:
        case "e" if not sheet:
            return _("The cell has the error %(error)s instead of a value. Write the value.") % {
                "error": shown or "#"
            }
        case "e":
            return _(
                "In the sheet “%(sheet)s” the cell has the error %(error)s instead of a value. Write the value."
            ) % {"sheet": sheet, "error": shown or "#"}
        case "f":
            return _(
                "In the sheet “%(sheet)s” the cell has a formula without a stored result. "
                "Write the value, or open the file in Excel and save it again."
            ) % {"sheet": sheet}
        case "m":
            return _(
                "In the sheet “%(sheet)s” the cell is part of the merged cells %(range)s, so it is not certain "
                "what holds for this row. Separate the cells, and write the value in each row."
            ) % {"sheet": sheet, "range": shown.partition(MARK)[0]}
        case _:
            return _("The cell has only characters that can't be seen (%(code)s). Write the value.") % {
                "code": shown
            }
