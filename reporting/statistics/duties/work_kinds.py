"""Kinds of work in My day: months that are to be sent to SCB, and those that are to be sent again."""

from datetime import date

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.notifications.models import Notification
from esfportal.languages import in_language
from esfportal.ui.formats import month_text
from esfportal.ui.plain_text import isolated
from participants.casework.kinds import TODAY, USER, RowsKind
from participants.register.facts import PlusDays, PlusMonths
from projects.models import Project
from projects.team.models import Membership
from reporting.statistics.duties.reminders import AGAIN, MONTHS
from reporting.statistics.duties.unsent import KEPT
from reporting.statistics.models import MonthlyFile, MonthlySettings
from reporting.statistics.monthly.months import DAYS_TO_SEND

NO_PARTICIPATION = Cast(Value(None), BigIntegerField())
LINE = Value("\n", TextField())


def _detail(month, path=""):
    slug, name, name_en = (F(f"{path}{field}") for field in ("slug", "name", "name_en"))
    return Concat(slug, LINE, month, LINE, name, LINE, name_en, output_field=TextField())


def _to_send():
    """Return the first month of each project that is over and not sent, as duties.unsent has it."""
    led = Membership.objects.in_force(TODAY).leading().filter(user=USER).order_by()
    files = MonthlyFile.objects.order_by().filter(project=OuterRef("pk"))
    settings = MonthlySettings.objects.filter(project=OuterRef("pk"))
    sent = files.filter(sent_on__isnull=False)
    # The first is the month of the start, or else the one after a month that was sent.
    is_next_sent = MonthlyFile.objects.filter(
        project=OuterRef("project"), month=OuterRef("following"), sent_on__isnull=False
    )
    after = sent.filter(month__gte=OuterRef("begins")).annotate(following=PlusMonths("month", 1))
    after = after.filter(~Exists(is_next_sent)).order_by("month").values("following")[:1]
    begins = Coalesce(Subquery(settings.values("first_month")), "starts_on")
    found = (
        Project.objects.order_by()
        .filter(pk__in=led.values("project"))
        .annotate(begins=Cast(TruncMonth(begins), DateField()))
    )
    is_sent = Exists(sent.filter(month=OuterRef("begins")))
    found = found.annotate(month=Case(When(is_sent, then=Subquery(after)), default=F("begins")))
    is_running = Q(ends_on__isnull=True) | Q(ends_on__gte=PlusDays(TODAY, -KEPT.days))
    found = found.filter(
        Exists(files) | Exists(settings) | is_running,
        Q(ends_on__isnull=True) | Q(month__lte=F("ends_on")),
        month__lt=TruncMonth(TODAY),
    ).annotate(
        participation_key=NO_PARTICIPATION,
        due=PlusDays(PlusMonths("month", 1), DAYS_TO_SEND - 1),
        detail=_detail(Cast("month", TextField())),
    )
    return found.values_list("participation_key", "pk", "due", "detail")


def _again():
    """Return the first month of each project that the nightly reminder found to be sent again."""
    # The reminder has compared the rows, and notified those only who are authorised for all of them.
    found = Notification.objects.order_by().filter(user=USER, kind=MONTHS.key, details__occasion=AGAIN)
    month = KeyTextTransform("month", "details")
    newer = MonthlyFile.objects.annotate(text=Cast("month", TextField())).filter(
        project=OuterRef("project"), text=OuterRef("month"), prepared_at__gt=OuterRef("created_at")
    )
    found = found.annotate(month=month).filter(~Exists(newer)).values("project")
    found = found.annotate(
        participation_key=NO_PARTICIPATION,
        day=Cast(Min("created_at"), DateField()),
        detail=_detail(Min(month, output_field=TextField()), "project__"),
    )
    return found.values_list("participation_key", "project", "day", "detail")


def _about(item):
    _slug, month, name, name_en = item.detail.split("\n")
    return {
        "month": month_text(date.fromisoformat(month)),
        "project": isolated(in_language(name, name_en)),
    }


def _address(item):
    return reverse("statistics:months", args=[item.detail.partition("\n")[0]])


TO_SEND = RowsKind(
    key="monthly-file",
    label=gettext_lazy("Monthly files to SCB"),
    order=73,
    rows=_to_send,
    text=lambda item: _("Send the monthly file to SCB of %(project)s for %(month)s") % _about(item),
    address=_address,
    is_legal=True,  # about no participant: it can't be put off
)
SEND_AGAIN = RowsKind(
    key="monthly-file-again",
    label=gettext_lazy("Monthly files to SCB to send again"),
    order=74,
    rows=_again,
    text=lambda item: (
        _("Send the monthly files to SCB of %(project)s again, from %(month)s on") % _about(item)
    ),
    address=_address,
    is_legal=True,
    has_deadline=False,
)
