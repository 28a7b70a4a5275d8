"""Distance travelled of a project, added to its report, and to what is kept of it for the next one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

from participants.plans.access import scales_in_use
from participants.plans.distance import FEWEST, changes
from participants.plans.models import Measurement
from reporting.indicators.distance.distance_line import DistanceLine
from reporting.indicators.measures import PARTICIPANTS, per_cent, round_half_up
from reporting.indicators.names import Name


def with_distances(computed, project):
    """Return the computed report with the changes of the scales in use; without any five answers it has none."""
    # Not a part of figures.compute, because pages ask for figures alone.
    scales = scales_in_use(project)
    if not scales:
        return computed
    document = computed.document
    found = changes(project, date.fromisoformat(document.ends_on))
    participants = next(line.cumulative.total for line in document.measures if line.code == PARTICIPANTS)
    lines, measured = [], {}
    for scale, answered_by in product(scales, Measurement.AnsweredBy.values):
        of_scale = []
        for question in scale.asked(answered_by):
            of_question = found.get((scale.code, question.key, answered_by), {})
            line = _line(scale, question, answered_by, of_question, participants)
            of_scale.append(line)
            measured[line.key] = of_question
        # Where the case workers answer nothing, the report has no rows of theirs.
        lines += of_scale if any(line.is_shown for line in of_scale) else []
    if not lines:
        return computed
    people = {**computed.people, "measured": measured}
    return replace(computed, document=replace(document, distances=lines), people=people)


def _line(scale, question, answered_by, found, participants):
    line = DistanceLine(scale.code, Name(**scale.names), question.key, Name(**question.texts), answered_by)
    people = len(found)
    if people < FEWEST:
        return line
    return replace(
        line,
        people=people,
        stepped_up=sum(change > 0 for change in found.values()),
        mean=str(round_half_up(Decimal(sum(found.values())) / people, 1)),
        missing=per_cent(max(0, participants - people), participants),
    )
