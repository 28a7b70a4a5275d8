"""Kinds of work in My day: plans to renew, measurements, steps and meetings."""

from django.db.models import BigIntegerField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esfportal.ui.formats import date_text
from participants.casework.kinds import TODAY, RowsKind, of_people
from participants.plans.models import Measurement, Plan, ProjectScale, Step
from participants.register.facts import PlusDays
from participants.register.models import Participation, Spell

DAYS_AHEAD = 7
MEASURED_AFTER, FIRST_MEASURED_AFTER = 90, 14  # days


def _takes_part():
    return Exists(Spell.objects.filter(participation=OuterRef("participation"), exit_date__isnull=True))


def _plans():
    plans = Plan.objects.filter(of_people(), _takes_part(), renew_by__lte=PlusDays(TODAY, DAYS_AHEAD))
    return plans.order_by().values_list("participation", "pk", "renew_by", Value(""))


def _measurements():
    """Return who takes part in a project that measures, and has no measurement from the last 90 days."""
    used = ProjectScale.objects.filter(project=OuterRef("project"), is_used=True)
    measured = Measurement.objects.in_force().filter(participation=OuterRef("pk")).order_by("-measured_on")
    last = PlusDays(Subquery(measured.values("measured_on")[:1]), MEASURED_AFTER)
    spells = Spell.objects.filter(participation=OuterRef("pk")).order_by("entry_date")
    first = PlusDays(Subquery(spells.values("entry_date")[:1]), FIRST_MEASURED_AFTER)
    open_spells = Spell.objects.filter(participation=OuterRef("pk"), exit_date__isnull=True)
    people = Participation.objects.filter(of_people("pk"), Exists(used), Exists(open_spells))
    people = people.annotate(due=Coalesce(last, first)).filter(due__lte=PlusDays(TODAY, DAYS_AHEAD))
    none = Cast(Value(None), BigIntegerField())
    return people.order_by().values_list("pk", none, "due", Value(""))


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
        text=lambda item: _("Measure by %(date)s") % {"date": date_text(item.due)},
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
