"""The result of a sample: shares of faults, and for money the projected amount."""

import hashlib
import json
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from reporting.sampling.method.estimates import (
    CheckedAmount,
    exact_interval,
    projected_at_random,
    projected_by_amount,
)
from reporting.sampling.states import Answer, Method

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Share:
    """Faults of `size` checked, with the limits of the exact interval, in per cent."""

    faults: int
    size: int

    @property
    def percent(self) -> float:
        return 100 * self.faults / self.size if self.size else 0

    @property
    def interval(self) -> tuple[float, float]:
        low, high = exact_interval(self.faults, self.size) if self.size else (0, 1)
        return 100 * low, 100 * high


@dataclass(frozen=True)
class QuestionResult:
    text: str
    share: Share  # of the items that the question applies to


@dataclass(frozen=True)
class Projection:
    """Money: the amounts checked and the fault of the list that they point to."""

    checked: Decimal
    found: Decimal
    projected: Decimal
    total: Decimal

    @property
    def percent(self) -> Decimal:
        return 100 * self.projected / self.total


@dataclass(frozen=True)
class Result:
    items: Share
    questions: list[QuestionResult]
    projection: Projection | None


def result_of(sample: Any, items: list[Any], language: str) -> Result:
    """Return the result of the items, all of which are checked."""
    return Result(
        Share(sum(item.has_fault for item in items), len(items)),
        [
            QuestionResult(question[language], _share_of(question["key"], items))
            for question in sample.questions
        ],
        _projection(sample, items) if sample.is_money else None,
    )


def _share_of(key, items):
    answers = [item.answers.get(key) for item in items]
    return Share(answers.count(Answer.FAULT), answers.count(Answer.FAULT) + answers.count(Answer.OK))


def _projection(sample, items):
    checked = [CheckedAmount(each.amount, each.fault_amount or Decimal(), each.is_certain) for each in items]
    project = projected_by_amount if sample.method == Method.AMOUNT else projected_at_random
    return Projection(
        sum((each.amount for each in checked), Decimal()),
        sum((each.fault for each in checked), Decimal()),
        project(checked, sample.total).quantize(CENT, ROUND_HALF_UP),
        sample.total,
    )


def digest_of_result(sample: Any, items: list[Any]) -> str:
    """Return the SHA-256 of the drawing and the answers. The notes are not in it: they may name people."""
    found = [
        [
            item.code,
            sorted(item.answers.items()),
            None if item.fault_amount is None else f"{item.fault_amount:.2f}",
        ]
        for item in items
    ]
    drawn = [sample.digest, sample.method, sample.seed, sample.size, found]
    return hashlib.sha256(json.dumps(drawn, ensure_ascii=False).encode()).hexdigest()
