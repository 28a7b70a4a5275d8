"""Periods of reports: within the project's days, and what to ask about reports that there are already."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from esfportal.ui.formats import date_text, moment


@dataclass(frozen=True)
class PeriodWarning:
    code: str
    message: str


def period_problems(project, starts_on, ends_on):
    """Return {field: message} of the days that are outside the project's; a day may be None."""
    days = [day for day in (project.starts_on, project.ends_on) if day]
    is_outside = {
        name: any(
            (
                project.starts_on and day < project.starts_on,
                project.ends_on and day > project.ends_on,
            )
        )
        for name, day in (("starts_on", starts_on), ("ends_on", ends_on))
        if day
    }
    text = _("Choose a day of the project, %(days)s.") % {"days": _days_text(*days)} if days else ""
    return {name: text for name, outside in is_outside.items() if outside}


def _days_text(*days):
    return " – ".join(map(date_text, days))


def overlapping_reports(project, kind, starts_on, ends_on, *, but=None):
    """Return the submitted reports of the kind with some of the same days, for which a new one gives a reason.

    None of a next version: it says what it replaces.
    """
    others = project.reports.submitted().of_days(starts_on, ends_on).filter(kind=kind)
    others = others.exclude(pk=but.pk) if but else others
    found = list(others.without_figures().order_by("submitted_at", "pk"))
    same = [other for other in found if (other.starts_on, other.ends_on) == (starts_on, ends_on)]
    if same and same[-1].is_returned:
        return []
    return [other for other in found if not other.is_returned]


def overlap_problem(reports):
    text = _(
        "Some of the same days are in a report of the same kind that was submitted: %(reports)s. "
        "Write why this one is made."
    )
    return text % {"reports": _periods_text(reports)}


def period_warnings(project, kind, starts_on, ends_on, explained=()):
    """Return what to ask before another report is made for some of the same days."""
    if project.reports.draft_for(kind, starts_on, ends_on):
        return []  # it is opened instead
    # An earlier version of a report that the reason is about needs no answer of its own.
    answered = {(each.kind, each.starts_on, each.ends_on) for each in explained}
    overlapping = [
        other
        for other in project.reports.overlapping(kind, starts_on, ends_on)
        if (other.kind, other.starts_on, other.ends_on) not in answered
    ]
    same = [r for r in overlapping if (r.kind, r.starts_on, r.ends_on) == (kind, starts_on, ends_on)]
    others = [r for r in overlapping if r not in same]
    found = []
    if same:
        text = _("There is a report for exactly this period already (%(reports)s). Make another one.")
        found.append(PeriodWarning("same_period", text % {"reports": _submissions_text(same)}))
    if others:
        text = _(
            "Reports for some of the same days: %(reports)s. The funders can compare them, so more numbers are "
            "hidden in the later one. Make it all the same."
        )
        found.append(PeriodWarning("overlap", text % {"reports": _periods_text(others)}))
    return found


def _submissions_text(reports):
    return ", ".join(_("submitted %(moment)s") % {"moment": moment(r.submitted_at)} for r in reports)


def _periods_text(reports):
    return ", ".join(f"{r.starts_on} – {r.ends_on} ({r.state_label})" for r in reports)
