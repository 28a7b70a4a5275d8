"""Sources and purposes of a project by the names that a file may use."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from participants.imports.reading.errors import ParseError

Word = tuple[str, str]  # what is written in the cell, and what it means


class ByName:
    """Parser of a column: one of the rows, by one of its names in either language."""

    def __init__(self, rows: Iterable[Any], names_of: Callable[[Any], Iterable[str]]) -> None:
        self.rows = list(rows)
        self._by_name: dict[str, set[int]] = defaultdict(set)
        for place, row in enumerate(self.rows):
            for language in ("sv", "en"):
                with translation.override(language):
                    for name in filter(None, names_of(row)):
                        self._by_name[name.casefold()].add(place)

    def __call__(self, text: str) -> Any:
        found = self._by_name.get(text.casefold(), set())
        if len(found) == 1:
            return self.rows[min(found)]
        listed = "; ".join(name for name, _meaning in self.words)
        if found:
            raise ParseError(_("Several have this name. Write one of these: %(words)s.") % {"words": listed})
        if not self.rows:
            raise ParseError(_("The project has none yet. Add it on the page of its money."))
        raise ParseError(_("Write one of these: %(words)s.") % {"words": listed})

    @property
    def words(self) -> list[Word]:
        names = [_shown(row) for row in self.rows]
        return [(name, name) for name in names]


def _shown(row: Any) -> str:
    return str(getattr(row, "source_name", None) or row.display_name)


def _names_of_source(line: Any) -> Iterable[str]:
    kind = str(line.get_source_display())
    return line.source_name, line.source, kind, f"{kind} {line.display_organisation}"


def sources_of(project: Any) -> ByName:
    return ByName(project.financing.select_related("organisation"), _names_of_source)


def purposes_of(project: Any) -> ByName:
    return ByName(project.budget_lines.all(), lambda line: (line.display_name, line.name, line.name_en))
