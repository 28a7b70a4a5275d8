"""Checksum of a claim: of its lines, and of the certificates behind booked hours."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def digest_of(lines: Iterable[Any], certificates: Mapping[int, Sequence[str]]) -> str:
    """Return the SHA-256 of the lines; `certificates`: checksums by key of an entry."""
    rows = [
        [
            line.entry_id,
            line.booked_on.isoformat(),
            line.source,
            f"{line.amount:.2f}",
            None if line.hours is None else f"{line.hours:.2f}",
            line.note,
            sorted(certificates.get(line.entry_id, ())),
        ]
        for line in sorted(lines, key=lambda line: line.entry_id)
    ]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
