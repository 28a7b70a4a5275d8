"""Covers during absence, in My day and on a participant's page."""

from dataclasses import dataclass

from django.utils import timezone

from participants.casework.models import AbsenceCover


@dataclass(frozen=True)
class CoverLine:
    cover: AbsenceCover
    name: str  # of the other one
    project: str
    is_by_user: bool  # the user covers; False: the user is covered


def cover_lines(form):
    lines = []
    for cover in form.covers:
        is_by_user = cover.cover_worker_id == form.user.pk
        other = cover.absent_worker_id if is_by_user else cover.cover_worker_id
        project = form.projects[cover.project_id].display_short_name
        lines.append(CoverLine(cover, form.names[other], project, is_by_user))
    return lines


def covered_for(form, person, case_worker):
    """Return the case worker's name if the user covers today, or ""."""
    for cover in form.covers:
        asked = (form.user.pk, case_worker, person.project_id)
        is_today = cover.starts_on <= form.today
        if is_today and asked == (cover.cover_worker_id, cover.absent_worker_id, cover.project_id):
            return form.names[case_worker]
    return ""


def cover_today(covers, case_worker):
    """Return the cover in force for the case worker, or None."""
    today = timezone.localdate()
    found = (each for each in covers if each.absent_worker_id == case_worker)
    return next((each for each in found if each.starts_on <= today <= each.ends_on), None)
