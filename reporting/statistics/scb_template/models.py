from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from esfportal.files.uploads import UploadedFile
from participants.imports.workbooks.limits import HEADER_ROWS
from projects.models import ProgrammePeriod, Project
from reporting.statistics.scb_template.filling.cell_values import Column, DateFormat, Writing
from reporting.statistics.scb_template.filling.fields import Field, words_of
from reporting.statistics.scb_template.querysets import TemplateQuerySet

FILE_NAME = "{Månad}{år}_{projektnamn}"
LONGEST_TEXT = 60
FIRST_ROWS = 20  # the first participant stands on one of these


def _user(label, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
        db_index=False,
        **options,
    )


def _text(label, default=""):
    return models.CharField(label, max_length=LONGEST_TEXT, blank=True, default=default)


class ScbTemplate(UploadedFile):
    """A version of SCB's empty workbook, with what is written where. A draft until it is used."""

    KEY_PURPOSE = "scb_template.key"

    # Without a project it is the period's, for all projects without one of their own.
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("project"),
        db_index=False,  # begins the unique constraint
    )
    programme_period = models.CharField(_("programme period"), max_length=9, choices=ProgrammePeriod)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    sheet = models.CharField(_("sheet"), max_length=100)
    heading_row = models.PositiveSmallIntegerField(
        _("row of the headings"), validators=[MinValueValidator(1), MaxValueValidator(HEADER_ROWS)]
    )
    first_row = models.PositiveSmallIntegerField(
        _("row of the first participant"), validators=[MinValueValidator(2), MaxValueValidator(FIRST_ROWS)]
    )
    columns_of_sheet = models.JSONField(_("columns"), default=list)  # [place from 0, heading, field, text]
    date_format = models.CharField(_("dates"), max_length=7, choices=DateFormat, default=DateFormat.ISO)
    open_end = _text(_("while there is no end"))
    unknown = _text(_("for what is not known"))
    woman = _text(_("for a woman"), Writing().woman)
    man = _text(_("for a man"), Writing().man)
    yes = _text(_("for yes"), Writing().yes)
    no = _text(_("for no"), Writing().no)
    file_name = models.CharField(_("name of the file"), max_length=LONGEST_TEXT, default=FILE_NAME)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    uploaded_by = _user(_("uploaded by"), editable=False)
    used_at = models.DateTimeField(_("in use since"), null=True, editable=False)
    used_by = _user(_("put into use by"), null=True, editable=False)
    ended_at = models.DateTimeField(_("in use until"), null=True, editable=False)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("SCB's template")
        verbose_name_plural = _("SCB's templates")
        ordering = ["version"]
        indexes = [models.Index(fields=["path"], name="scb_template_path")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "programme_period", "version"],
                nulls_distinct=False,
                name="scb_template_version_once",
            ),
            models.UniqueConstraint(
                fields=["project", "programme_period"],
                condition=Q(used_at__isnull=True),
                nulls_distinct=False,
                name="scb_template_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, used_by__isnull=True, ended_at__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="scb_template_used_by_user",
            ),
            models.CheckConstraint(
                condition=Q(first_row__gt=models.F("heading_row")),
                name="scb_template_rows_under_headings",
                violation_error_message=_("The first participant stands below the headings."),
            ),
        ]

    def __str__(self):
        return f"Template {self.pk}"

    @property
    def columns(self):
        return [Column(*each) for each in self.columns_of_sheet]

    @property
    def columns_in_words(self):
        labels = dict(Field.choices)
        return [
            {"heading": each.heading, "label": labels.get(each.field, "–"), "text": each.text}
            for each in self.columns
        ]

    @property
    def remembered(self):
        return {words_of(column.heading): Field(column.field) for column in self.columns if column.field}

    @property
    def writing(self):
        return Writing(**{name: getattr(self, name) for name in Writing._fields})

    @property
    def is_draft(self):
        return self.used_at is None
