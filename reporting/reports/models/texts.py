"""Texts of a report: the questions, as versions of a template, and the project's answers."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from esfportal.languages import active_language
from projects.models import ProgrammePeriod, ReportKind
from reporting.reports.models.attachments import ReportAttachment
from reporting.reports.models.reports import Report

SHORTEST, LONGEST = 100, 20_000  # characters that a section may allow


class ReportTemplateQuerySet(models.QuerySet):
    def in_force(self, programme_period, kind, day):
        """Return the version that a report begun on this day gets, None if there is none."""
        found = self.filter(programme_period=programme_period, kind=kind, active_from__lte=day)
        return found.order_by("-version").first()

    def latest_version(self, programme_period, kind):
        found = self.filter(programme_period=programme_period, kind=kind)
        return found.aggregate(latest=Max("version"))["latest"] or 0


class ReportTemplate(models.Model):
    """One version of the questions of a kind of report; a trigger rejects changes of it."""

    class Wording(models.TextChoices):
        PORTAL = "portal", _("the portal's own")
        FUNDER = "funder", _("the funder's")

    programme_period = models.CharField(_("programme period"), max_length=9, choices=ProgrammePeriod)
    kind = models.CharField(_("kind of report"), max_length=20, choices=ReportKind)
    version = models.PositiveIntegerField(_("version"), editable=False)
    active_from = models.DateField(
        _("used from"),
        default=timezone.localdate,
        help_text=_("Reports that are begun from this day on get this version."),
    )
    wording = models.CharField(
        _("whose wording"),
        max_length=10,
        choices=Wording,
        default=Wording.PORTAL,
        help_text=_("The page where a report is written says so."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    # Without a constraint, because tests empty the users' table and keep this one.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_constraint=False,
        verbose_name=_("created by"),
    )

    objects = ReportTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of a report")
        verbose_name_plural = _("templates of reports")
        ordering = ["programme_period", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme_period", "kind", "version"], name="report_template_version"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.programme_period}, {gettext('version')} {self.version}"


class TemplateSection(models.Model):
    """A heading of a report, with what to write under it."""

    class Answer(models.TextChoices):
        TEXT = "text", _("text")
        YES_NO = "yes_no", _("yes or no, with text")
        LIST = "list", _("list, one item on each line")
        ATTACHMENT = "attachment", _("attached files")

    class Figures(models.TextChoices):
        NONE = "none", _("none")
        TARGETS = "targets", _("targets")
        PEOPLE = "people", _("participants")
        MONEY = "money", _("money")

    template = models.ForeignKey(ReportTemplate, on_delete=models.CASCADE, related_name="sections")
    # The same in all versions and kinds, because the text of the last report is found by it.
    key = models.CharField(
        _("key"), max_length=40, validators=[RegexValidator(r"^[a-z][a-z0-9_]*$", _("Use a–z, 0–9 and _."))]
    )
    order = models.PositiveSmallIntegerField(_("order"))
    heading_sv = models.CharField(_("heading in Swedish"), max_length=150)
    heading_en = models.CharField(_("heading in English"), max_length=150)
    help_sv = models.TextField(_("what to write, in Swedish"), max_length=1000)
    help_en = models.TextField(_("what to write, in English"), max_length=1000)
    answer = models.CharField(_("kind of answer"), max_length=10, choices=Answer, default=Answer.TEXT)
    is_required = models.BooleanField(_("required"), default=True)
    max_length = models.PositiveIntegerField(
        _("most characters"),
        default=4000,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    figures = models.CharField(
        _("figures shown with it"), max_length=10, choices=Figures, default=Figures.NONE
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["template", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["template", "key"], name="template_section_once")]

    def __str__(self):
        return self.heading

    @property
    def heading(self):
        return self._in_language("heading")

    @property
    def help_text(self):
        return self._in_language("help")

    def _in_language(self, name):
        language = active_language()
        return getattr(self, f"{name}_{language}")


class ReportTextQuerySet(models.QuerySet):
    def in_order(self):
        attached = ReportAttachment.objects.filter(report=OuterRef("report"), section=OuterRef("section"))
        found = self.select_related("section", "copied_from").annotate(has_files=Exists(attached))
        return found.order_by("section__order", "section_id")


class ReportText(models.Model):
    """The text of a report under a heading; a trigger rejects changes when the report is no draft."""

    class YesNo(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    section = models.ForeignKey(TemplateSection, on_delete=models.PROTECT, related_name="+")
    # Not about persons, and therefore not encrypted (ADR 119).
    text = models.TextField(_("text"), blank=True)
    yes_no = models.CharField(_("answer"), max_length=3, choices=YesNo, blank=True)
    # The report whose text was taken over, until it is confirmed or changed.
    copied_from = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("copied from")
    )
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    has_files = False  # of a section that asks for files, in in_order()

    objects = ReportTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a report")
        verbose_name_plural = _("texts of reports")
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="report_text_once")]

    def __str__(self):
        return f"{self.report_id} {self.section_id}"

    @property
    def asks_yes_or_no(self):
        return self.section.answer == TemplateSection.Answer.YES_NO

    @property
    def asks_for_files(self):
        return self.section.answer == TemplateSection.Answer.ATTACHMENT

    @property
    def is_empty(self):
        return not self.text.strip() and not self.yes_no

    @property
    def is_answered(self):
        if self.asks_for_files:
            return self.has_files
        if self.asks_yes_or_no:  # a "no" needs no text
            return self.yes_no == self.YesNo.NO or (self.yes_no == self.YesNo.YES and bool(self.text.strip()))
        return bool(self.text.strip())

    @property
    def is_missing(self):
        return self.copied_from_id is not None or (self.section.is_required and not self.is_answered)

    @property
    def missing_text(self):
        """Return what has to be done about it: "Risks: nothing is written."."""
        facts = {"section": self.section.heading}
        if self.asks_for_files:
            return gettext("%(section)s: no file is attached.") % facts
        if self.copied_from_id is not None and self.copied_from_id == self.report.replaces_id:
            return gettext("%(section)s: confirm or change what the funder commented on.") % facts
        if self.copied_from_id is not None:
            return gettext("%(section)s: confirm or change what was copied from the last report.") % facts
        if self.yes_no == self.YesNo.YES:
            return gettext("%(section)s: the answer is yes, but nothing is written about it.") % facts
        if self.asks_yes_or_no:
            return gettext("%(section)s: answer yes or no.") % facts
        return gettext("%(section)s: nothing is written.") % facts
