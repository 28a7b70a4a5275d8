"""Made-up numbers of anonymous participants of the running project."""

from django.utils import timezone

from esfportal.demo.data import running_project
from participants.anonymous.actions import add_count
from participants.anonymous.models import AnonymousCount
from projects.models import Project

COUNTS = (("2180", 2, 1), ("2104", 0, 1))  # municipality, women, men


def build_anonymous_counts(*, by):
    """Add them for this year and the one before; a project that has some is left unchanged."""
    project = Project.objects.get(slug=running_project.SLUG)
    if project.anonymous_counts.exists():
        return
    this_year = timezone.localdate().year
    for year in {this_year, max(this_year - 1, project.starts_on.year)}:
        for code, women, men in COUNTS:
            numbers = {"women": women, "men": men}
            add_count(AnonymousCount(project=project, year=year, municipality_id=code, **numbers), by=by)
