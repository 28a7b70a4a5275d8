"""Months of a project: their versions, states and differences."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from esfportal.security.encryption import Unreadable
from reporting.statistics import register_rows
from reporting.statistics.models import MonthlyFile, MonthlySettings
from reporting.statistics.monthly.checks import findings_of
from reporting.statistics.monthly.differences import are_alike, differences
from reporting.statistics.monthly.facts import Fact
from reporting.statistics.monthly.months import last_of, months_between, next_month, rows_in
from reporting.statistics.monthly.states import Month, State, states_of
from reporting.statistics.scb_template.models import ScbTemplate


def settings_of(project):
    return MonthlySettings.objects.filter(project=project).first() or MonthlySettings(project=project)


@dataclass
class Overview:
    """A project's months as the register has them today."""

    project: object
    today: date = field(default_factory=timezone.localdate)

    @cached_property
    def settings(self):
        return settings_of(self.project)

    @cached_property
    def template(self):
        return ScbTemplate.objects.in_force(self.project)

    @cached_property
    def facts(self):
        """Return the facts that a file of the project has."""
        of_template = [column.field for column in self.template.columns] if self.template else []
        asked = {*of_template, *self.settings.more_columns}
        return [name for name in Fact.values if name in asked]

    @cached_property
    def participants(self):
        return register_rows.participants_of(self.project)

    @cached_property
    def latest(self):
        found = MonthlyFile.objects.filter(project=self.project).select_related("prepared_by", "sent_by")
        return {each.month: each for each in found.order_by("month", "version")}

    @cached_property
    def months(self):
        starts = [start for each in self.participants for start, _end in each.periods]
        starts += [month for each in self.participants for month in each.hours]
        first = min((day for day in (self.project.starts_on, *starts) if day), default=self.today)
        if self.settings.first_month:
            first = self.settings.first_month
        ends_on = self.project.ends_on
        last = min(self.today, max([ends_on, *starts])) if ends_on else self.today
        return months_between(first, last)

    @cached_property
    def states(self):
        return states_of(self._month(each) for each in {*self.months, *self.latest})

    def state(self, month):
        return self.states.get(month, State.NOT_OPEN)

    def rows(self, month):
        """Return today's rows of the month, with keyed hashes in place of the numbers."""
        return rows_in(self.participants, month, self.settings.rules)

    def numbered(self, month):
        """Return (today's rows of the month with the numbers, what is found in them)."""
        rows = self.rows(month)
        numbers, unreadable = register_rows.numbers_of(rows)
        time = (self.project.starts_on, self.project.ends_on)
        about = {"project_time": time, "unreadable": unreadable}
        return register_rows.with_numbers(rows, numbers), findings_of(rows, self.participants, month, **about)

    def changes(self, month):
        """Return the differences of the latest version from today's rows."""
        file = self.latest.get(month)
        if file is None:
            return []
        merged = register_rows.merged_into(self.project)
        before = _frozen(file) or []
        return differences(before, self.rows(month), lambda key: merged.get(key, key), facts=self.facts)

    def _month(self, month):
        is_over, file = last_of(month) < self.today, self.latest.get(month)
        if file is None:
            return Month(month, is_over)
        before = _frozen(file)
        # What can't be read any more is prepared again.
        differs = before is None or not are_alike(before, self.rows(month), self.facts)
        return Month(month, is_over, file.version, file.pk, file.is_sent, differs)


def opens_on(month):
    return next_month(month)


def _frozen(file):
    try:
        return register_rows.with_hashes(file.rows)
    except Unreadable:
        return None


def in_sent_months(project, keys, since):
    """Return {key of a participation: text} of those with a row in a month that was prepared since and sent."""
    sent = MonthlyFile.objects.filter(project=project, prepared_at__gt=since, sent_on__isnull=False)
    standing = {row.key for file in sent for row in _frozen(file) or ()}
    text = _("A monthly file that was sent to SCB since has the person.")
    return {key: text for key in keys if key in standing}
