from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.attendance.models.enrolments import AboutPerson
from participants.attendance.querysets import AboutPeopleQuerySet
from participants.register.models import Participation


class ExtractRequestQuerySet(AboutPeopleQuerySet):
    def waiting(self):
        return self.filter(handed_over_at__isnull=True)


class ExtractRequest(AboutPerson):
    """A participant's request for an extract of the register; without `recorded_by`, from the own page."""

    ANSWERED_WITHIN = timedelta(days=30)  # article 12.3 of the General Data Protection Regulation: a month

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="extract_requests",
        verbose_name=_("participation"),
    )
    made_at = models.DateTimeField(_("extract made"), null=True, editable=False)
    handed_over_at = models.DateTimeField(_("handed over"), null=True, editable=False)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("handed over by"),
        editable=False,
    )

    objects = ExtractRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for an extract")
        verbose_name_plural = _("requests for extracts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(handed_over_at__isnull=True),
                name="extract_request_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_at__isnull=True, handed_over_by__isnull=True)
                | Q(handed_over_at__isnull=False, handed_over_by__isnull=False, made_at__isnull=False),
                name="extract_request_made_before_handed_over",
            ),
        ]

    def __str__(self):
        return f"Request for an extract {self.pk}"

    @property
    def asked_on(self):
        return timezone.localdate(self.recorded_at)

    @property
    def due_on(self):
        return self.asked_on + self.ANSWERED_WITHIN
