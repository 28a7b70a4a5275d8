from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from esfportal.languages import in_language
from projects.models.project import Project
from projects.querysets import FinancingEntryQuerySet, FinancingLineQuerySet


class BudgetLine(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_lines")
    name = models.CharField(_("purpose"), max_length=200)
    name_en = models.CharField(_("purpose in English"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="budget_line_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="budget_amount_not_negative",
                violation_error_message=_("Money can't be less than zero."),
            ),
        ]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self):
        return in_language(self.name, self.name_en)


class FinancingLine(models.Model):
    class Source(models.TextChoices):
        ESF = "esf", _("ESF support")
        PUBLIC_CASH = "public_cash", _("public co-financing in cash")
        PRIVATE_CASH = "private_cash", _("private co-financing in cash")
        IN_KIND_TIME = "in_kind_time", _("in kind: participants' time")
        IN_KIND_COMPETENCE = "in_kind_competence", _("in kind: competence")
        IN_KIND_WORK = "in_kind_work", _("in kind: work")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="financing")
    source = models.CharField(_("source"), max_length=20, choices=Source)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    planned = models.DecimalField(
        _("planned"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: not stated."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = FinancingLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("source of financing")
        verbose_name_plural = _("sources of financing")
        ordering = ["project", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "source", "organisation"],
                name="financing_once",
                nulls_distinct=False,  # a source without an organisation is unique, too
                violation_error_message=_("The project already has this source of financing."),
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=True) | Q(planned__gte=0),
                name="financing_planned_not_negative",
                violation_error_message=_("Money can't be less than zero."),
            ),
        ]

    def __str__(self):
        return self.get_source_display()

    @property
    def display_note(self):
        return in_language(self.note, self.note_en)

    @property
    def source_name(self):
        name = capfirst(self.get_source_display())
        return f"{name}, {self.display_organisation}" if self.organisation_id else name

    @property
    def display_organisation(self):
        return self.organisation.display_name if self.organisation else ""

    @property
    def planned_amount(self):
        """Return what the source is planned to pay: the ESF's from total and share where its line states nothing."""
        follows = self.planned is None and self.source == self.Source.ESF
        return self.project.esf_amount if follows else self.planned

    @property
    def is_in_kind(self):
        return self.source.startswith("in_kind")


class FinancingEntry(models.Model):
    """A booking on a source. A wrong one is corrected by another with the opposite sign."""

    line = models.ForeignKey(
        FinancingLine, on_delete=models.PROTECT, related_name="entries", verbose_name=_("source")
    )
    budget_line = models.ForeignKey(
        BudgetLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("purpose"),
        help_text=_("What the money was used for, of the named parts of the budget."),
    )
    booked_on = models.DateField(_("date"), default=timezone.localdate)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    hours = models.DecimalField(_("hours"), max_digits=9, decimal_places=2, null=True, blank=True)
    # Not unique: a voucher of the accounts has several lines, and series of vouchers begin again each year.
    voucher = models.CharField(_("voucher number"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # for traceability
        null=True,
        related_name="+",
        verbose_name=_("booked by"),
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    objects = FinancingEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["line", "booked_on", "pk"]

    def __str__(self):
        return f"{self.booked_on} {self.amount}"

    def clean(self):
        problems = {}
        # Invoices arrive after the project's end.
        starts_on = self.line.project.starts_on
        if self.booked_on and starts_on and self.booked_on < starts_on:
            problems["booked_on"] = _("The day is before the project's start.")
        elif self.booked_on and self.booked_on > timezone.localdate():
            problems["booked_on"] = _("The day has not come yet.")
        if self.amount == 0:
            problems["amount"] = _("Write an amount other than zero.")
        if self.budget_line and self.budget_line.project_id != self.line.project_id:
            problems["budget_line"] = _("The purpose is another project's.")
        if self.hours is not None and not self.line.is_in_kind:
            problems["hours"] = _("Hours are stated only for contributions in kind.")
        if problems:
            raise ValidationError(problems)
