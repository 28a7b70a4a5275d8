from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from esfportal.ui.formats import number


def quoted(names: Iterable[str]) -> str:
    return ", ".join(_("“%(name)s”") % {"name": name} for name in names)


@dataclass
class Notices:
    """Facts about the file that the user should know before it is saved, and that are no mistakes."""

    sheet: str = ""  # "" for CSV
    other_sheets: tuple[str, ...] = ()
    hidden_count: int = 0
    hidden: tuple[int, ...] = ()  # the first ones
    rows_above: int = 0  # rows with content above the headings

    def texts(self) -> list[str]:
        """Return a sentence for each, in the active language."""
        found = []
        if self.other_sheets:
            found.append(self.sheets_text())
        if self.hidden_count:
            found.append(self._hidden_text())
        if self.rows_above:
            found.append(
                ngettext(
                    "%(count)s row above the headings is not read.",
                    "%(count)s rows above the headings are not read.",
                    self.rows_above,
                )
                % {"count": number(self.rows_above)}
            )
        return found

    def sheets_text(self) -> str:
        return _("Only the sheet “%(read)s” is read. These have content, too: %(others)s.") % {
            "read": self.sheet,
            "others": quoted(self.other_sheets),
        }

    def _hidden_text(self) -> str:
        rows = ", ".join(map(str, self.hidden)) + (" …" if self.hidden_count > len(self.hidden) else "")
        return ngettext(
            "%(count)s hidden row is read like the others: row %(rows)s.",
            "%(count)s hidden rows are read like the others: rows %(rows)s.",
            self.hidden_count,
        ) % {"count": number(self.hidden_count), "rows": rows}
