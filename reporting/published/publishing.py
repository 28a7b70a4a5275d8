"""Publish what targets have reached: figures that a report has released to the public, and no others."""

# Not today's figures: each publication would be another release, which every later report has to be chosen in
# view of (docs/adr/0181).

from dataclasses import replace

from django.utils import timezone

from accounts.database_access import system_scope, whole_project_access
from projects.models import Project
from reporting.published.models import PublishedResults
from reporting.reports.models import ReportFile


def publish_all():
    with system_scope():
        projects = list(Project.objects.order_by("pk"))
    for project in projects:
        with whole_project_access(project):
            publish(project)


def publish(project):
    codes = set(project.targets.filter(is_public=True).values_list("code", flat=True))
    released = _latest_release(project) if codes else None
    targets = [line for line in released.targets if line.code in codes] if released else []
    if targets:
        figures = _only_targets(released, targets).to_json()
        made = {"figures": figures, "made_at": timezone.now()}
        PublishedResults.objects.update_or_create(project=project, defaults=made)
    else:
        PublishedResults.objects.filter(project=project).delete()


def _latest_release(project):
    reports = project.reports.submitted().filter(releases__audience=ReportFile.Audience.RELEASED)
    latest = reports.order_by("-ends_on", "-submitted_at", "-pk").first()
    return latest and latest.document_for(ReportFile.Audience.RELEASED)


def _only_targets(released, targets):
    lists = ("outputs", "results", "measures", "parts", "rules", "texts", "attachments", "anonymous")
    nothing = {name: [] for name in (*lists, "distances", "hours")}
    # Names of those who signed and submitted are for readers of the report.
    return replace(released, targets=targets, money=None, signature=None, submission=None, **nothing)
