from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from participants.attendance.access import get_activity_to_change
from participants.attendance.models import Activity, Enrolment
from participants.attendance.pages.calendar import week_of
from participants.register.access import get_participation
from participants.week_sheets.models import WeekSheet


def get_week(year, number):
    try:
        return week_of(year, number)
    except ValueError:
        raise Http404 from None


def get_activity_with_sheets(user, slug, pk):
    activity = get_activity_to_change(user, slug, pk)
    if not activity.has_week_sheets:
        raise Http404
    return activity


def get_participation_to_record(user, slug, public_id):
    return get_participation(user, slug, public_id, Permission.PARTICIPANT_EDIT)


def sheets_of(participation):
    return WeekSheet.objects.of_record(participation).select_related("activity", "recorded_by")


def get_sheet(participation, pk):
    sheet = get_object_or_404(sheets_of(participation), pk=pk)
    sheet.page_of = participation
    return sheet


def enrolments_with_sheets(participation):
    found = Enrolment.objects.of_record(participation).filter(activity__kind__in=Activity.WITH_WEEK_SHEETS)
    return found.select_related("activity")


def get_or_new_sheet(participation, activity, week):
    """Return the participant's sheet, or a new one that is not saved if the participant is enrolled in the week."""
    keys = {"activity": activity, "monday": week.monday}
    sheet = sheets_of(participation).filter(**keys).order_by("-pk").first()
    if sheet is None:
        enrolled = enrolments_with_sheets(participation).filter(activity=activity, starts_on__lte=week.sunday)
        get_object_or_404(enrolled.going_on(week.monday)[:1])
        sheet = WeekSheet(participation=participation, activity=get_activity(activity), monday=week.monday)
    sheet.page_of = participation
    return sheet


def sheets_of_both(first, second):
    """Return the sheets of the first participation with days in a week of which the second has such a sheet, too."""
    written = {(each.activity_id, each.monday) for each in sheets_of(second) if each.is_written}
    return [
        each for each in sheets_of(first) if each.is_written and (each.activity_id, each.monday) in written
    ]


def get_activity(pk):
    return get_object_or_404(Activity, pk=pk)


def open_days(sheet, participation, week):
    enrolments = list(Enrolment.objects.filter(activity=sheet.activity).of_record(participation))
    spells = participation.spells.values_list("entry_date", "exit_date")
    return [
        day
        for day in week
        if any(each.includes(day) for each in enrolments)
        and any(entry <= day and (left is None or day <= left) for entry, left in spells)
    ]
