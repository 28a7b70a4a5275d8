"""Kinds of work in My day: certificates that the participant has refused, or has not confirmed for a week."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_text
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
WORK_KINDS = (REFUSED, UNCONFIRMED)
