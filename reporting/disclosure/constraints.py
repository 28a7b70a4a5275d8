"""Constraints: the sums of increments of which an outsider knows something."""

from dataclasses import dataclass, replace

from reporting.disclosure.increments import Terms

UNBOUNDED = 10**9


@dataclass(frozen=True, slots=True)
class Constraint:
    """A sum of increments that may change from min_change to max_change."""

    # A published number may not change at all, a relation only as far as it still holds.
    terms: Terms
    value: int
    min_change: int = 0
    max_change: int = 0
    loss: float | None = None  # of suppressing it; None where that is not possible
    # The smallest value an outsider must consider possible once it is suppressed: 1, or 0 if only withheld
    # reports print it, since they alone suppress zeros.
    min_value: int = 0

    def allows(self, change: int) -> bool:
        return self.min_change <= change <= self.max_change

    def allows_when_suppressed(self, change: int) -> bool:
        return self.value + change >= self.min_value

    def loss_if_suppressed(self, change: int) -> float | None:
        # None if it is suppressed already, or must not change by this much even so.
        is_fixed = self.min_change == self.max_change == 0
        return self.loss if is_fixed and self.allows_when_suppressed(change) else None

    def suppressed(self) -> "Constraint":
        # The true value always stays possible, even the fall of a part below min_value in a withheld report.
        return replace(self, min_change=min(self.min_value - self.value, 0), max_change=UNBOUNDED)
