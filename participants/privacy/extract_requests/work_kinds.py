"""Kind of work in My day: extracts that participants have asked for."""

from django.db.models import Case, CharField, Value, When
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_text
from participants.casework.kinds import RowsKind, of_people
from participants.privacy.models import ExtractRequest
from participants.register.facts import PlusDays


def _waiting():
    found = ExtractRequest.objects.waiting().with_record().filter(of_people("record"))
    due = PlusDays(TruncDate("recorded_at"), ExtractRequest.ANSWERED_WITHIN.days)
    state = Case(
        When(made_at__isnull=True, then=Value("asked")), default=Value("made"), output_field=CharField()
    )
    return found.annotate(due=due, state=state).order_by().values_list("record", "pk", "due", "state")


def _text(item):
    if item.detail == "made":
        return _("Hand over the extract of the register by %(date)s") % {"date": date_text(item.due)}
    return _("Make the extract of the register that was asked for, by %(date)s") % {
        "date": date_text(item.due)
    }


EXTRACTS = RowsKind(
    key="extract",
    label=gettext_lazy("Extracts that participants ask for"),
    order=36,
    rows=_waiting,
    text=_text,
    address=lambda item: reverse(
        "privacy:extract", args=[item.participation.project.slug, item.participation.public_id]
    ),
    is_legal=True,
)
