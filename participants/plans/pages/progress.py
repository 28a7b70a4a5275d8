"""The page of what measurements show in a project."""

from dataclasses import dataclass

from esfportal.ui.formats import number
from participants.plans.access import scales_in_use
from participants.plans.distance import FEWEST, Distance, changes, distances
from participants.plans.models import Measurement
from participants.plans.scale_files import Scale, scales
from participants.register.models import Participation


@dataclass(frozen=True)
class DistanceRow:
    text: str
    who: str
    distance: Distance


@dataclass(frozen=True)
class DistanceTable:
    scale: Scale
    rows: list[DistanceRow]


def progress_context(project):
    used, participants = scales_in_use(project), Participation.objects.in_project(project).count()
    found = changes(project) if used else {}
    return {
        "tables": [_table(scale, found, participants) for scale in used],
        "all_scales": [(scale, scale in used) for scale in scales().values()],
        "fewest": number(FEWEST),
    }


def _table(scale, changes_of_all, participants):
    rows = []
    for answered_by in Measurement.AnsweredBy:
        found = distances(changes_of_all, scale, answered_by, participants=participants)
        for question in scale.asked(answered_by):
            rows.append(DistanceRow(question.text, answered_by.label, found[question.key]))
    return DistanceTable(scale, rows)
