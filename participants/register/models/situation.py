from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

MOST_HOURS, WHOLE, MOST_INCOMES = 80, 100, 3


class Work(models.TextChoices):
    NONE = "none", _("no work")
    UNSUBSIDISED = "unsubsidised", _("work without subsidy")
    SUBSIDISED = "subsidised", _("subsidised work")
    OWN = "own", _("business of their own")


class Study(models.TextChoices):
    NONE = "none", _("no studies")
    LANGUAGE = "language", _("Swedish for immigrants")
    SCHOOL = "school", _("compulsory or upper secondary school")
    VOCATIONAL = "vocational", _("vocational training")
    HIGHER = "higher", _("higher education")
    OTHER = "other", _("other studies")


class Income(models.TextChoices):
    WAGE = "wage", _("wage")
    SUBSIDISED_WAGE = "subsidised_wage", _("subsidised wage")
    INCOME_SUPPORT = "income_support", _("income support")
    ACTIVITY_SUPPORT = "activity_support", _("activity support")
    DEVELOPMENT = "development", _("development allowance")
    ESTABLISHMENT = "establishment", _("introduction benefit")
    UNEMPLOYMENT = "unemployment", _("unemployment insurance")
    SICKNESS = "sickness", _("sickness benefit")
    REHABILITATION = "rehabilitation", _("rehabilitation allowance")
    SICKNESS_PENSION = "sickness_pension", _("sickness compensation")
    ACTIVITY_PENSION = "activity_pension", _("activity compensation")
    STUDY_SUPPORT = "study_support", _("study support")
    OTHER = "other", _("other income")
    NONE = "none", _("no income")


class Moment(models.TextChoices):
    ENTRY = "entry", _("at the start")
    EXIT = "exit", _("at the end")


KINDS = ("work", "work_hours", "study", "study_extent", "incomes", "income_extents")


def situation_fields(moment):
    return tuple(f"{kind}_at_{moment}" for kind in KINDS)


def _choice(label, choices):
    return models.CharField(label, max_length=20, choices=choices, blank=True, default="", db_default="")


def _number(label, least, most):
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(least), MaxValueValidator(most)]
    )


def _list(label, field):
    return ArrayField(field, verbose_name=label, default=list, db_default=[], blank=True)


class Situation(models.Model):
    """Work, studies and income at the start and at the end of a period. Empty is unknown, "none" is an answer."""

    work_at_entry = _choice(_("work at the start"), Work)
    work_hours_at_entry = _number(_("working hours a week at the start"), 0, MOST_HOURS)
    study_at_entry = _choice(_("studies at the start"), Study)
    study_extent_at_entry = _number(_("extent of the studies at the start, per cent"), 0, WHOLE)
    incomes_at_entry = _list(_("income at the start"), models.CharField(max_length=20, choices=Income))
    # Per cent of each income above, None where it is not known.
    income_extents_at_entry = _list(
        _("extent of each income at the start, per cent"), models.PositiveSmallIntegerField(null=True)
    )
    work_at_exit = _choice(_("work at the end"), Work)
    work_hours_at_exit = _number(_("working hours a week at the end"), 0, MOST_HOURS)
    study_at_exit = _choice(_("studies at the end"), Study)
    study_extent_at_exit = _number(_("extent of the studies at the end, per cent"), 0, WHOLE)
    incomes_at_exit = _list(_("income at the end"), models.CharField(max_length=20, choices=Income))
    income_extents_at_exit = _list(
        _("extent of each income at the end, per cent"), models.PositiveSmallIntegerField(null=True)
    )

    class Meta:
        abstract = True

    @classmethod
    def no_situation(cls, moment):
        """Return the values of a moment about which nothing is known."""
        return {name: cls._meta.get_field(name).get_default() for name in situation_fields(moment)}

    def set_situation(self, moment, values):
        for name in situation_fields(moment):
            if name in values:
                setattr(self, name, values[name])


def situation_constraints():
    """Yield the constraints of both moments."""
    for moment in Moment.values:
        hours, extent = f"work_hours_at_{moment}", f"study_extent_at_{moment}"
        yield models.CheckConstraint(
            condition=(Q(**{f"{hours}__isnull": True}) | Q(**{f"{hours}__lte": MOST_HOURS}))
            & (Q(**{f"{extent}__isnull": True}) | Q(**{f"{extent}__lte": WHOLE})),
            name=f"spell_situation_at_{moment}_possible",
        )
        yield models.CheckConstraint(
            condition=Q(**{f"incomes_at_{moment}__len": F(f"income_extents_at_{moment}__len")}),
            name=f"spell_incomes_at_{moment}_have_extents",
        )
