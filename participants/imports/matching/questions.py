"""Questions about doubtful rows: the import waits until each is answered."""

from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SPANS_NAMED = 20


@dataclass(frozen=True, slots=True)
class Question:
    code: str  # what it is about; the commands confirm by it
    message: str
    rows: tuple[int, ...]

    @property
    def key(self) -> str:
        # Another file, or a register that has changed, makes another question.
        asked = f"{self.code} {self.rows} {self.message}"
        return f"{self.code}-{sha256(asked.encode('utf-8', 'replace')).hexdigest()[:16]}"

    @property
    def rows_text(self) -> str:
        spans = _spans(self.rows)
        shown = ", ".join(spans[:SPANS_NAMED]) + (" …" if len(spans) > SPANS_NAMED else "")
        return ngettext("Row %(rows)s", "Rows %(rows)s", len(self.rows)) % {"rows": shown}

    def __str__(self) -> str:
        return _("%(rows)s: %(message)s") % {"rows": self.rows_text, "message": self.message}


def _spans(rows: Collection[int]) -> list[str]:
    """Return consecutive rows as one: 3, 5–8."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], row]
        else:
            spans.append([row])
    return ["–".join(map(str, span)) for span in spans]


@dataclass
class Questions:
    """Rows with the same doubt are one question, answered once."""

    _rows: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def ask(self, code: str, message: str, row: int) -> None:
        rows = self._rows.setdefault((code, message), [])
        if row not in rows[-1:]:
            rows.append(row)

    def ask_once(self, code: str, message: str, rows: Collection[int]) -> None:
        self._rows[code, message] = list(rows)

    def listed(self) -> list[Question]:
        found = [Question(code, message, tuple(sorted(rows))) for (code, message), rows in self._rows.items()]
        return sorted(found, key=lambda question: (question.rows[:1], question.code))

    def codes(self) -> list[str]:
        return sorted({code for code, _message in self._rows})

    def unanswered(self, confirmed: Collection[str]) -> list[Question]:
        """Return the questions whose key or code is not among `confirmed`."""
        answers = set(confirmed)
        return [each for each in self.listed() if not answers & {each.key, each.code}]
