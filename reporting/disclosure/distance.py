"""Releases of distance travelled: whether a question's new figures may be shown (docs/adr/0148)."""

# A reader of several releases can calculate what is between them. Each answer that changed, came or went is therefore
# in a group: the answers that were in the same releases. A release is allowed if each group is large, and leaves each
# answer of it open to a reader who knows the group's number, how many went up, the sum, and one of the answers.

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Changes = Mapping[str, int]  # by the measurements that are compared: another pair is another answer


@dataclass(frozen=True)
class DistanceRules:
    fewest: int = 5  # answers of a group
    widest: int = 10  # change


RULES = DistanceRules()


def may_be_released(changes: Changes, earlier: Iterable[Changes], rules: DistanceRules = RULES) -> bool:
    """Return whether these changes may be shown; `earlier`: those behind each release before."""
    groups = _groups([*earlier, changes])
    return bool(changes) and all(_is_open(group, rules) for group in groups)


def _groups(releases: Sequence[Changes]) -> Iterable[list[int]]:
    found: defaultdict[tuple[bool, ...], list[int]] = defaultdict(list)
    for answer, change in {answer: change for each in releases for answer, change in each.items()}.items():
        found[tuple(answer in each for each in releases)].append(change)
    return found.values()


def _is_open(group: list[int], rules: DistanceRules) -> bool:
    if len(group) < rules.fewest:
        return False
    # A reader who has taken part knows one of them.
    rest = (_without(group, known) for known in set(group))
    return all(_leaves_all_open(*each, rules.widest) for each in rest)


def _without(group: list[int], known: int) -> tuple[int, int, int]:
    # Of the others: number, how many went up, and sum.
    return len(group) - 1, sum(change > 0 for change in group) - (known > 0), sum(group) - known


def _leaves_all_open(number: int, up: int, total: int, widest: int) -> bool:
    # The values between them are possible, too: what the others can add up to is without gaps.
    return all(
        _can_add_up(number - 1, up - (change > 0), total - change, widest)
        for change in (-widest, 0, 1, widest)
    )


def _can_add_up(number: int, up: int, total: int, widest: int) -> bool:
    not_up = number - up
    return up >= 0 and not_up >= 0 and up - widest * not_up <= total <= widest * up
