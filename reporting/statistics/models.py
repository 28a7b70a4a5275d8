"""Monthly files to SCB, which triggers keep (sql/monthly_files.sql), and their settings."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import track
from esfportal.database.bulk_copy import reserve_ids
from esfportal.security.encryption import Unreadable, decrypt, encrypt
from esfportal.ui.formats import month_text
from projects.models import Project
from reporting.statistics.monthly.content import digest_of, frozen, rows_of
from reporting.statistics.monthly.facts import Fact
from reporting.statistics.monthly.months import Rules

CONTENT = "monthly_file.content"
WOMAN_CODE = "Tf29"  # as SCB has published it; that of a man is not published
code_characters = RegexValidator(r"^[A-Za-z0-9]{4}\Z", _("Write the four characters after the birth date."))
letters_only = RegexValidator(r"^[^\W\d_]+\Z", _("Write one word, without figures."))


class MonthlySettings(models.Model):
    """Settings of a project's monthly files."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, related_name="+", verbose_name=_("project")
    )
    woman_code = models.CharField(
        _("code of a woman"), max_length=4, default=WOMAN_CODE, validators=[code_characters]
    )
    man_code = models.CharField(
        _("code of a man"), max_length=4, blank=True, default="", validators=[code_characters]
    )
    unknown_number = models.CharField(
        _("word for an unknown number"), max_length=20, blank=True, default="", validators=[letters_only]
    )
    with_zero_hours = models.BooleanField(_("participants without hours"), default=True)
    whole_hours = models.BooleanField(_("whole hours"), default=False)
    first_month = models.DateField(
        _("first month"), null=True, blank=True
    )  # earlier ones were sent otherwise
    # In CSV and XLSX after the hours; SCB's template has fields of its own.
    more_columns = ArrayField(
        models.CharField(max_length=20, choices=Fact),
        verbose_name=_("more columns"),
        default=list,
        db_default=[],
        blank=True,
    )

    class Meta:
        verbose_name = _("settings of monthly files")
        verbose_name_plural = _("settings of monthly files")

    def __str__(self):
        return f"Settings {self.pk}"

    @property
    def rules(self):
        return Rules(
            self.woman_code, self.man_code, self.with_zero_hours, self.unknown_number, self.whole_hours
        )


class MonthlyFile(models.Model):
    """A month's rows as they were when it was prepared. A correction is a new version."""

    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("project"),
        db_index=False,  # begins the unique constraint
    )
    month = models.DateField(_("month"))  # its first day
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    prepared_at = models.DateTimeField(_("prepared"), default=timezone.now, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("prepared by"),
        db_index=False,
    )
    digest = models.CharField(_("checksum"), max_length=64)  # of the content with its salt
    # The rows; bound to the row's key.
    content_encrypted = models.BinaryField(editable=False)
    content_key_version = models.PositiveSmallIntegerField(editable=False)
    sent_on = models.DateField(_("sent on"), null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded as sent by"),
        db_index=False,
    )
    receipt = models.CharField(_("receipt number"), max_length=60, blank=True)
    reason = models.CharField(_("reason for the order"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("monthly file")
        verbose_name_plural = _("monthly files")
        ordering = ["month", "version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "month", "version"], name="monthly_file_version_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="monthly_file_of_a_whole_month"),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, sent_by__isnull=True, receipt="", reason="")
                | Q(sent_on__gt=models.F("month"), sent_by__isnull=False),
                name="monthly_file_sent_when",
            ),
        ]

    def __str__(self):
        return f"Monthly file {self.pk}"

    def get_absolute_url(self):
        return reverse("statistics:month", args=[self.project.slug, self.month.year, self.month.month])

    def write_rows(self, rows):
        (self.pk,) = reserve_ids(MonthlyFile, 1)
        content = frozen(rows)
        self.digest = digest_of(content)
        self.content_encrypted, self.content_key_version = encrypt(CONTENT, self.pk, content.encode())

    @property
    def rows(self):
        """Return the rows; raises Unreadable, too, if they are not those of the checksum."""
        content = decrypt(CONTENT, self.pk, self.content_encrypted, self.content_key_version).decode()
        if digest_of(content) != self.digest:
            raise Unreadable("The content is not that of the checksum.")
        return rows_of(content)

    @property
    def display_name(self):
        return month_text(self.month)

    @property
    def is_sent(self):
        return self.sent_on is not None


MonthlySettingsHistory = track(MonthlySettings, find_by="project")
MonthlyFileHistory = track(
    MonthlyFile, hidden={"content": ["content_encrypted", "content_key_version"]}, find_by="project"
)
