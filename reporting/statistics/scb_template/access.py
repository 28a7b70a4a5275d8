from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import is_administrator
from projects.models import ProgrammePeriod
from reporting.statistics.access import get_project_to_send
from reporting.statistics.scb_template.models import ScbTemplate


@dataclass(frozen=True)
class Owner:
    """A project, or a programme period whose template its projects take over."""

    project: Any  # or None
    period: str

    def url(self, name, *args):
        if self.project:
            return reverse(f"scb_template:{name}", args=[self.project.slug, *args])
        return reverse(f"scb_template:period_{name}", args=[self.period, *args])

    @property
    def period_text(self):
        return ProgrammePeriod(self.period).label

    def draft(self, *, is_locked):
        found = self.templates
        return (found.select_for_update(no_key=True, of=("self",)) if is_locked else found).draft()

    @property
    def templates(self):
        return ScbTemplate.objects.of(self)


def get_owner(user, slug=None, period=None):
    """Return the project that the user leads as a whole, or the period for an administrator."""
    if slug is not None:
        project = get_project_to_send(user, slug)
        return Owner(project, project.programme_period)
    if period not in ProgrammePeriod.values or not is_administrator(user):
        raise Http404
    return Owner(None, period)


def get_periods(user):
    """Return the programme periods for an administrator, the latest first."""
    if not is_administrator(user):
        raise PermissionDenied
    return [Owner(None, period) for period in sorted(ProgrammePeriod.values, reverse=True)]


def get_draft(owner):
    found = owner.templates.draft()
    if found is None:
        raise Http404
    return found


def get_version(owner, version):
    return get_object_or_404(owner.templates, version=version)


def get_used(owner):
    found = owner.templates.filter(used_at__isnull=False).order_by("-version").first()
    if found is None or found.ended_at:
        raise Http404
    return found
