"""Claims for payment, and their lines, which triggers keep from the submission on (sql/submitted_claims.sql)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import track
from esfportal.ui.formats import period
from projects.models import FinancingEntry, FinancingLine, Project
from reporting.claims.querysets import ClaimQuerySet
from reporting.claims.states import NOT_SUBMITTED, STATE_STYLES, State

DECIDED = (State.DECIDED, State.PAID)


class Claim(models.Model):
    """A project's claim for a period. A draft has no lines: its entries are found each time."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="+", verbose_name=_("project"), db_index=False
    )
    number = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
        editable=False,
        db_index=False,
    )
    submitted_on = models.DateField(_("submitted on"), null=True)
    reference = models.CharField(_("the funder's reference"), max_length=60, blank=True)
    digest = models.CharField(_("checksum"), max_length=64, blank=True)  # of the lines (content.py)
    decided_on = models.DateField(_("decided on"), null=True)
    approved = models.DecimalField(_("approved amount"), max_digits=14, decimal_places=2, null=True)
    reason = models.CharField(_("the funder's reason"), max_length=300, blank=True)
    paid_on = models.DateField(_("paid on"), null=True)
    paid = models.DecimalField(_("paid amount"), max_digits=14, decimal_places=2, null=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim for payment")
        verbose_name_plural = _("claims for payment")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="claim_number_once"),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state=State.DRAFT),
                name="claim_one_draft",
                violation_error_message=_("The project has a draft already."),
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="claim_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state__in=NOT_SUBMITTED, submitted_on__isnull=True, reference="", digest="")
                | ~Q(state__in=NOT_SUBMITTED) & Q(submitted_on__gte=F("ends_on")) & ~Q(digest=""),
                name="claim_submitted_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) & Q(decided_on__isnull=True, approved__isnull=True, reason="")
                | Q(state__in=DECIDED, decided_on__gte=F("submitted_on"), approved__isnull=False),
                name="claim_decided_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PAID) & Q(paid_on__isnull=True, paid__isnull=True)
                | Q(state=State.PAID, paid_on__gte=F("decided_on"), paid__isnull=False),
                name="claim_paid_when",
            ),
        ]

    def __str__(self):
        return f"Claim {self.number}"

    def get_absolute_url(self):
        return reverse("claims:claim", args=[self.project.slug, self.number])

    @property
    def display_name(self):
        return capfirst(_now("claim %(number)s") % {"number": self.number})

    @property
    def list_key(self):
        return f"claim-{self.number}"

    @property
    def period_text(self):
        return period(self.starts_on, self.ends_on)

    @property
    def style(self):
        return STATE_STYLES[State(self.state)]

    @property
    def is_draft(self):
        return self.state == State.DRAFT

    @property
    def is_submitted(self):
        return self.state not in NOT_SUBMITTED


class ClaimLine(models.Model):
    """An entry as it was when its claim was submitted. Never changed."""

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="lines", verbose_name=_("claim for payment")
    )
    # An entry is claimed once, so what is wrong is claimed again with the opposite sign.
    entry = models.OneToOneField(
        FinancingEntry, on_delete=models.PROTECT, related_name="claim_line", verbose_name=_("booking")
    )
    booked_on = models.DateField(_("date"))
    source = models.CharField(_("source"), max_length=20, choices=FinancingLine.Source)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    hours = models.DecimalField(_("hours"), max_digits=9, decimal_places=2, null=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("line of a claim")
        verbose_name_plural = _("lines of claims")
        ordering = ["claim", "booked_on", "pk"]

    def __str__(self):
        return f"Line {self.pk}"


ClaimHistory = track(Claim, find_by="project")
