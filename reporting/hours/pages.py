"""Tables of a project's hours, as texts and as rows of files."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.database.swedish_order import sort_key
from esfportal.ui.formats import month_text, number
from participants.attendance.models import Activity
from participants.certificates.states import State
from reporting.reports.hours import minutes as figures
from reporting.reports.hours.minutes import Contact, Hours

MINUTES = Decimal(60)


@dataclass(frozen=True)
class Shown:
    women: str
    men: str
    total: str
    has_any: bool


NO_PLAN = Shown("", "", "–", False)


@dataclass(frozen=True)
class Line:
    name: str
    hours: Hours
    url: str = ""

    @property
    def planned(self):
        # What has week sheets only has no plan.
        return shown(self.hours.planned) if self.hours.sessions else NO_PLAN

    @property
    def attended(self):
        return shown(self.hours.attended)

    @property
    def confirmed(self):
        return shown(self.hours.confirmed)

    @property
    def mean_present(self):
        return number(self.hours.mean_present, decimals=1) if self.hours.held else ""


@dataclass(frozen=True)
class Table:
    key: str  # in files
    heading: str
    name_heading: str
    lines: list[Line]


@dataclass(frozen=True)
class StateLine:
    name: str
    minutes: figures.BySex

    @property
    def attended(self):
        return shown(self.minutes)


@dataclass(frozen=True)
class ContactLine:
    name: str  # "" without a leader
    contact: Contact

    @property
    def hours(self):
        return hours_text(self.contact.minutes)


def hours_of(minutes):
    return Decimal(minutes) / MINUTES


def hours_text(minutes):
    return number(hours_of(minutes), decimals=1)


def shown(minutes):
    return Shown(*map(hours_text, (minutes.women, minutes.men, minutes.total)), minutes.total > 0)


def hours_context(project, facts, span):
    """Return the tables of the page and of the files."""
    related = ("municipality", "intervention", "leader")
    activities = list(Activity.objects.in_project(project).select_related(*related).by_name())
    contacts = _contact_lines(facts, activities)
    return {
        "all": Line("", figures.total(facts)),
        "reported": figures.reported(facts),
        "tables": _tables(project, facts, activities, span),
        "states": _state_lines(facts),
        "contacts": contacts,
        "contact_hours": hours_text(sum(line.contact.minutes for line in contacts)),
    }


def _tables(project, facts, activities, span):
    by_activity = figures.hours_by(facts, lambda activity, _month: activity)
    by_month = figures.hours_by(facts, lambda _activity, month: month)
    period = f"?period={span[1]:%Y-%m}"
    lines = [
        Line(
            each.name,
            by_activity[each.pk],
            reverse("attendance:hours", args=[project.slug, each.pk]) + period,
        )
        for each in activities
        if each.pk in by_activity
    ]
    whole, without = _("The whole project"), _("No intervention of its own")
    municipalities = {each.pk: each.municipality.name if each.municipality else whole for each in activities}
    interventions = {
        each.pk: each.intervention.display_name if each.intervention else without for each in activities
    }
    has_interventions = any(each.intervention for each in activities)
    by_intervention = _lines_by(facts, interventions) if has_interventions else []
    months = [Line(capfirst(month_text(month)), by_month[month]) for month in sorted(by_month)]
    return [
        Table("activity", _("By activity"), _("Activity"), lines),
        Table("municipality", _("By municipality"), _("Municipality"), _lines_by(facts, municipalities)),
        Table("intervention", _("By intervention"), _("Intervention"), by_intervention),
        Table("month", _("By month"), _("Month"), months),
    ]


def _lines_by(facts, names):
    """Return a line for each name, of {activity: name}."""
    found = figures.hours_by(facts, lambda activity, _month: names[activity])
    return [Line(name, found[name]) for name in sorted(found, key=sort_key)]


def _state_lines(facts):
    found = figures.by_state(facts)
    names = {figures.OPEN: pgettext("a month", "open"), **dict(State.choices)}
    return [StateLine(capfirst(str(text)), found[key]) for key, text in names.items() if key in found]


def _contact_lines(facts, activities):
    leaders = {each.leader_id: each.leader.full_name for each in activities if each.leader_id}
    found = figures.contact_by_leader(facts, timezone.localdate())
    lines = [ContactLine(leaders.get(leader, ""), contact) for leader, contact in found.items()]
    return sorted(lines, key=lambda line: (not line.name, sort_key(line.name)))
