"""Saved filters of the running project's list of participants."""

from esfportal.demo.data import running_project
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
