"""Week sheets as pages show them: of a participant, of an activity's week, and one with its confirmations."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit.row_history import Label
from esfportal.ui.formats import period
from participants.attendance.models import Attendance
from participants.attendance.pages.calendar import Week, week_with
from participants.attendance.pages.duration import minutes_text
from participants.register.models import Participation
from participants.register.pages.page_context import HistorySource
from participants.week_sheets import access, days
from participants.week_sheets.actions import lacks_scan, scans_of
from participants.week_sheets.models import WeekSheet, WeekSheetHistory
from participants.week_sheets.states import STEPS, STYLES, VERBS, Step

MOST_WEEKS = 60  # of a participant, latest first
MEANS = {"paper": gettext_lazy("on paper"), "link": gettext_lazy("by a link")}


@dataclass(frozen=True)
class WeekRow:
    """A participant's week at an activity, with its sheet if there is one."""

    week: Week
    sheet: WeekSheet | None
    participation: Participation
    url: str
    activity: str = ""

    @property
    def style(self):
        return STYLES[WeekSheet.State(self.sheet.state)] if self.sheet else "warn"

    @property
    def state(self):
        return self.sheet.get_state_display() if self.sheet else _("no sheet")

    @property
    def hours(self):
        return minutes_text(self.sheet.minutes) if self.sheet else ""


def sheet_url(participation, activity, week):
    args = [participation.project.slug, participation.public_id, activity, week.year, week.number]
    return reverse("week_sheets:sheet", args=args)


def person_rows(participation):
    """Return the participant's weeks that have, or are to have, a sheet; latest first."""
    today = timezone.localdate()
    weeks = {}
    for sheet in access.sheets_of(participation):
        weeks[sheet.monday, sheet.activity] = sheet
    for enrolment in access.enrolments_with_sheets(participation):
        last = min(enrolment.ends_on or today, today)
        monday = week_with(last).monday
        first = max(enrolment.starts_on, last - timedelta(weeks=MOST_WEEKS))
        while monday >= week_with(first).monday:
            weeks.setdefault((monday, enrolment.activity), None)
            monday -= timedelta(weeks=1)
    rows = sorted(weeks.items(), key=lambda row: (row[0][0], row[0][1].name), reverse=True)
    return [
        WeekRow(
            week_with(monday),
            sheet,
            participation,
            sheet_url(participation, activity.pk, week_with(monday)),
            activity.name,
        )
        for (monday, activity), sheet in rows[:MOST_WEEKS]
    ]


def week_rows(enrolments, activity, week):
    people = {}
    for enrolment in enrolments:
        record = enrolment.participation.merged_into or enrolment.participation
        record.project = activity.project
        people[record.pk] = record
    found = WeekSheet.objects.with_record().filter(activity=activity, monday=week.monday, record__in=people)
    sheets = {sheet.record: sheet for sheet in found.order_by("pk")}
    return [
        WeekRow(week, sheets.get(key), record, sheet_url(record, activity.pk, week))
        for key, record in people.items()
    ]


@dataclass(frozen=True)
class StepLink:
    step: Step
    text: str
    url: str


def step_links(sheet):
    if sheet.pk is None:
        return []
    participation = sheet.page_of
    args = [participation.project.slug, participation.public_id, sheet.pk]
    return [
        StepLink(step, VERBS[step], reverse("week_sheets:step", args=[*args, step]))
        for step in STEPS[WeekSheet.State(sheet.state)]
        if can_be_taken(step, sheet, participation)
    ]


def can_be_taken(step, sheet, participation):
    if step == Step.LINK:
        return not participation.person.is_protected
    return step != Step.UNLINK or sheet.has_link


def day_rows(sheet):
    return [
        {
            "date": day.date,
            "time": f"{day.starts_at:%H:%M}–{day.ends_at:%H:%M}",
            "break": day.break_minutes,
            "reason": capfirst(str(Attendance.Reason(day.reason).label)) if day.reason else "",
            "hours": minutes_text(day.minutes),
        }
        for day in sheet.days
    ]


def sheet_texts(sheet):
    """Yield what a sheet says, for the register extract: its days, and who confirmed them."""
    for row in day_rows(sheet):
        yield f"{row['date']} {row['time']} {row['reason'] or row['hours']}"
    for each in sheet.content["confirmations"]:
        yield f"{each['name']}, {MEANS[each['means']]}, {each['on']}"


def days_context(sheet):
    return {"rows": day_rows(sheet), "total": minutes_text(days.total(sheet.days))}


def can_get_scan(sheet):
    return sheet.is_readable and sheet.state != WeekSheet.State.OPEN and lacks_scan(sheet)


def sheet_context(sheet):
    scans = scans_of(sheet)
    return {
        "sheet": sheet,
        "style": STYLES[WeekSheet.State(sheet.state)],
        **days_context(sheet),
        "confirmations": [_confirmation(each, scans) for each in reversed(sheet.content["confirmations"])],
        "may_get_scan": can_get_scan(sheet),
        "steps": step_links(sheet),
    }


def _confirmation(kept, scans):
    times = {name: parse_datetime(kept[name]) for name in ("at", "reopened") if name in kept}
    return kept | times | {"how": MEANS[kept["means"]], "paper": scans.get(kept.get("scan"))}


def history_source():
    return HistorySource(WeekSheetHistory, _describe)


def _describe(_history_text, event, before):
    about = {"days": period(event.monday, event.monday + timedelta(6))}
    if event.pgh_label == Label.INSERT:
        yield _("wrote the week sheet of %(days)s") % about
    elif before and before.state == event.state:
        yield _("changed the week sheet of %(days)s") % about
    else:
        about["state"] = WeekSheet.State(event.state).label
        yield _("week sheet of %(days)s: %(state)s") % about
