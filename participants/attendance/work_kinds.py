"""Kind of work in My day: sessions of which attendance is not entered, for those who lead the activity."""

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_text
from participants.attendance.models import Attendance, Enrolment, Session
from participants.casework.kinds import TODAY, USER, RowsKind
from participants.register.facts import PlusDays

DAYS_BACK = 60  # earlier sessions are history


def _sessions():
    session = OuterRef(OuterRef("pk"))
    entered = Attendance.objects.with_record().filter(session=session, record=OuterRef("record"))
    # Of protected people nothing, as in all lists.
    missing = (
        Enrolment.objects.taking_places()
        .with_record()
        .filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("held_on")),
            ~Exists(entered),
            activity=OuterRef("activity"),
            starts_on__lte=OuterRef("held_on"),
        )
    )
    found = Session.objects.planned().filter(
        Exists(missing),
        activity__leader=USER,
        held_on__lt=TODAY,
        held_on__gte=PlusDays(TODAY, -DAYS_BACK),
    )
    detail = Concat("project__slug", Value(" "), "activity__name", output_field=CharField())
    found = found.annotate(participation_key=Cast(Value(None), BigIntegerField()), detail=detail)
    return found.order_by().values_list("participation_key", "pk", F("held_on"), "detail")


def _text(item):
    name = item.detail.partition(" ")[2]
    about = {"activity": name, "date": date_text(item.due)}
    return _("Enter the attendance at %(activity)s on %(date)s") % about


ATTENDANCE = RowsKind(
    key="attendance",
    label=gettext_lazy("Attendance not entered"),
    order=88,
    rows=_sessions,
    text=_text,
    address=lambda item: reverse("attendance:record", args=[item.detail.partition(" ")[0], item.subject]),
    is_legal=True,  # about no participant: it can't be put off
    has_deadline=False,
)
