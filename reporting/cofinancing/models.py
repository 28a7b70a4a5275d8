from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import track
from esfportal.ui.formats import money, month_text
from participants.benefits.models import Benefit
from participants.certificates.models import Certificate
from participants.certificates.states import State
from participants.register.models.spell import DateRange
from projects.models import FinancingEntry, ProgrammePeriod, Project
from reporting.cofinancing.querysets import BookingQuerySet, RateQuerySet


class Unit(models.TextChoices):
    HOUR = "hour", _("hour")
    DAY = "day", _("day")


class Rate(models.Model):
    """Kronor for each hour or day with a benefit, as the programme has decided."""

    programme_period = models.CharField(_("programme period"), max_length=9, choices=ProgrammePeriod)
    # The call that the rate is for; "" for all calls of the period.
    call = models.CharField(_("call"), max_length=40, blank=True)
    kind = models.CharField(_("benefit"), max_length=20, choices=Benefit)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    unit = models.CharField(_("for each"), max_length=4, choices=Unit)
    price = models.DecimalField(_("kronor"), max_digits=9, decimal_places=2)
    source = models.CharField(_("source"), max_length=200)
    loaded_at = models.DateTimeField(_("loaded"), default=timezone.now, editable=False)

    objects = RateQuerySet.as_manager()

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        ordering = ["programme_period", "call", "kind", "starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(price__gt=0), name="rate_is_positive"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="rate_ends_after_start",
            ),
            ExclusionConstraint(
                name="rate_no_overlap",
                expressions=[
                    ("programme_period", RangeOperators.EQUAL),
                    ("call", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.programme_period} {self.kind} {self.starts_on}"

    @property
    def display_name(self):
        return f"{self.get_kind_display()}, {money(self.price)}/{self.get_unit_display()}"


class Booking(models.Model):
    """Certified hours of a month, booked on a source of financing. It is undone by an opposite entry."""

    class Reason(models.TextChoices):
        CORRECTED = "corrected", _("a certificate was corrected")
        RATE = "rate", _("a rate was wrong")
        BENEFIT = "benefit", _("a benefit was wrong")
        SOURCE = "source", _("it was booked on the wrong source")

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="+", verbose_name=_("project"), db_index=False
    )
    month = models.DateField(_("month"))  # its first day
    call = models.CharField(_("call"), max_length=40, blank=True)
    entry = models.OneToOneField(
        FinancingEntry, on_delete=models.PROTECT, related_name="+", verbose_name=_("booking")
    )
    undone_by = models.OneToOneField(
        FinancingEntry, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("undone by")
    )
    undone_because = models.CharField(_("reason"), max_length=10, choices=Reason, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking of certified hours")
        verbose_name_plural = _("bookings of certified hours")
        ordering = ["-month", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_because="")
                | Q(undone_by__isnull=False) & ~Q(undone_because=""),
                name="cofinancing_undone_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["project", "month"], name="cofinancing_in_project")]

    def __str__(self):
        return f"Booking {self.pk}"

    def get_absolute_url(self):
        return reverse("cofinancing:booking", args=[self.project.slug, self.pk])

    @property
    def display_name(self):
        return capfirst(month_text(self.month))

    @property
    def list_key(self):
        return f"hours-{self.pk}"

    @property
    def month_text(self):
        return month_text(self.month)

    @property
    def is_undone(self):
        return self.undone_by_id is not None


class Line(models.Model):
    """Hours of one certificate with one rate. Never changed."""

    booking = models.ForeignKey(
        Booking, on_delete=models.PROTECT, related_name="lines", verbose_name=_("booking of certified hours")
    )
    certificate = models.ForeignKey(
        Certificate,
        on_delete=models.PROTECT,
        related_name="booked_lines",
        verbose_name=_("certificate of attendance"),
    )
    rate = models.ForeignKey(Rate, on_delete=models.PROTECT, related_name="+", verbose_name=_("rate"))
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=2)
    days = models.PositiveSmallIntegerField(_("days"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("line of a booking of hours")
        verbose_name_plural = _("lines of bookings of hours")
        ordering = ["booking", "certificate", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "certificate", "rate"], name="cofinancing_line_once")
        ]

    def __str__(self):
        return f"Line {self.pk}"

    @property
    def has_changed_since(self):
        return self.certificate.state != State.LOCKED


BookingHistory = track(Booking, find_by="project")
