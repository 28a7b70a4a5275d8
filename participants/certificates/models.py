"""Certificates of months, and their steps. Triggers keep what is closed (sql/closed_months.sql)."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import track
from esfportal.database.bulk_copy import reserve_ids
from esfportal.security.encryption import Unreadable, decrypt, encrypt
from esfportal.ui.formats import month_text
from participants.attendance.hours import reported_hours
from participants.attendance.models.enrolments import AboutPerson
from participants.certificates.document.content import WHOLE, digest_of, to_json
from participants.certificates.group.models import GroupFile, GroupStep
from participants.certificates.querysets import CertificateQuerySet
from participants.certificates.states import NOT_IN_FORCE, ON_OWN_PAGE, STATE_STYLES, Method, State, Step
from participants.evidence.models import Proof
from participants.register.models import Participation
from projects.models import HoursRounding

__all__ = ["Certificate", "CertificateEvent", "CertificateHistory", "GroupFile", "GroupStep"]
CONTENT = "certificate.content"
NOTE = "certificate_event.note"


class Certificate(AboutPerson):
    """A participant's month, closed: what it says never changes, only its state. A correction is a new version."""

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("participation"),
        db_index=False,  # begins the unique constraint
    )
    month = models.DateField(_("month"))  # its first day
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    state = models.CharField(_("state"), max_length=15, choices=State, default=State.CLOSED)
    is_countersigned = models.BooleanField(_("is to be countersigned"))
    minutes = models.PositiveIntegerField(_("minutes"))
    project_minutes = models.PositiveIntegerField(_("minutes of project time"))
    # The project's, when the month was closed.
    rounding = models.CharField(
        _("hours are reported in"), max_length=7, choices=HoursRounding, default=HoursRounding.WHOLE
    )
    # Of the content with its salt.
    digest = models.CharField(_("checksum"), max_length=64)
    # Of the paper that was signed; another one may follow when it was withdrawn.
    scan = models.OneToOneField(
        Proof, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("scan")
    )
    # Names, days and activities; bound to the row's key.
    content_encrypted = models.BinaryField(editable=False)
    content_key_version = models.PositiveSmallIntegerField(editable=False)

    objects = CertificateQuerySet.as_manager()

    page_of = None  # the participation with whose pages it is shown

    class Meta:
        verbose_name = _("certificate of attendance")
        verbose_name_plural = _("certificates of attendance")
        ordering = ["month", "version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "month", "version"], name="certificate_version_once"
            ),
            models.UniqueConstraint(
                fields=["participation", "month"],
                condition=~Q(state__in=NOT_IN_FORCE),
                name="certificate_in_force_once",
                violation_error_message=_("The month is closed already."),
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="certificate_of_a_whole_month"),
        ]
        indexes = [models.Index(fields=["project", "month"], name="certificate_in_project")]

    def __str__(self):
        return f"Certificate {self.pk}"

    def get_absolute_url(self):
        # Of a merged record the page is that of the record that took its place.
        participation = self.page_of or self.participation
        return reverse(
            "certificates:certificate", args=[participation.project.slug, participation.public_id, self.pk]
        )

    def write_content(self, content):
        (self.pk,) = reserve_ids(Certificate, 1) if self.pk is None else (self.pk,)
        self.minutes, self.project_minutes = content["minutes"], content["project_minutes"]
        self.rounding, self.digest = content.get("rounding", WHOLE), digest_of(content)
        self.content_encrypted, self.content_key_version = encrypt(
            CONTENT, self.pk, to_json(content).encode()
        )

    @property
    def content(self):
        """Return what it says; raises Unreadable, too, if it is not what the checksum is of."""
        content = json.loads(decrypt(CONTENT, self.pk, self.content_encrypted, self.content_key_version))
        if digest_of(content) != self.digest:
            raise Unreadable("The content is not that of the checksum.")
        return content

    @property
    def mark(self):
        """Return what the address on the paper has beside the key, so that a wrong digit leads nowhere."""
        return self.digest[:8]

    @property
    def display_name(self):
        return f"{month_text(self.month)}, {self.version}"

    @property
    def style(self):
        return STATE_STYLES[State(self.state)]

    @property
    def is_in_force(self):
        return self.state not in NOT_IN_FORCE

    @property
    def scan_in_force(self):
        return None if self.scan is None or self.scan.withdrawn_at else self.scan

    @property
    def hours(self):
        return reported_hours(self.project_minutes, self.rounding)


class CertificateEvent(models.Model):
    """A step of a certificate: who took it, when, and what was said. Never changed."""

    certificate = models.ForeignKey(
        Certificate,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("certificate of attendance"),
    )
    step = models.CharField(_("step"), max_length=15, choices=Step)
    to_state = models.CharField(_("to"), max_length=15, choices=State)
    at = models.DateTimeField(_("time"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    # Of Step.CONFIRM.
    method = models.CharField(_("means"), max_length=15, choices=Method, blank=True)
    signed_on = models.DateField(_("signed on"), null=True)
    # Of ON_OWN_PAGE: how the session began, and the checksum of what was shown.
    link_made_at = models.DateTimeField(_("link made"), null=True, editable=False)
    signed_in_at = models.DateTimeField(_("signed in"), null=True, editable=False)
    codes_tried = models.PositiveSmallIntegerField(_("codes tried"), null=True, editable=False)
    shown_digest = models.CharField(_("checksum shown"), max_length=64, blank=True, editable=False)
    sent_to = models.CharField(_("sent to"), max_length=260, blank=True, editable=False)  # masked
    # A reason, what the participant says is wrong, or where the original is; bound to the row's key.
    note_encrypted = models.BinaryField(null=True, editable=False)
    note_key_version = models.PositiveSmallIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("step of a certificate")
        verbose_name_plural = _("steps of certificates")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step="confirm", signed_on__isnull=False) & ~Q(method="")
                | ~Q(step="confirm") & Q(signed_on__isnull=True, method=""),
                name="certificate_event_confirmed_how",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=["refuse", "take_back", "supersede"]) | Q(note_encrypted__isnull=False),
                name="certificate_event_says_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    method__in=ON_OWN_PAGE,
                    link_made_at__isnull=False,
                    signed_in_at__isnull=False,
                    codes_tried__isnull=False,
                )
                & ~Q(shown_digest="")
                | ~Q(method__in=ON_OWN_PAGE)
                & Q(
                    link_made_at__isnull=True,
                    signed_in_at__isnull=True,
                    codes_tried__isnull=True,
                    shown_digest="",
                ),
                name="certificate_event_own_page_shown",
            ),
            models.CheckConstraint(
                condition=Q(method="mail") & ~Q(sent_to="") | ~Q(method="mail") & Q(sent_to=""),
                name="certificate_event_mailed_to",
            ),
        ]

    def __str__(self):
        return f"{self.certificate_id} {self.step}"

    @property
    def is_of_participant(self):
        return self.method in ON_OWN_PAGE or (self.by_id is None and self.step == Step.REFUSE)

    def write_note(self, text):
        if text:
            self.note_encrypted, self.note_key_version = encrypt(NOTE, self.pk, text.encode())

    @property
    def note(self):
        """Return what was said; raises Unreadable."""
        if self.note_encrypted is None:
            return ""
        return decrypt(NOTE, self.pk, self.note_encrypted, self.note_key_version).decode()


CertificateHistory = track(
    Certificate,
    hidden={"seal": ["content_encrypted", "content_key_version"], "rest": ["recorded_at"], "scan": ["scan"]},
    find_by="participation",
)
