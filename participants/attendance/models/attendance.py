from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from esfportal.security.encryption import Unreadable, decrypt, encrypt
from participants.attendance.models.activities import Session
from participants.attendance.models.enrolments import AboutPerson
from participants.attendance.querysets import AttendanceQuerySet
from participants.register.models import Participation

NOTE = "attendance.note"


class Attendance(AboutPerson):
    """A participant at a session, or absent from it, with the minutes that count."""

    class State(models.TextChoices):
        PRESENT = "present", _("present")
        LATE = "late", _("came late")
        LEFT_EARLY = "left_early", _("left early")
        ABSENT = "absent", _("absent")

    class Reason(models.TextChoices):
        ILL = "ill", _("ill")
        ILL_CHILD = "ill_child", _("ill child")
        INTERVIEW = "interview", _("job interview")
        WORK = "work", _("work")
        OTHER = "other", _("other valid reason")
        UNKNOWN = "unknown", _("unknown reason")

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="attendances",
        verbose_name=_("participation"),
        db_index=False,  # begins the unique constraint
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("session")
    )
    state = models.CharField(_("attendance"), max_length=10, choices=State)
    # Illness is a detail of health: left out of the row history.
    reason = models.CharField(_("reason for the absence"), max_length=10, choices=Reason, blank=True)
    missed_minutes = models.PositiveSmallIntegerField(_("minutes missed"), default=0)
    # What counts, without the break; stated when it is not what follows from the session's times.
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    is_stated = models.BooleanField(_("stated, not computed"), default=False)
    # Why the minutes are stated; bound to the row's key.
    note_encrypted = models.BinaryField(null=True, editable=False)
    note_key_version = models.PositiveSmallIntegerField(null=True, editable=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["session", "participation"]
        constraints = [
            models.UniqueConstraint(fields=["participation", "session"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(state="absent", minutes=0) & ~Q(reason="") | ~Q(state="absent") & Q(reason=""),
                name="attendance_absent_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["late", "left_early"], missed_minutes__gte=1)
                | Q(state__in=["present", "absent"], missed_minutes=0),
                name="attendance_missed_minutes",
            ),
            models.CheckConstraint(
                condition=Q(is_stated=False) | Q(note_encrypted__isnull=False),
                name="attendance_stated_with_note",
            ),
        ]

    def __str__(self):
        return f"Attendance {self.pk}"

    def write_note(self, text):
        self.note_encrypted = self.note_key_version = None
        if text:
            self.note_encrypted, self.note_key_version = encrypt(NOTE, self.pk, text.encode())

    @property
    def note(self):
        """Return why the minutes are stated; raises Unreadable."""
        if self.note_encrypted is None:
            return ""
        return decrypt(NOTE, self.pk, self.note_encrypted, self.note_key_version).decode()

    @property
    def shown_note(self):
        try:
            return self.note
        except Unreadable:  # for a form: it is written again
            return ""
