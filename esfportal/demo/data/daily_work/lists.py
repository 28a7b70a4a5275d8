"""Saved filters of the running project's list of participants, and a case worker who is soon away."""

from datetime import timedelta

from django.utils import timezone

from esfportal.demo.data import running_project
from participants.casework.models import AbsenceCover
from participants.register.models import SavedFilter
from participants.register.saved_filters.actions import save_filter
from projects.models import Project


def save_filters(*, leader, case_worker):
    """Save a filter for the team, and an own one that opens the case worker's list."""
    project = Project.objects.get(slug=running_project.SLUG)
    if SavedFilter.objects.filter(project=project).exists():
        return
    save_filter(project, name="Resultat som saknas", query="status=no-result", is_shared=True, by=leader)
    query = f"status=in&case_worker={case_worker.pk}"
    save_filter(project, name="Mina pågående", query=query, opens_list=True, by=case_worker)


def build_absence(*, absent, cover):
    """Let the colleague cover for the case worker from today."""
    project = Project.objects.get(slug=running_project.SLUG)
    if AbsenceCover.objects.filter(project=project).exists():
        return
    today = timezone.localdate()
    # Not by the action, which sends an e-mail.
    AbsenceCover.objects.create(
        project=project,
        absent_worker=absent,
        cover_worker=cover,
        starts_on=today,
        ends_on=today + timedelta(days=13),
        message="Ring kommunen först",
        recorded_by=absent,
    )
