"""Kind of work in My day: week sheets that a tutor has confirmed, to be recorded as attendance."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_text
from participants.casework.kinds import RowsKind, of_people
from participants.week_sheets.models import WeekSheet
from participants.week_sheets.states import Step


def _confirmed():
    found = WeekSheet.objects.with_record().filter(of_people("record"), state=WeekSheet.State.CONFIRMED)
    return found.annotate(day=F("monday")).order_by().values_list("record", "pk", "day", "state")


def _address(item):
    participation = item.participation
    return reverse(
        "week_sheets:step",
        args=[participation.project.slug, participation.public_id, item.subject, Step.RECORD],
    )


CONFIRMED = RowsKind(
    key="week-sheet-confirmed",
    label=gettext_lazy("Week sheets confirmed by the tutor"),
    order=70,
    rows=_confirmed,
    text=lambda item: _("The tutor has confirmed the week from %(date)s") % {"date": date_text(item.due)},
    address=_address,
)
