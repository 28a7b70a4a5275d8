import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from esfportal.jobs.models import Job
from projects.models import Project, ReportKind
from reporting.indicators.document import from_json
from reporting.reports.life.signatures import changed_since_signed, representatives
from reporting.reports.life.states import STATE_STYLES, State, Step, refusals
from reporting.reports.models.periods import overlap_problem, overlapping_reports
from reporting.reports.querysets import ReportQuerySet


class Report(models.Model):
    """A progress, final or other report for a period."""

    # Row-level security, triggers and disclosure control ask only whether a report is submitted, so the
    # funder's answer has a column of its own. Together they are its state (life/states.py).
    class Status(models.TextChoices):
        DRAFT = State.DRAFT.value, State.DRAFT.label
        READY = State.READY.value, State.READY.label
        SIGNED = State.SIGNED.value, State.SIGNED.label
        SUBMITTED = State.SUBMITTED.value, State.SUBMITTED.label
        WITHDRAWN = State.WITHDRAWN.value, State.WITHDRAWN.label

    class Answer(models.TextChoices):
        RETURNED = State.RETURNED.value, State.RETURNED.label
        APPROVED = State.APPROVED.value, State.APPROVED.label

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="reports", verbose_name=_("project")
    )
    kind = models.CharField(
        _("kind of report"),
        max_length=20,
        choices=ReportKind,
        default=ReportKind.PROGRESS,
        db_default=ReportKind.PROGRESS.value,
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    answer = models.CharField(
        _("answer"), max_length=10, choices=Answer, blank=True, default="", db_default="", editable=False
    )
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    overlap_reason = models.CharField(
        _("reason for reporting the same days again"), max_length=300, blank=True, default="", db_default=""
    )
    # Frozen by the worker; a trigger rejects changes after submission.
    figures = models.JSONField(_("figures"), null=True, editable=False)
    # Primary keys.
    counted_participations = ArrayField(models.BigIntegerField(), null=True, editable=False)
    # {code: {span: [primary keys]}} of each figure; None in reports made before this was stored
    counted_by_figure = models.JSONField(null=True, editable=False)
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    computed_at = models.DateTimeField(_("computed"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="report_ends_after_start",
                violation_error_message=_("The last day of the period is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", submitted_at__isnull=True)
                | Q(status__in=["ready", "signed"], submitted_at__isnull=True, figures__isnull=False)
                | Q(
                    status__in=["submitted", "withdrawn"],
                    submitted_at__isnull=False,
                    figures__isnull=False,
                ),
                name="report_submitted_with_figures",
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(status="submitted"), name="report_answered_when_submitted"
            ),
            models.UniqueConstraint(
                fields=["project", "kind", "starts_on", "ends_on"],
                condition=Q(status__in=["draft", "ready", "signed"]),
                name="report_one_draft_for_period",
                violation_error_message=_("There is already a draft for this period."),
            ),
        ]
        indexes = [models.Index(fields=["project", "-ends_on"], name="report_project_period")]

    def __str__(self):
        return f"{self.project} {self.starts_on} – {self.ends_on}"

    def get_absolute_url(self):
        return reverse("reports:detail", args=[self.project.slug, self.public_id])

    @property
    def list_key(self):
        """Return the name of its lists of people in addresses (reporting.sampling)."""
        return f"report-{self.public_id}"

    @property
    def kind_label(self):
        return capfirst(self.get_kind_display())

    @property
    def state(self):
        return State(self.answer or self.status)

    @property
    def state_label(self):
        return self.state.label

    @property
    def state_style(self):
        return STATE_STYLES[self.state]

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_ready(self):
        return self.status == self.Status.READY

    @property
    def is_signed(self):
        return self.status == self.Status.SIGNED

    @property
    def is_withdrawn(self):
        return self.status == self.Status.WITHDRAWN

    @property
    def may_be_continued(self):
        return self.state in (State.RETURNED, State.WITHDRAWN)

    @property
    def is_returned(self):
        return self.state == State.RETURNED

    @property
    def is_submitted(self):
        return self.status == self.Status.SUBMITTED

    @property
    def has_figures(self):
        return self.figures is not None

    @property
    def document(self):
        """Return the frozen figures as a `ReportDocument`, None before they are computed."""
        return from_json(self.figures) if self.has_figures else None

    @cached_property
    def releases_by_audience(self):
        return {release.audience: release for release in self.releases.defer("alternatives")}

    def release_for(self, audience):
        """Return the audience's release, None before there is one."""
        # Reports of earlier versions have a single one, with the strictest protection, for all readers.
        found = self.releases_by_audience
        return found.get(audience) or found.get(ReportFile.Audience.RELEASED)

    def document_for(self, audience):
        """Return the report as the audience reads it, None before it has been made."""
        if audience == ReportFile.Audience.FULL:
            return self.document
        release = self.release_for(audience)
        return release.document if release else None

    @property
    def sorted_files(self):
        """Return the files of one audience: for lists, whose addresses lead each reader to its own."""
        # Row-level security shows a funder the files of its own audience alone.
        found = {file.audience for file in self.files.all()}
        audience = next((each for each in ReportFile.Audience.values if each in found), "")
        return self._sorted_files(audience)

    def files_for(self, audience):
        if audience != ReportFile.Audience.FULL and (release := self.release_for(audience)):
            audience = release.audience
        return self._sorted_files(audience)

    def _sorted_files(self, audience):
        kinds, languages = ReportFile.Kind.values, ["sv", "en"]
        return sorted(
            (file for file in self.files.all() if file.audience == audience),
            key=lambda file: (kinds.index(file.kind), languages.index(file.language)),
        )

    def move(self, transition):
        """Write the state in which the transition ends; the caller must hold the row lock."""
        if transition.start != self.state:
            raise ValueError(f"a {self.state} report can't go through {transition.step!r}")
        if transition.end in self.Answer:
            self.answer = transition.end.value
        else:
            self.status = transition.end.value

    def missing_to_submit(self):
        """Return the reasons against submitting as texts; empty when it is allowed."""
        reasons = refusals(Step.SUBMIT, self.state)
        if not reasons and self.is_draft and self.needs_signature:
            reasons = [_("The authorised representative signs the report first. Mark it as ready.")]
        if not reasons and self.is_signed:
            reasons = changed_since_signed(self)
        return reasons or self.missing_content()

    def missing_to_be_ready(self):
        reasons = refusals(Step.READY, self.state)
        if not reasons and not self.needs_signature:
            reasons = [
                _("The project has no authorised representative. Submit the report, or ask an administrator.")
            ]
        return reasons or self.missing_content()

    def missing_content(self):
        """Return what is missing in the report itself, as texts."""
        reasons = []
        if self.job.is_open:
            reasons.append(_("The report is still being made."))
        elif self.job.has_failed:
            reasons.append(_("The report could not be made. Try again first."))
        elif self.job.is_cancelled:
            reasons.append(_("The making of the report was cancelled. Make it again first."))
        elif not self.release_covers_all_submitted():
            reasons.append(
                _("A report was submitted or withdrawn since this one was made. Make it again first.")
            )
        if self.ends_on > timezone.localdate():
            reasons.append(_("The period has not ended yet."))
        if self.lacks_overlap_reason:
            reasons.append(overlap_problem(self.unexplained_overlap))
        reasons += [text.missing_text for text in self.missing_texts]
        if not reasons and self.is_withheld:
            reasons.append(
                _(
                    "The funders would see no number of persons: each could be worked out from another or from "
                    "an earlier report. Make a report for a longer period, for example from the project's start."
                )
            )
        return reasons

    @cached_property
    def needs_signature(self):
        return representatives(self.project).exists()

    @cached_property
    def unexplained_overlap(self):
        """Return the submitted reports for which this one has to give a reason."""
        return overlapping_reports(self.project, self.kind, self.starts_on, self.ends_on, but=self)

    @property
    def lacks_overlap_reason(self):
        return not self.overlap_reason and bool(self.unexplained_overlap)

    @cached_property
    def texts_in_order(self):
        return list(self.texts.in_order())

    @property
    def missing_texts(self):
        """Return the texts that have to be written or confirmed before the report is submitted."""
        return [text for text in self.texts_in_order if text.is_missing]

    @property
    def is_withheld(self):
        """Return True if its readers outside the project would see no number of persons."""
        documents = [release.document for release in self.releases_by_audience.values()]
        return bool(documents) and all(document.is_withheld for document in documents)

    def release_covers_all_submitted(self):
        """Return True if disclosure control took every submitted report into account, for each audience."""
        found = self.releases_by_audience
        if found.keys() != set(ReportFile.RELEASED_TO):
            return False
        submitted = list(
            self.project.reports.exclude(pk=self.pk).in_order_of_submission().values_list("pk", flat=True)
        )
        # Two reports together may disclose what neither discloses alone.
        return all(release.considered_reports == submitted for release in found.values())

    def missing_to_recompute(self):
        if not self.is_draft:
            return refusals(Step.READY, self.state)
        return [_("The report is still being made.")] if self.job.is_open else []

    def missing_to_delete(self):
        if self.is_ready or self.is_signed:
            return [_("The report is no draft now. Take it back to draft first.")]
        if not self.is_draft:
            return [_("The report is already submitted, and stays with its funders.")]
        if self.events.exists():
            return [_("The report has been marked as ready before, and its steps are kept. Go on with it.")]
        return [_("The report is still being made.")] if self.job.is_open else []

    def missing_to_explain_overlap(self):
        if not self.is_draft:
            return refusals(Step.READY, self.state)
        if not self.overlap_reason and not self.unexplained_overlap:
            return [_("No report of the same kind that was submitted has any of the same days.")]
        return []

    def missing_to_retry(self):
        if self.job.has_failed or self.job.is_cancelled:
            return []
        return [_("Nothing has failed: there is nothing to try again.")]


class ReportJob(Job):
    """The job that makes one report."""

    JOB_KIND = "report"

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="job")

    class Meta(Job.Meta):
        verbose_name = _("report job")
        verbose_name_plural = _("report jobs")


class ReportFile(models.Model):
    """A finished file of a report."""

    class Audience(models.TextChoices):
        FULL = "full", _("with every number")
        AUTHORITY = "authority", _("for the managing authority")
        FUNDERS = "funders", _("for other funders")
        RELEASED = "released", _("without small numbers")

    # From the one that sees most: each sees nothing that the one before it does not.
    RELEASED_TO = (Audience.AUTHORITY, Audience.FUNDERS, Audience.RELEASED)

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    audience = models.CharField(
        max_length=9, choices=Audience, default=Audience.FULL, db_default=Audience.FULL.value
    )
    kind = models.CharField(max_length=4, choices=Kind)
    language = models.CharField(max_length=2, choices=[("sv", "Svenska"), ("en", "English")])
    path = models.CharField(max_length=200, unique=True, help_text="Below the folder of the reports' files.")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("report file")
        verbose_name_plural = _("report files")
        ordering = ["report", "kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "audience", "kind", "language"], name="report_file_once"
            )
        ]

    def __str__(self):
        return f"{self.report_id} {self.audience} {self.kind} {self.language}"

    @property
    def name(self):
        return PurePosixPath(self.path).name
