"""Results of a survey: distributions and means, never of fewer than five answers."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from participants.surveys.words import NO, STEPS, YES

FEWEST = 5  # answers that are shown together
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Distribution:
    counts: dict[int, int]  # by value
    mean: float | None  # of a scale

    @property
    def number(self) -> int:
        return sum(self.counts.values())

    def shares(self) -> list[tuple[int, int, float]]:
        """Return (value, number, per cent) of each value."""
        return [(value, found, 100 * found / self.number) for value, found in self.counts.items()]


type Groups = dict[str, dict[str, Distribution]]  # by fact, such as sex, and its value


@dataclass(frozen=True)
class QuestionResult:
    question: Any
    distribution: Distribution | None  # None: too few have answered it
    groups: Groups


def to_count(waiting: Sequence[Any], *, is_closing: bool) -> list[Any]:
    """Return which of the responses that wait join the results."""
    # Five at once, so that no reader of two results knows what fewer have answered; and at random, because a reader
    # may know who came first. Five stay behind, so that the last ones are as many when the survey closes.
    if is_closing:
        return list(waiting) if len(waiting) >= FEWEST else []
    return secrets.SystemRandom().sample(list(waiting), FEWEST) if len(waiting) >= 2 * FEWEST else []


def distribution_of(question: Any, contents: Iterable[Content]) -> Distribution | None:
    values = [
        content["values"][str(question.pk)] for content in contents if str(question.pk) in content["values"]
    ]
    if len(values) < FEWEST:
        return None
    is_scale = question.kind == question.Kind.SCALE
    found = Counter(values)
    counts = {value: found[value] for value in (STEPS if is_scale else (YES, NO))}
    return Distribution(counts, sum(values) / len(values) if is_scale else None)


def results_of(
    questions: Iterable[Any], contents: Sequence[Content], by: Sequence[str] = ()
) -> list[QuestionResult]:
    """Return the result of each question with fixed answers; `by`: ("sex", "part") or less, for groups."""
    if len(contents) < FEWEST:
        return []
    return [
        QuestionResult(each, distribution_of(each, contents), groups_of(each, contents, by))
        for each in questions
        if each.kind != each.Kind.TEXT
    ]


def groups_of(question: Any, contents: Sequence[Content], by: Sequence[str]) -> Groups:
    """Return {fact: {value: distribution}} of the facts, as far as no group of fewer follows from them."""
    answered = [content for content in contents if str(question.pk) in content["values"]]
    groups: Groups = {}
    for fact in by:
        # Those who have not said it are a group too: they are what is left of the total. So are those who share
        # several facts: what is known of each fact adds up to what is known of them.
        together = Counter(tuple(_fact(content, each) for each in (*groups, fact)) for content in answered)
        values = sorted({_fact(content, fact) for content in answered})
        if len(values) > 1 and min(together.values()) >= FEWEST:
            groups[fact] = {
                value: distribution
                for value in values
                if (
                    distribution := distribution_of(
                        question, [c for c in answered if _fact(c, fact) == value]
                    )
                )
            }
    return groups


def _fact(content: Content, name: str) -> str:
    return str(content.get(name) or "")


def texts_of(question: Any, contents: Sequence[Content]) -> list[str]:
    """Return what was written, in an order that says nothing of who wrote it."""
    if len(contents) < FEWEST:
        return []
    return sorted(
        content["texts"][str(question.pk)] for content in contents if content["texts"].get(str(question.pk))
    )
