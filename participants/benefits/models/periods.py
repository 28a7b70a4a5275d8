from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from participants.attendance.models.enrolments import AboutPerson
from participants.register.models import Participation
from participants.register.models.situation import WHOLE, Income
from participants.register.models.spell import DateRange


class Benefit(models.TextChoices):
    """Public benefits, of which a participant's hours may be co-financing. The words are those of Income."""

    INCOME_SUPPORT = Income.INCOME_SUPPORT.value, Income.INCOME_SUPPORT.label
    ACTIVITY_SUPPORT = Income.ACTIVITY_SUPPORT.value, Income.ACTIVITY_SUPPORT.label
    DEVELOPMENT = Income.DEVELOPMENT.value, Income.DEVELOPMENT.label
    ESTABLISHMENT = Income.ESTABLISHMENT.value, Income.ESTABLISHMENT.label
    UNEMPLOYMENT = Income.UNEMPLOYMENT.value, Income.UNEMPLOYMENT.label
    SICKNESS = Income.SICKNESS.value, Income.SICKNESS.label
    REHABILITATION = Income.REHABILITATION.value, Income.REHABILITATION.label
    SICKNESS_PENSION = Income.SICKNESS_PENSION.value, Income.SICKNESS_PENSION.label
    ACTIVITY_PENSION = Income.ACTIVITY_PENSION.value, Income.ACTIVITY_PENSION.label
    SUBSIDISED_WAGE = Income.SUBSIDISED_WAGE.value, Income.SUBSIDISED_WAGE.label


class Basis(models.TextChoices):
    """Ground for recording a benefit: an auditor asks for the decision or the payment."""

    DECISION = "decision", _("the decision was seen")
    PAYMENT = "payment", _("a payment was seen")
    AUTHORITY = "authority", _("the authority has confirmed it")
    PARTICIPANT = "participant", _("the participant says so")


class BenefitPeriod(AboutPerson):
    """A public benefit that a participant has, from a day and maybe to one."""

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="benefit_periods",
        verbose_name=_("participation"),
        db_index=False,  # begins the exclusion constraint
    )
    kind = models.CharField(_("benefit"), max_length=20, choices=Benefit)
    extent = models.PositiveSmallIntegerField(
        _("extent, per cent"), default=WHOLE, validators=[MinValueValidator(1), MaxValueValidator(WHOLE)]
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    basis = models.CharField(_("how it is known"), max_length=15, choices=Basis)

    class Meta:
        verbose_name = _("benefit period")
        verbose_name_plural = _("benefit periods")
        ordering = ["participation", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="benefit_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=Q(extent__range=(1, WHOLE)),
                name="benefit_extent_in_per_cent",
                violation_error_message=_("State the extent from 1 to 100 per cent."),
            ),
            ExclusionConstraint(
                name="benefit_no_overlap",
                expressions=[
                    ("participation", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("The benefit is recorded for some of these days already."),
            ),
        ]

    def __str__(self):
        return f"BenefitPeriod {self.pk}"
