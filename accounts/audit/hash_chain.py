"""Hash chain over the append-only logs."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.db import connection
from django.utils import timezone

from accounts.audit.cross_check import entries_without_change, unfounded_entries
from accounts.audit.models import AuditEntry, ChainLink
from accounts.audit.row_history import broken_triggers

# Links are added some time after the rows, so that writers need not wait for digests. Until then a row is
# protected only by the append-only trigger. The work is done by SQL functions (migration 0006), which
# read all rows whatever the access scope is.

MAX_ENTRIES = 10_000  # for each link; writers may wait about as many milliseconds
TRIES, PAUSE = 5, 0.2  # attempts (and seconds between them) to lock a log that is written to
MAX_UNLINKED_AGE = timedelta(days=1)  # older rows without a link: the scheduled task has stopped

Row = dict[str, Any]  # of a query's result, by column


@dataclass(frozen=True)
class ChainBreak:
    kind: str
    log_table: str = ""
    first_id: int | None = None  # the range is empty if the chain itself is broken
    last_id: int | None = None
    count: int | None = None

    MESSAGES: ClassVar[dict[str, str]] = {
        "altered": "its content differs from what was linked",
        "removed": "{count} entries are missing",
        "inserted": "{count} entries were inserted afterwards",
        "unreadable": "the table or one of its columns is missing",
        "link_altered": "the link itself was altered",
        "link_missing": "the link before it is missing, or was replaced",
        "anchor_missing": "the digest that was noted is not in the chain: the chain was made again, or cut off",
        "late": "{count} entries are older than a day and not linked: linking has stopped, or links are missing",
        "unfounded": "{count} rows differ from their newest entry: it is false or removed, or the change has none",
        "without_change": "{count} entries are about a change that their transaction did not make",
        "unguarded": "a trigger that writes or guards it is missing, disabled or replaced",
    }

    # Of those with a count, for one.
    MESSAGES_FOR_ONE: ClassVar[dict[str, str]] = {
        "removed": "1 entry is missing",
        "inserted": "1 entry was inserted afterwards",
        "late": "1 entry is older than a day and not linked: linking has stopped, or links are missing",
        "without_change": "1 entry is about a change that its transaction did not make",
        "unfounded": "1 row differs from its newest entry: it is false or removed, or the change has none",
    }

    def __str__(self) -> str:
        span = (
            f"{self.log_table} {self.first_id}-{self.last_id}"
            if self.first_id is not None
            else self.log_table
        )
        messages = (
            self.MESSAGES_FOR_ONE if self.count == 1 and self.kind in self.MESSAGES_FOR_ONE else self.MESSAGES
        )
        return f"{span or 'chain'}: {messages[self.kind].format(count=self.count)}"


@dataclass
class ChainCheck:
    latest: str = ""  # digest of the newest link; kept outside the database, it proves all rows before it
    links: int = 0
    checked: int = 0  # links whose rows were read again
    breaks: list[ChainBreak] = field(default_factory=list)
    unlinked: dict[str, int] = field(default_factory=dict)


def latest_link() -> ChainLink | None:
    return ChainLink.objects.order_by("-pk").first()


def extend_chain() -> dict[str, int | None]:
    """Add links for new rows of every log. Return {log: rows, None if locked}."""
    return {log: _extend_for(log) for log in _logs()}


def _logs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_logs()")
        return [log for (log,) in cursor.fetchall()]


def _extend_for(log: str) -> int | None:
    total = 0
    while True:
        count = _add_link(log)
        if count is None:
            return total or None
        total += count
        if count < MAX_ENTRIES:
            return total


def _add_link(log: str) -> int | None:
    # One transaction for each link, so that the lock is short.
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE)
        with connection.cursor() as cursor:
            cursor.execute("SELECT audit_extend_chain(%s, %s)", [log, MAX_ENTRIES])
            (count,) = cursor.fetchone()
        if count is not None:
            return count
    return None


def verify_chain(*, since: datetime | None = None, anchor: str = "", after: str = "") -> ChainCheck:
    """Check the chain, and the rows of links made after `since` (None: all)."""
    # `anchor`: a digest noted earlier, missing if the chain was made again. `after`: the last digest that
    # was deleted by a purge; the chain must start with the link after it.
    found = ChainCheck()
    found.breaks += [
        ChainBreak("unguarded", table) for table in sorted({t for t, _name in broken_triggers()})
    ]
    links = _rows("SELECT * FROM audit_check_chain(%s)", [since or datetime.min.replace(tzinfo=UTC)])
    if links:
        links[0]["follows"] = ChainLink.objects.get(pk=links[0]["id"]).previous == after.lower()
    for link in links:
        found.links += 1
        found.checked += link["found_count"] is not None
        found.breaks += _breaks_of(link)
    found.latest = links[-1]["digest"] if links else ""
    if anchor and anchor.lower() not in {after.lower(), *(link["digest"] for link in links)}:
        found.breaks.append(ChainBreak("anchor_missing"))
    for row in _rows("SELECT * FROM audit_unlinked_rows()"):
        found.unlinked[row["log_table"]] = row["count"]
        if row["oldest"] < timezone.now() - MAX_UNLINKED_AGE:
            found.breaks.append(ChainBreak("late", row["log_table"], count=row["count"]))
    if since is None:
        found.breaks += [ChainBreak("unfounded", table, count=count) for table, count in unfounded_entries()]
        if count := entries_without_change():
            found.breaks.append(ChainBreak("without_change", AuditEntry._meta.db_table, count=count))
    return found


def _breaks_of(link: Row) -> Iterator[ChainBreak]:
    span = {name: link[name] for name in ("log_table", "first_id", "last_id")}
    if not link["is_whole"]:
        yield ChainBreak("link_altered", **span)
    if not link["follows"]:
        yield ChainBreak("link_missing", **span)
    if link["found_count"] is None or link["is_same"]:
        return
    more = link["found_count"] - link["count"]
    if link["is_same"] is None:
        yield ChainBreak("unreadable", **span)
    elif more:
        yield ChainBreak("inserted" if more > 0 else "removed", **span, count=abs(more))
    else:
        yield ChainBreak("altered", **span)


def _rows(sql: str, params: Sequence[object] = ()) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
