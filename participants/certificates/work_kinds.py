"""Kinds of work in My day: certificates refused, or not confirmed for a week, and months to close."""

from django.db.models import BigIntegerField, CharField, DateField, Exists, Min, OuterRef, Subquery, Value
from django.db.models.functions import Cast, TruncDate, TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_text, month_text
from participants.attendance.models import Attendance
from participants.casework.kinds import TODAY, RowsKind, of_people
from participants.certificates.models import Certificate, CertificateEvent
from participants.certificates.states import State, Step
from participants.register.facts import PlusDays

DAYS_TO_CONFIRM = 7


def _in_state(state, step):
    taken = CertificateEvent.objects.filter(certificate=OuterRef("pk"), step=step).order_by("-pk")
    found = Certificate.objects.with_record().filter(of_people("record"), state=state)
    return found.annotate(day=TruncDate(Subquery(taken.values("at")[:1]))).order_by()


def _refused():
    return _in_state(State.REFUSED, Step.REFUSE).values_list("record", "pk", "day", "state")


def _unconfirmed():
    found = _in_state(State.SENT, Step.SEND).filter(day__lte=PlusDays(TODAY, -DAYS_TO_CONFIRM))
    return found.values_list("record", "pk", "day", "state")


def _open_months():
    # The first of each participant. A project that has never closed a month does not certify attendance here.
    certifies = Certificate.objects.filter(project=OuterRef("project"))
    closed = Certificate.objects.in_force().with_record()
    closed = closed.filter(record=OuterRef("record"), month=OuterRef("month"))
    present = Attendance.objects.with_record().with_month().filter(of_people("record"))
    present = present.filter(Exists(certifies), ~Exists(closed), session__held_on__lt=TruncMonth(TODAY))
    first = present.order_by().values("record").annotate(first=Cast(Min("month"), DateField()))
    first = first.annotate(subject=Cast(Value(None), BigIntegerField()), detail=Value("", CharField()))
    return first.values_list("record", "subject", "first", "detail")


def _address_of_month(item):
    participation = item.participation
    args = [participation.project.slug, participation.public_id, item.due.year, item.due.month]
    return reverse("certificates:close", args=args)


def _address(item):
    participation = item.participation
    return reverse(
        "certificates:certificate", args=[participation.project.slug, participation.public_id, item.subject]
    )


REFUSED = RowsKind(
    key="certificate-refused",
    label=gettext_lazy("Refused certificates"),
    order=68,
    rows=_refused,
    text=lambda item: _("A certificate was refused on %(date)s") % {"date": date_text(item.due)},
    address=_address,
)
UNCONFIRMED = RowsKind(
    key="certificate-unconfirmed",
    label=gettext_lazy("Certificates not confirmed"),
    order=69,
    rows=_unconfirmed,
    text=lambda item: (
        _("A certificate is with the participant since %(date)s") % {"date": date_text(item.due)}
    ),
    address=_address,
)
OPEN_MONTHS = RowsKind(
    key="month-open",
    label=gettext_lazy("Months to close"),
    order=72,
    rows=_open_months,
    text=lambda item: _("Close %(month)s") % {"month": month_text(item.due)},
    address=_address_of_month,
    has_deadline=False,
)
WORK_KINDS = (REFUSED, UNCONFIRMED, OPEN_MONTHS)
