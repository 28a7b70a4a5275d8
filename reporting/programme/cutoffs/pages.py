"""The page of an export by cut-off date: progress, what is missing, broken rules, and what is new."""

import json
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.jobs.pages import progress_context
from projects.models import Project
from reporting.indicators.frameworks import for_period
from reporting.programme.cutoffs.content import (
    TRANSITION,
    ProjectChange,
    breaches_of,
    changes_of,
    lacking_facts,
)
from reporting.programme.models import CutoffExport

MOST_FIGURES = 6  # of a project, in the table


def export_context(export):
    address = reverse("programme:cutoff_progress", args=[export.pk])
    context = progress_context(export, step_text=_step_text(export), poll_url=address) | {"export": export}
    return context | _made(export) if export.is_made else context


def people_of_last(exports, programme_period):
    """Return the last frozen export of a programme period, and how many people it counts once; or None."""
    if export := exports.last_of(programme_period):
        return {"export": export, "people": sum(json.loads(export.people))}
    return None


def _step_text(export):
    return _("Counting the participants of each project") if export.step else _("Waiting for its turn")


def _made(export):
    framework, earlier = for_period(export.programme_period), CutoffExport.objects.before(export)
    before = earlier.content if earlier else None
    breaches = breaches_of(export.content, framework, before)
    changes = changes_of(export.content, before) if before else []
    lacking = lacking_facts(export.content)
    projects = _projects([*(slug for slug, _missing in lacking), *(change.slug for change in changes)])
    women, men = export.content["people"]
    return {
        "breaches": [BreachRow(each, _place_text(each.place), _gender(each.gender)) for each in breaches],
        "earlier": earlier,
        "changes": [ChangeRow.of(each, projects) for each in changes],
        "lacking": [(_named(slug, projects), _names(missing)) for slug, missing in lacking],
        "counted": len(export.content["projects"]),
        "others": export.result.get("others", 0),
        "people": {"women": women, "men": men, "total": women + men},
        "needs_reason": bool(breaches or lacking),
    }


@dataclass(frozen=True)
class BreachRow:
    breach: object
    place: str
    gender: str


@dataclass(frozen=True)
class ChangeRow:
    project: object
    kind: str
    has_fallen: bool
    figures: list
    more: int

    @classmethod
    def of(cls, change: ProjectChange, projects):
        kinds = {"new": _("new in the export"), "gone": _("no longer in the export"), "changed": ""}
        kind = _("moved to another place of the export") if change.has_moved else kinds[change.kind]
        shown = list(change.figures[:MOST_FIGURES])
        has_fallen = any(figure.has_fallen for figure in change.figures)
        more = len(change.figures) - len(shown)
        return cls(_named(change.slug, projects), kind, has_fallen, shown, more)


def _projects(slugs):
    return {project.slug: project for project in Project.objects.filter(slug__in=slugs)}


def _named(slug, projects):
    # A colleague's export may have projects that the reader does not follow.
    project = projects.get(slug)
    return {
        "name": project.display_short_name if project else slug,
        "url": project.get_absolute_url() if project else "",
    }


def _names(missing):
    names = {
        "cci": _("programme's CCI"),
        "priority": _("programme area"),
        "objective": _("specific objective"),
    }
    return ", ".join(str(names[name]) for name in missing)


def _gender(gender):
    return {"women": _("women"), "men": _("men"), "total": _("total")}[gender]


def _place_text(place):
    none = _("not entered")
    category = _("transition region") if place.category == TRANSITION else _("more developed region")
    return capfirst(", ".join([place.cci or none, place.priority or none, place.objective or none, category]))
