import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participants.attendance.hours import minutes_between
from participants.attendance.querysets import ActivityQuerySet, SessionManager, SessionQuerySet
from participants.employers.models import Employer
from projects.models import Intervention, Municipality, Project


class Activity(models.Model):
    """A course, a group or another thing that participants take part in; sessions say when it is held."""

    class Kind(models.TextChoices):
        COURSE = "course", _("course")
        GROUP = "group", _("group")
        MEETING = "meeting", _("meeting")
        INTERNSHIP = "internship", _("internship")
        WORK_TRAINING = "work_training", _("work training")
        SELF_STUDY = "self_study", _("self-study")
        OTHER = "other", _("other")

    WITH_WEEK_SHEETS = (Kind.INTERNSHIP, Kind.WORK_TRAINING)

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="activities", verbose_name=_("project")
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    is_project_time = models.BooleanField(_("counts as project time"), default=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intervention"),
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("led by"),
    )
    employer = models.ForeignKey(
        Employer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("employer"),
    )
    capacity = models.PositiveSmallIntegerField(_("most participants"), null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.UniqueConstraint(
                "project",
                Lower("name"),
                name="activity_name_once_in_project",
                violation_error_message=_("The project has an activity with this name already."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                name="activity_has_room",
                violation_error_message=_("State one participant or more, or leave the field empty."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("attendance:activity", args=[self.project.slug, self.pk])

    @property
    def has_week_sheets(self):
        return self.kind in self.WITH_WEEK_SHEETS


class Session(models.Model):
    """One time that an activity is held."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("activity")
    )
    # Of the form that planned it, with all of its series: a request that comes twice plans once (ADR 101).
    form_number = models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("to"))
    break_minutes = models.PositiveSmallIntegerField(_("break, minutes"), default=0)
    place = models.CharField(_("another place than usual"), max_length=120, blank=True)
    # When it was planned at first, of a session that was moved.
    first_held_on = models.DateField(_("planned at first"), null=True, editable=False)
    first_starts_at = models.TimeField(_("from, planned at first"), null=True, editable=False)
    cancelled_because = models.CharField(
        _("reason for the cancellation"), max_length=300, blank=True, editable=False
    )

    # Of one participant's week sheet: at the same time may be another's.
    is_from_sheet = models.BooleanField(_("from a week sheet"), default=False, editable=False)

    objects = SessionManager()
    with_sheets = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["held_on", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "held_on", "starts_at"],
                condition=Q(is_from_sheet=False),
                name="session_once",
                violation_error_message=_("The activity has a session at this time already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_start",
                violation_error_message=_("The end is not after the start."),
            ),
            models.CheckConstraint(
                condition=Q(first_held_on__isnull=True, first_starts_at__isnull=True)
                | Q(first_held_on__isnull=False, first_starts_at__isnull=False),
                name="session_first_planned_whole_or_none",
            ),
        ]
        indexes = [models.Index(fields=["project", "held_on"], name="session_in_project")]

    def __str__(self):
        return f"{self.activity_id} {self.held_on} {self.starts_at:%H:%M}"

    @property
    def display_name(self):
        return f"{self.activity.name} {self.held_on} {self.starts_at:%H:%M}"

    @property
    def is_cancelled(self):
        return bool(self.cancelled_because)

    @property
    def is_moved(self):
        return self.first_held_on is not None

    @property
    def minutes(self):
        """Return how long it lasts without its break."""
        return minutes_between(self.starts_at, self.ends_at) - self.break_minutes

    @property
    def shown_place(self):
        return self.place or self.activity.place
