"""Page about undoing an import: effects and obstacles."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from esfportal.ui.formats import number
from participants.employers.models import Employer
from participants.imports.employer_files.undoing import employer_effects
from participants.imports.models import ImportDraft
from participants.imports.progress import history_rows
from participants.register.models import Participation

SHOWN = 100


class ShownObstacle(NamedTuple):
    row: int
    participation: Participation | None
    text: str
    employer: Employer | None = None


def undo_context(job, content, obstacles, *, by):
    (about,) = history_rows([job])
    return {
        "project": job.project,
        "section": ImportDraft.Kind(job.kind).section,
        "job": job,
        "about": about,
        "effects": list(_effects(content)),
        "obstacles": _shown(obstacles[:SHOWN], job.project, by),
        "obstacle_count": len(obstacles),
    }


def _effects(content):
    if count := len(content.entered):
        text = _(
            "New registrations that are voided: %(count)s. The people leave figures, lists and searches."
        )
        yield text % {"count": number(count)}
    if count := len(content.reentries):
        yield _("Re-entries that are taken away: %(count)s.") % {"count": number(count)}
    yield from employer_effects(content)
    if count := len([each for each in content.written if each.column != "protected_identity"]):
        yield _("Values that become what they were: %(count)s.") % {"count": number(count)}
    if count := len(content.outcomes):
        yield _("Outcomes that are withdrawn: %(count)s.") % {"count": number(count)}
    if count := len(content.attendance):
        yield _("Attendance that becomes what it was: %(count)s.") % {"count": number(count)}
    if count := len(content.bookings):
        yield _("Bookings that are taken away: %(count)s.") % {"count": number(count)}


def _shown(obstacles, project, by):
    # Of people whom the user may not see only that there is an obstacle.
    keys = {each.participation for each in obstacles}
    visible = Participation.with_voided.visible_to(by).with_opened_by(by)
    visible = visible.filter(project=project, pk__in=keys)
    found = visible.select_related("person", "project", "merged_into__person").in_bulk()
    hidden = _("Something has been recorded since.")
    rows = {}
    employers = Employer.objects.in_project(project).select_related("project")
    employers = employers.in_bulk({each.employer for each in obstacles if each.employer})
    for each in obstacles:
        if each.employer:
            rows.setdefault(ShownObstacle(each.row, None, each.text, employers.get(each.employer)))
            continue
        participation = found.get(each.participation)
        is_of_nobody = each.participation is None  # a booking
        is_open = is_of_nobody or (
            participation and (participation.is_opened or not participation.is_protected)
        )
        shown = ShownObstacle(each.row, participation, each.text if is_open else hidden)
        rows.setdefault(shown)
    return list(rows)
