"""Kinds of work in My day: plans to renew, measurements, steps and meetings."""

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_text
from participants.casework.kinds import TODAY, RowsKind, of_people
from participants.plans.models import Measurement, Plan, ProjectScale, Step
from participants.register.dates import LONGER_TERM_MONTHS
from participants.register.facts import PlusDays, PlusMonths
from participants.register.models import Participation, Spell

DAYS_AHEAD = 7
MEASURED_AFTER, FIRST_MEASURED_AFTER = 90, 14  # days
NEAR, ASKED_FOR = 14, 60  # days around an exit, and around the day six months later


def _takes_part():
    return Exists(Spell.objects.filter(participation=OuterRef("participation"), exit_date__isnull=True))


def _plans():
    plans = Plan.objects.filter(of_people(), _takes_part(), renew_by__lte=PlusDays(TODAY, DAYS_AHEAD))
    return plans.order_by().values_list("participation", "pk", "renew_by", Value(""))


def _measurements():
    """Return who is to be measured: every 90 days, on leaving, and six months later."""
    # After the end only those who have been measured before are asked, because a figure compares two answers.
    used = ProjectScale.objects.filter(project=OuterRef("project"), is_used=True)
    measured = Measurement.objects.in_force().filter(participation=OuterRef("pk")).order_by("-measured_on")
    spells = Spell.objects.filter(participation=OuterRef("pk")).order_by("entry_date")
    open_spells = Spell.objects.filter(participation=OuterRef("pk"), exit_date__isnull=True)
    people = Participation.objects.filter(of_people("pk"), Exists(used)).annotate(
        takes_part=Exists(open_spells),
        last_measured=Subquery(measured.values("measured_on")[:1]),
        first_entry=Subquery(spells.values("entry_date")[:1]),
        left_on=Subquery(spells.reverse().values("exit_date")[:1]),
    )
    people = people.annotate(
        half_a_year=PlusMonths("left_on", LONGER_TERM_MONTHS), exit_until=PlusDays("left_on", ASKED_FOR)
    )
    while_there = Coalesce(
        PlusDays("last_measured", MEASURED_AFTER), PlusDays("first_entry", FIRST_MEASURED_AFTER)
    )
    moments = ((Q(takes_part=True), "periodic"), (Q(exit_until__gte=TODAY), "exit"))
    dues = {"periodic": while_there, "exit": F("left_on")}
    people = people.annotate(
        due=Case(
            *(When(condition, then=dues[name]) for condition, name in moments), default=F("half_a_year")
        ),
        occasion=Case(
            *(When(condition, then=Value(name)) for condition, name in moments), default=Value("six_months")
        ),
    )
    # An answer from shortly before the day is one of that day.
    not_yet = Q(last_measured__lt=PlusDays("due", -NEAR)) & Q(due__gte=PlusDays(TODAY, -ASKED_FOR))
    waits = people.filter(Q(takes_part=True) | not_yet, due__lte=PlusDays(TODAY, DAYS_AHEAD))
    return waits.order_by().values_list("pk", Cast(Value(None), BigIntegerField()), "due", "occasion")


MEASURE = {
    Measurement.Occasion.PERIODIC: gettext_lazy("Measure by %(date)s"),
    Measurement.Occasion.EXIT: gettext_lazy("Measure at the end: left on %(date)s"),
    Measurement.Occasion.SIX_MONTHS: gettext_lazy("Measure after six months, on %(date)s"),
}


def _measurements_address(item):
    participation = item.participation
    return reverse("plans:measurements", args=[participation.project.slug, participation.public_id])


def _steps(kind):
    def rows():
        steps = Step.objects.filter(of_people(), kind=kind, due_on__lte=PlusDays(TODAY, DAYS_AHEAD))
        return steps.planned().order_by().values_list("participation", "pk", "due_on", "kind")

    return rows


def _plan_address(item):
    participation = item.participation
    return reverse("plans:edit", args=[participation.project.slug, participation.public_id])


def _step_address(item):
    participation = item.participation
    return reverse("plans:step", args=[participation.project.slug, participation.public_id, item.subject])


def _due_text(coming, late):
    def text(item):
        return str(late if item.due < item.today else coming) % {"date": date_text(item.due)}

    return text


WORK_KINDS = [
    RowsKind(
        key="plan",
        label=gettext_lazy("Plans to renew"),
        order=70,
        rows=_plans,
        text=lambda item: _("Renew the plan by %(date)s") % {"date": date_text(item.due)},
        address=_plan_address,
    ),
    RowsKind(
        key="measurement",
        label=gettext_lazy("Measurements"),
        order=75,
        rows=_measurements,
        text=lambda item: str(MEASURE[item.detail]) % {"date": date_text(item.due)},
        address=_measurements_address,
    ),
    RowsKind(
        key="step",
        label=gettext_lazy("Steps"),
        order=80,
        rows=_steps(Step.Kind.STEP),
        text=_due_text(
            gettext_lazy("A step is due on %(date)s"),
            gettext_lazy("A step was due on %(date)s: how did it go?"),
        ),
        address=_step_address,
    ),
    RowsKind(
        key="meeting",
        label=gettext_lazy("Meetings"),
        order=85,
        rows=_steps(Step.Kind.MEETING),
        text=_due_text(
            gettext_lazy("Meeting on %(date)s"), gettext_lazy("Meeting on %(date)s: did it take place?")
        ),
        address=_step_address,
    ),
]
