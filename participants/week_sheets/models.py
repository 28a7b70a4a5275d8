"""Week sheets: a participant's days at an internship in one week, as the employer's tutor confirms them."""

import json
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit.row_history import track
from esfportal.database.bulk_copy import reserve_ids
from esfportal.security.encryption import Unreadable, decrypt, encrypt
from participants.attendance.models import Activity
from participants.attendance.models.enrolments import AboutPerson
from participants.attendance.querysets import AboutPeopleQuerySet
from participants.register.models import Participation
from participants.week_sheets import days

CONTENT = "week_sheet.content"
EMPTY = {"days": [], "confirmations": [], "link": {}}


class WeekSheetQuerySet(AboutPeopleQuerySet):
    def to_record(self, first, last):
        """Return sheets of weeks with a day from `first` to `last` that are not recorded as attendance."""
        weeks = (first - timedelta(6), last)
        return self.filter(monday__range=weeks).exclude(state=WeekSheet.State.RECORDED).order_by("pk")


class WeekSheet(AboutPerson):
    """A participant's week at an activity with an employer."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("a week sheet", "open")
        CONFIRMED = "confirmed", pgettext_lazy("a week sheet", "confirmed by the tutor")
        RECORDED = "recorded", pgettext_lazy("a week sheet", "recorded as attendance")

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="week_sheets",
        verbose_name=_("participation"),
        db_index=False,  # begins the unique constraint
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="week_sheets", verbose_name=_("activity")
    )
    monday = models.DateField(_("week from Monday"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    # Days, reasons of absences, names, and each confirmation with what was shown; bound to the row's key.
    content_encrypted = models.BinaryField(editable=False)
    content_key_version = models.PositiveSmallIntegerField(editable=False)
    # Of the tutor's link. Only the tutor has the text of the address.
    link_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    link_expires_at = models.DateTimeField(_("link valid until"), null=True, editable=False)

    objects = WeekSheetQuerySet.as_manager()

    page_of = None  # the participation with whose pages it is shown

    class Meta:
        verbose_name = _("week sheet")
        verbose_name_plural = _("week sheets")
        ordering = ["monday", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "activity", "monday"],
                name="week_sheet_once",
                violation_error_message=_("The week has a sheet already. Open it again."),
            ),
            models.CheckConstraint(condition=Q(monday__iso_week_day=1), name="week_sheet_from_monday"),
            models.CheckConstraint(
                condition=Q(link_hash__isnull=True, link_expires_at__isnull=True)
                | Q(state="open", link_hash__isnull=False, link_expires_at__isnull=False),
                name="week_sheet_link_while_open",
            ),
        ]

    def __str__(self):
        return f"Week sheet {self.pk}"

    def get_absolute_url(self):
        participation = self.page_of or self.participation
        year, week, _day = self.monday.isocalendar()
        return reverse(
            "week_sheets:sheet",
            args=[participation.project.slug, participation.public_id, self.activity_id, year, week],
        )

    def write_content(self, content):
        (self.pk,) = reserve_ids(WeekSheet, 1) if self.pk is None else (self.pk,)
        self.minutes = days.total(days.read(content["days"]))
        self.content_encrypted, self.content_key_version = encrypt(
            CONTENT, self.pk, json.dumps(content, ensure_ascii=False).encode()
        )
        self.__dict__.pop("content", None)

    @cached_property
    def content(self):
        """Return `days`, `confirmations` and `link` (what its page shows); raises Unreadable."""
        if self.content_key_version is None:
            return EMPTY
        return json.loads(decrypt(CONTENT, self.pk, self.content_encrypted, self.content_key_version))

    @property
    def is_readable(self):
        try:
            return bool(self.content)
        except Unreadable:
            return False

    @property
    def days(self):
        return days.read(self.content["days"])

    def has_day_within(self, first, last):
        # What can't be read is not taken for empty.
        return not self.is_readable or any(first <= day.date <= last for day in self.days)

    @property
    def is_written(self):
        return self.has_day_within(self.monday, days.days_of_week(self.monday)[-1])

    @property
    def has_link(self):
        return self.link_hash is not None and self.link_expires_at > timezone.now()

    @property
    def number(self):
        return self.monday.isocalendar().week


WeekSheetHistory = track(
    WeekSheet,
    hidden={
        "seal": ["content_encrypted", "content_key_version"],
        "rest": ["recorded_at", "link_hash", "link_expires_at"],
    },
    find_by="participation",
)
