"""Drawing of random samples: deterministic, so that the same seed, list and size give the same sample (ADR 178)."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

HEX_DIGITS = 13  # 52 bits, which a double holds exactly: a spreadsheet computes the same start


@dataclass(frozen=True)
class Drawn:
    """An item of a sample. Certain: its amount is so large that every sample of this size has it."""

    code: str
    is_certain: bool = False


def hash_of(seed: str, code: str) -> str:
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def in_order(codes: Iterable[str], seed: str) -> list[str]:
    """Return the codes in the order of their hashes."""
    return sorted(codes, key=lambda code: (hash_of(seed, code), code))


def draw_at_random(codes: Sequence[str], size: int, seed: str) -> list[Drawn]:
    """Draw the first `size` codes in the order of their hashes: each code has the same chance."""
    return [Drawn(code) for code in in_order(codes, seed)[:size]]


def draw_by_amount(amounts: Mapping[str, int], size: int, seed: str) -> list[Drawn]:
    """Draw with chances in proportion to the amounts, positive whole numbers such as öre.

    Items that are not smaller than the interval (the sum through the size) are certain. The others are laid end to
    end in the order of their hashes, and one is taken at each interval from a start that the seed decides.
    """
    certain = certain_codes(amounts, size)
    rest = {code: amount for code, amount in amounts.items() if code not in certain}
    found = [Drawn(code, is_certain=True) for code in in_order(certain, seed)]
    return found + [Drawn(code) for code in _at_intervals(rest, size - len(certain), seed)]


def certain_codes(amounts: Mapping[str, int], size: int) -> set[str]:
    """Return the items that a sample of this size has for certain."""
    certain: set[str] = set()
    while True:  # without these the interval is shorter, which can make others certain
        total = sum(amount for code, amount in amounts.items() if code not in certain)
        left = size - len(certain)
        more = {code for code, amount in amounts.items() if code not in certain and amount * left >= total}
        if not left or not more:
            return certain
        certain |= more


def _at_intervals(amounts: Mapping[str, int], size: int, seed: str) -> list[str]:
    if not size:
        return []
    interval = Fraction(sum(amounts.values()), size)
    point, end, found = start_of(seed) * interval, 0, []
    for code in in_order(amounts, seed):
        end += amounts[code]
        if point < end:  # an item is shorter than the interval, so none is taken twice
            found.append(code)
            point += interval
    return found


def start_of(seed: str) -> Fraction:
    """Return the share of the interval at which the first item is taken: at least 0, less than 1."""
    return Fraction(int(hash_of(seed, "start")[:HEX_DIGITS], 16), 16**HEX_DIGITS)


def digest_of_list(rows: Iterable[tuple[str, int | None]]) -> str:
    """Return the SHA-256 of a list: a line for each item in the order of the codes, "code" or "code;öre"."""
    lines = sorted(code if amount is None else f"{code};{amount}" for code, amount in rows)
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
