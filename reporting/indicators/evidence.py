"""Evidence and proof: how many of the people whom a figure counts have an event with it."""

from collections.abc import Mapping

from django.db.models import Q

from participants.register.facts import EVIDENCE_OF, PROOF_OF


def code_with(code: str, limit: str) -> str:
    """Return the code of a figure that a limit (a key of LIMITS) applies to."""
    return f"{code} {limit}"


def with_evidence(q: Q) -> Q | None:
    """Return a condition of a figure, limited to those with an event that counts and has stated evidence.

    None for a condition that no event fulfils, such as the status at entry.
    """
    return _unless_same(q, EVIDENCE_OF)


def with_proof(q: Q) -> Q | None:
    """Return the same for the proof that the project requires."""
    return _unless_same(q, PROOF_OF)


# Of the people counted since the start: attribute of the line -> the limited condition.
LIMITS = {"with_evidence": with_evidence, "with_proof": with_proof}


def _unless_same(q: Q, marks: Mapping[str, str]) -> Q | None:
    limited = _limited(q, marks)
    return None if limited == q else limited


def _limited(q: Q, marks: Mapping[str, str]) -> Q:
    if any(_is_absence(child) for child in q.children):
        return q  # what did not happen needs no evidence
    children = [
        _limited(child, marks) if isinstance(child, Q) else _limited_fact(child, marks)
        for child in q.children
    ]
    return Q(*children, _connector=q.connector, _negated=q.negated)


def _is_absence(child: object) -> bool:
    return isinstance(child, tuple) and child[1] is True and child[0] in {f"{f}__isnull" for f in EVIDENCE_OF}


def _limited_fact(child: tuple[str, object], marks: Mapping[str, str]) -> Q | tuple[str, object]:
    key, value = child
    mark = marks.get(key.split("__")[0])
    return child if mark is None or value is False else Q(child, (mark, True))
