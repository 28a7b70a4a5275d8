"""Likely doubles, as a kind of work in My day."""

from django.db.models import DateField, F, Max, Min, Q, TextField, Value, Window
from django.db.models.functions import Cast, RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.casework.kinds import RowsKind, of_people
from participants.register.models import Participation, Person

ALIKE = ("project", "name_spelled", "person__birth_date", "person__sex")


def _doubles():
    # Read once in order, instead of looking for each person's others. Two numbers of one kind are two people
    # (may_be_one_person).
    alike = [F(name) for name in ALIKE]
    found = Participation.objects.filter(of_people("pk")).annotate(
        other=Window(Max("pk"), partition_by=alike),
        kind=Window(Min("person__number_kind"), partition_by=alike),
        other_kind=Window(Max("person__number_kind"), partition_by=alike),
        place=Window(RowNumber(), partition_by=alike, order_by="pk"),
    )
    is_possible = Q(kind=Person.NumberKind.NONE) | Q(other_kind__gt=F("kind"))
    found = found.filter(is_possible, place=1, other__gt=F("pk")).order_by()
    day = Cast("created_at", DateField())
    return found.values_list("pk", "other", day, Value("", output_field=TextField()))


def _text(_item):
    return _("Registered twice? Another participant has such a name and the same birth date")


DOUBLES = RowsKind(
    key="double",
    label=gettext_lazy("Likely doubles"),
    order=95,
    rows=_doubles,
    text=_text,
    address=lambda item: item.participation.get_absolute_url(),
    has_deadline=False,
)
