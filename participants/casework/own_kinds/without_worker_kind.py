"""People without a case worker at work, as a kind of work for leaders."""

from django.db.models import BigIntegerField, Count, Exists, Min, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Role
from participants.casework.kinds import TODAY, USER, RowsKind
from participants.register.choices import Protection
from participants.register.models import Spell
from participants.register.querysets import active_case_workers
from projects.team.models import Membership


def _waiting():
    # Of the people whom the user sees: row-level security applies to the periods.
    led = Membership.objects.in_force(TODAY).filter(user=USER, role=Role.PROJECT_LEADER).order_by()
    rows = Spell.objects.filter(
        ~Exists(active_case_workers(TODAY)),
        exit_date__isnull=True,  # so it is the latest one
        project__in=led.values("project"),
        participation__voided_at__isnull=True,
        participation__person__protection=Protection.NONE,
    )
    detail = Concat("project__slug", Value(" "), Cast(Count("pk"), TextField()), output_field=TextField())
    rows = (
        rows.order_by()
        .values("project")
        .annotate(
            participation_key=Cast(Value(None), BigIntegerField()),
            day=Min("entry_date"),
            detail=detail,
        )
    )
    return rows.values_list("participation_key", "project", "day", "detail")


def _text(item):
    number = int(item.detail.partition(" ")[2])
    text = ngettext(
        "Choose a case worker for %(number)s participant who has none at work",
        "Choose a case worker for %(number)s participants who have none at work",
        number,
    )
    return text % {"number": number}


WITHOUT_WORKER = RowsKind(
    key="without-worker",
    label=gettext_lazy("Without a case worker"),
    order=97,
    rows=_waiting,
    text=_text,
    address=lambda item: reverse("casework:workers", args=[item.detail.partition(" ")[0]]),
    is_legal=True,
    has_deadline=False,
)
