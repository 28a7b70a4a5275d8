"""Turn the result of a check into compressed JSON, and back."""

import gzip
import json
from dataclasses import fields
from datetime import date
from typing import Any

from participants.imports.matching.plan import Candidate, Change, Counts, ParticipantRow, PersonQuestion
from participants.imports.matching.questions import Question
from participants.imports.reading.errors import ProblemKind, Problems
from participants.imports.reading.masking import mask_numbers
from participants.imports.review.result import PROBLEMS_KEPT, CheckResult, ConcernedRow
from participants.imports.review.states import RowState

PLAIN = ("counted_twice", "corrected", "notices", "file_error", "sums")
OF_PROBLEM = ("row", "column", "value", "message", "kind", "key", "is_whole")
STATES = {state.value: state for state in RowState}


def packed(result: CheckResult) -> bytes:
    given = {name: getattr(result, name) for name in PLAIN} | {
        "rows": result.rows,
        "states": [str(state) for state in result.states],
        "counts": dict(result.counts),
        "changes": [[each.row, each.column, each.old, each.new] for each in result.changes],
        "repeats": list(result.repeats.items()),
        "participation_of": list(result.participation_of.items()),
        "shown": sorted(result.shown),
        "problems": _from_problems(result.problems),
        "questions": [[each.code, each.message, each.rows] for each in result.questions],
        "people": [_from_person_question(each) for each in result.people],
        "concerned": list(result.concerned.items()),
        "other_sheets": result.other_sheets,
        "alone": sorted(result.alone),
        "said": list(result.said.items()),
    }
    return gzip.compress(json.dumps(given, ensure_ascii=False).encode("utf-8", "replace"), 3)


def unpacked(content: bytes) -> CheckResult:
    kept = json.loads(gzip.decompress(content))
    return CheckResult(
        **{name: kept[name] for name in PLAIN if name in kept},
        rows=kept["rows"],
        states=[STATES[state] for state in kept["states"]],
        counts=Counts(kept["counts"]),
        changes=[Change(*each) for each in kept["changes"]],
        repeats=dict(kept["repeats"]),
        participation_of=dict(kept["participation_of"]),
        shown=frozenset(kept["shown"]),
        problems=_to_problems(kept["problems"]),
        questions=[Question(code, message, tuple(rows)) for code, message, rows in kept["questions"]],
        people=[_to_person_question(each) for each in kept["people"]],
        concerned={row: ConcernedRow(*each) for row, each in kept["concerned"]},
        other_sheets=tuple(kept["other_sheets"]),
        alone=frozenset(kept.get("alone", ())),
        said=dict(kept.get("said", ())),
    )


def _from_problems(problems: Problems) -> dict[str, Any]:
    return {
        "count": problems.count,
        "columns": problems.columns,
        "notices": problems.notices,
        "unknown_headings": problems.unknown_headings,
        "header_row": problems.header_row,
        "heading_rows": problems.heading_rows,
        "kinds": list(problems.kinds.items()),
        "listed": [[getattr(each, name) for name in OF_PROBLEM] for each in problems.listed],
    }


def _to_problems(kept: dict[str, Any]) -> Problems:
    problems = Problems(PROBLEMS_KEPT)
    problems.columns, problems.notices = kept["columns"], kept["notices"]
    problems.unknown_headings, problems.header_row = kept["unknown_headings"], kept["header_row"]
    problems.heading_rows = kept["heading_rows"]
    for row, column, value, message, kind, key, is_whole in kept["listed"]:
        cell = value if is_whole else None
        problems.add(row, column, value, message, ProblemKind(kind), key=key, cell=cell)
    problems.count = kept["count"]
    problems.kinds = {row: ProblemKind(kind) for row, kind in kept["kinds"]}
    return problems


def _from_person_question(question: PersonQuestion) -> dict[str, Any]:
    return {
        "rows": [_from_row(row) for row in question.rows],
        "answer": question.answer,
        "candidates": [
            [each.value, each.participation_id, each.row and _from_row(each.row)]
            for each in question.candidates
        ],
    }


def _to_person_question(kept: dict[str, Any]) -> PersonQuestion:
    return PersonQuestion(
        [_to_row(row) for row in kept["rows"]],
        tuple(
            Candidate(value, participation, row and _to_row(row))
            for value, participation, row in kept["candidates"]
        ),
        kept["answer"],
    )


# What the comparison of two people shows, and the key of the question is made of.
DATES = ("birth_date", "entry_date", "exit_date")
NEEDLESS = ("entry_pieces", "warnings", "situation")
KEPT = [each.name for each in fields(ParticipantRow) if each.name not in (*NEEDLESS, "key", "digits")]


def _from_row(row: ParticipantRow) -> dict[str, Any]:
    kept = {name: getattr(row, name) for name in KEPT}
    for name in DATES:
        kept[name] = kept[name] and kept[name].isoformat()
    if isinstance(row.key, bytes):
        kept["key"] = row.key.hex()
    else:
        given, family, born, sex = row.key
        kept["key"] = [given, family, born.isoformat(), sex]
    return kept | {"digits": mask_numbers(row.digits)}


def _to_row(kept: dict[str, Any]) -> ParticipantRow:
    given = dict(kept, entry_pieces=())
    for name in DATES:
        given[name] = given[name] and date.fromisoformat(given[name])
    key = given["key"]
    given["key"] = (
        bytes.fromhex(key) if isinstance(key, str) else (key[0], key[1], date.fromisoformat(key[2]), key[3])
    )
    return ParticipantRow(**given)
