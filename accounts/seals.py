"""The trails sealed into one chain, and the chain checked: what was altered, removed or put in between.

Seals are made some time after the entries, so that writers never wait for one another's digests; until
then an entry is held by the database's own refusals alone. The work is done in the database (migration
0006), which reads everything whoever asks.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from django.db import connection
from django.utils import timezone

from accounts.history import Seal
from esfportal.history import broken_triggers

MAX_ENTRIES = 10_000  # entries a seal: about as many milliseconds as writers may have to wait
TRIES, PAUSE = 5, 0.2  # at a trail that is being written to
MAX_UNLINKED_AGE = timedelta(days=1)  # an entry that is older and not sealed tells that sealing has stopped


@dataclass(frozen=True)
class ChainBreak:
    """Something that is not as it was sealed; the range is empty where the chain itself is broken."""

    kind: str
    trail: str = ""
    first_id: int | None = None
    last_id: int | None = None
    count: int | None = None

    MESSAGES: ClassVar = {
        "altered": "what it says is not what was sealed",
        "removed": "{count} entries are gone",
        "inserted": "{count} entries were put in afterwards",
        "unreadable": "the table or one of its columns is gone",
        "seal_altered": "the seal itself was altered",
        "seal_missing": "the seal before it is gone, or another stands in its place",
        "anchor_missing": "the digest that was noted is not in the chain: the chain was made anew, or cut off",
        "late": "{count} entries are older than a day and not sealed: sealing has stopped, or seals are gone",
        "unguarded": "a trigger that writes or guards it is gone, switched off or another",
    }

    def __str__(self):
        place = f"{self.trail} {self.first_id}-{self.last_id}" if self.first_id is not None else self.trail
        return f"{place or 'chain'}: {self.MESSAGES[self.kind].format(count=self.count)}"


@dataclass
class ChainCheck:
    """What a check of the chain came to."""

    latest: str = ""  # the newest seal's digest: noted outside the database, it holds all before it
    seals: int = 0
    checked: int = 0  # seals whose rows were read
    breaks: list[ChainBreak] = field(default_factory=list)
    unsealed: dict[str, int] = field(default_factory=dict)


def latest_link():
    """The newest seal, or None."""
    return Seal.objects.order_by("-pk").first()


def extend_chain():
    """Seal what is new in every trail; gives {trail: entries}, None for one that was busy all the time."""
    return {trail: _extend_for(trail) for trail in _logs()}


def _logs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_trails()")
        return [trail for (trail,) in cursor.fetchall()]


def _extend_for(trail):
    sealed = 0
    while True:
        count = _add_link(trail)
        if count is None:
            return sealed or None
        sealed += count
        if count < MAX_ENTRIES:
            return sealed


def _add_link(trail):
    """One seal, or None. Each in a transaction of its own: the lock is held no longer than it takes."""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE)
        with connection.cursor() as cursor:
            cursor.execute("SELECT accounts_seal(%s, %s)", [trail, MAX_ENTRIES])
            (count,) = cursor.fetchone()
        if count is not None:
            return count
    return None


def verify_chain(*, since=None, anchor="", after=""):
    """Check the whole chain, and the rows of the seals made `since` (all, if None).

    `anchor` is a digest that was noted earlier: a chain that was made anew does not hold it. `after` is
    the last digest that went in a purge: the chain must begin with the seal that came next.
    """
    found = ChainCheck()
    found.breaks += [
        ChainBreak("unguarded", table) for table in sorted({t for t, _name in broken_triggers()})
    ]
    seals = _rows("SELECT * FROM accounts_check_seals(%s)", [since or datetime.min.replace(tzinfo=UTC)])
    if seals:
        seals[0]["follows"] = Seal.objects.get(pk=seals[0]["id"]).previous == after.lower()
    for seal in seals:
        found.seals += 1
        found.checked += seal["found_count"] is not None
        found.breaks += _breaks_of(seal)
    found.latest = seals[-1]["digest"] if seals else ""
    if anchor and anchor.lower() not in {after.lower(), *(seal["digest"] for seal in seals)}:
        found.breaks.append(ChainBreak("anchor_missing"))
    for row in _rows("SELECT * FROM accounts_unsealed()"):
        found.unsealed[row["trail"]] = row["count"]
        if row["oldest"] < timezone.now() - MAX_UNLINKED_AGE:
            found.breaks.append(ChainBreak("late", row["trail"], count=row["count"]))
    return found


def _breaks_of(seal):
    place = {name: seal[name] for name in ("trail", "first_id", "last_id")}
    if not seal["is_whole"]:
        yield ChainBreak("seal_altered", **place)
    if not seal["follows"]:
        yield ChainBreak("seal_missing", **place)
    if seal["found_count"] is None or seal["is_same"]:
        return
    more = seal["found_count"] - seal["count"]
    if seal["is_same"] is None:
        yield ChainBreak("unreadable", **place)
    elif more:
        yield ChainBreak("inserted" if more > 0 else "removed", **place, count=abs(more))
    else:
        yield ChainBreak("altered", **place)


def _rows(sql, params=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
