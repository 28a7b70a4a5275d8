"""Kind of work in My day: placements that end, or have ended, without a word on what came of them."""

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_text
from participants.casework.kinds import TODAY, RowsKind, of_people
from participants.employers.models import Placement, PlacementKind
from participants.register.facts import PlusDays
from participants.register.models import Spell

DAYS_AHEAD = 7
WITHOUT_END = "without_end"


def _placements():
    record = Coalesce("participation__merged_into", "participation")
    found = Placement.objects.annotate(record=record).filter(of_people("record"), result="")
    takes_part = Exists(Spell.objects.filter(participation=OuterRef("record"), exit_date__isnull=True))
    # A job goes on after the participation.
    left_open = Q(ends_on__isnull=True) & ~Q(kind=PlacementKind.JOB) & ~Q(takes_part)
    found = found.filter(Q(ends_on__lte=PlusDays(TODAY, DAYS_AHEAD)) | left_open)
    detail = Case(When(ends_on__isnull=True, then=Value(WITHOUT_END)), default=Value(""))
    return found.order_by().values_list("record", "pk", Coalesce(F("ends_on"), F("starts_on")), detail)


def _text(item):
    if item.detail == WITHOUT_END:
        text = _("The placement from %(date)s has no last day, and the participant has left")
    elif item.due < item.today:
        text = _("A placement ended on %(date)s: what came of it?")
    else:
        text = _("A placement ends on %(date)s: what comes of it?")
    return text % {"date": date_text(item.due)}


def _address(item):
    participation = item.participation
    key = [participation.project.slug, participation.public_id, item.subject]
    return reverse("employers:placement", args=key)


PLACEMENTS = RowsKind(
    key="placement",
    label=gettext_lazy("Placements that end"),
    order=87,
    rows=_placements,
    text=_text,
    address=_address,
)
