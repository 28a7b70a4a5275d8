"""CSV file of rates: read, and checked line by line."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

COLUMNS = ("kind", "programme", "call", "from", "to", "amount", "unit", "source")
MAY_BE_EMPTY = ("call", "to")
LONGEST = {"call": 40, "source": 200}
MOST = Decimal(100_000)


@dataclass(frozen=True)
class RateRow:
    line: int
    kind: str
    programme: str
    call: str
    starts_on: date
    ends_on: date | None
    price: Decimal
    unit: str
    source: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.programme, self.call, self.kind

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        return self.starts_on <= (ends_on or date.max) and starts_on <= (self.ends_on or date.max)


def read_rates(
    content: bytes, *, kinds: Iterable[str], programmes: Iterable[str], units: Iterable[str]
) -> tuple[list[RateRow], list[str]]:
    """Return the rows of the file, and its mistakes with their line numbers."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], ["the file is not UTF-8"]
    head, _newline, _rest = text.partition("\n")
    lines = csv.reader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    if tuple(name.strip() for name in next(lines, [])) != COLUMNS:
        return [], [f"line 1: the columns are not {'; '.join(COLUMNS)}"]
    allowed = {"kind": set(kinds), "programme": set(programmes), "unit": set(units)}
    rows, mistakes = [], []
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        try:
            rows.append(_row(lines.line_num, cells, allowed))
        except ValueError as error:
            mistakes.append(f"line {lines.line_num}: {error}")
    return rows, mistakes + _overlaps(rows)


def _row(line: int, cells: list[str], allowed: dict[str, set[str]]) -> RateRow:
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} cells, not {len(COLUMNS)}")
    values = {name: cell.strip() for name, cell in zip(COLUMNS, cells, strict=True)}
    for name, value in values.items():
        if not value and name not in MAY_BE_EMPTY:
            raise ValueError(f"{name} is empty")
        if name in allowed and value not in allowed[name]:
            raise ValueError(f"{name} is not one of {', '.join(sorted(allowed[name]))}")
        if len(value) > LONGEST.get(name, len(value)):
            raise ValueError(f"{name} has more than {LONGEST[name]} characters")
    starts_on = _day(values, "from")
    ends_on = _day(values, "to") if values["to"] else None
    if ends_on and ends_on < starts_on:
        raise ValueError("to is before from")
    price = _price(values["amount"])
    kept = (values["kind"], values["programme"], values["call"])
    return RateRow(line, *kept, starts_on, ends_on, price, values["unit"], values["source"])


def _day(values: dict[str, str], name: str) -> date:
    try:
        return date.fromisoformat(values[name])
    except ValueError:
        raise ValueError(f"{name} is not a day like 2020-03-31") from None


def _price(text: str) -> Decimal:
    try:
        price = Decimal(text.replace(",", "."))
    except InvalidOperation:
        price = Decimal(0)
    if not price.is_finite() or not 0 < price < MOST or price != round(price, 2):
        raise ValueError("amount is not kronor above 0, with two decimals at most")
    return price


def _overlaps(rows: list[RateRow]) -> list[str]:
    return [
        f"line {row.line}: the days overlap those of line {other.line}"
        for place, row in enumerate(rows)
        for other in rows[:place]
        if row.key == other.key and row.overlaps(other.starts_on, other.ends_on)
    ]
