import uuid

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from esfportal.jobs.models import Job
from participants.imports.querysets import (
    ImportCheckQuerySet,
    ImportDraftQuerySet,
    ImportJobQuerySet,
    MarkingJobQuerySet,
)
from projects.models import Project


class ImportDraft(models.Model):
    """An uploaded file that has been checked: it waits for confirmation, or was refused and may be marked."""

    class Kind(models.TextChoices):
        PARTICIPANTS = "participants", _("participants")
        OUTCOMES = "outcomes", _("outcomes")
        ATTENDANCE = "attendance", _("attendance")
        EMPLOYERS = "employers", _("employers")
        BOOKINGS = "bookings", _("bookings")

        @property
        def permission(self):
            """The permission that is needed beside the one to import: that of the form."""
            return Permission.PROJECT_EDIT if self == self.BOOKINGS else Permission.PARTICIPANT_IMPORT

        @property
        def section(self):
            """The part of the project's menu that is marked as current."""
            sections = {self.ATTENDANCE: "activities", self.EMPLOYERS: "employers", self.BOOKINGS: "money"}
            return sections.get(self, "participants")

        @property
        def page(self):
            """The name of the page that lists what was imported."""
            pages = {self.EMPLOYERS: "employers:list", self.BOOKINGS: "projects:money"}
            return pages.get(self, "register:list")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind)
    # Encrypted because the file holds personal data; deleted when confirmed, discarded or one day old.
    content_encrypted = models.BinaryField(editable=False)
    key_version = models.PositiveSmallIntegerField()
    sheet = models.CharField(max_length=100, blank=True)  # of a workbook; "" is the first with known headings
    header_row = models.PositiveSmallIntegerField(default=0, editable=False)  # 0: it is found
    # Keys of the questions that the user has answered; they hold row numbers, hashed, and no personal data.
    confirmed = models.JSONField(default=list, editable=False)
    # Why the file replaces stored values that figures count (participants.register.rules.corrections).
    reason = models.CharField(max_length=300, blank=True, default="", editable=False)
    # Corrections made in the page and rows left out, in order of time (mending.overlay); None: nothing.
    overlay_encrypted = models.BinaryField(null=True, editable=False)
    overlay_key_version = models.PositiveSmallIntegerField(null=True, editable=False)
    overlay_number = models.PositiveIntegerField(default=0, editable=False)  # its version, which only grows
    # {key of a question about a person: answer}; the keys are keyed hashes, and hold no personal data.
    people_answers = models.JSONField(default=dict, editable=False)
    row_count = models.PositiveIntegerField(default=0, editable=False)  # for the progress of the import
    digest = models.CharField(max_length=64, blank=True, default="", editable=False)  # SHA-256 of the file
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("file waiting to be imported")
        verbose_name_plural = _("files waiting to be imported")

    def __str__(self):
        return str(self.pk)


class ImportCheck(models.Model):
    """The result of the latest check of an uploaded file, for its user. Deleted with the draft."""

    draft = models.OneToOneField(
        ImportDraft, on_delete=models.CASCADE, primary_key=True, related_name="kept_check"
    )
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=5)  # of the texts
    based_on = models.CharField(max_length=64)  # digest of the sheet and the answers
    checked_at = models.DateTimeField()
    content_encrypted = models.BinaryField(editable=False)  # compressed
    key_version = models.PositiveSmallIntegerField()

    objects = ImportCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a file")
        verbose_name_plural = _("checks of files")

    def __str__(self):
        return str(self.pk)


class ImportJob(Job):
    """The import of an uploaded file that has been confirmed."""

    class Refusal(models.TextChoices):
        """Reasons that the user can act on, in addition to those of every job."""

        CHANGED = (
            "changed",
            _("Nothing has been saved: the register has changed since you checked the file."),
        )
        CONFLICT = (
            "conflict",
            _(
                "One of these people was registered while the file was being saved. Nothing has been "
                "saved: try again."
            ),
        )
        UNREADABLE = "unreadable", _("The file that was kept can't be opened any more. Choose it again.")
        FORBIDDEN = "forbidden", _("Nothing has been saved: you may no longer import into the project.")

    JOB_KIND = "import"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=15, choices=ImportDraft.Kind)
    # The draft's, for the list of imports. A file that is kept elsewhere can be compared with the digest.
    row_count = models.PositiveIntegerField(_("rows"), default=0, editable=False)
    digest = models.CharField(_("checksum"), max_length=64, blank=True, default="", editable=False)
    # Deleted with its personal data when the import is done. The job's row stays, for the result.
    draft = models.OneToOneField(ImportDraft, on_delete=models.SET_NULL, null=True, related_name="job")
    failure = models.CharField(max_length=12, choices=[*Job.Failure.choices, *Refusal.choices], blank=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta(Job.Meta):
        verbose_name = _("import job")
        verbose_name_plural = _("import jobs")
        constraints = [
            *Job.Meta.constraints,
            # Imports into a project would wait for each other's locks, each with a worker.
            models.UniqueConstraint(
                fields=["project"], condition=Q(state="running"), name="import_one_at_a_time"
            ),
        ]


class ImportedRows(models.Model):
    """Effects of the rows of an import, for as long as its job is kept."""

    job = models.OneToOneField(ImportJob, on_delete=models.CASCADE, primary_key=True, related_name="rows")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # Encrypted because it holds the values from before and after (participants.imports.results.content).
    content_encrypted = models.BinaryField(editable=False)
    key_version = models.PositiveSmallIntegerField()
    # The start of the transaction that saved the file, as in the row history.
    saved_at = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        verbose_name = _("rows of an import")
        verbose_name_plural = _("rows of imports")

    def __str__(self):
        return str(self.pk)


class UndoneImport(models.Model):
    """An import that was undone. Never changes."""

    job = models.OneToOneField(ImportJob, on_delete=models.CASCADE, primary_key=True, related_name="undone")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("undone"), default=timezone.now, editable=False)
    reason = models.CharField(_("reason for undoing"), max_length=300)

    class Meta:
        verbose_name = _("undone import")
        verbose_name_plural = _("undone imports")

    def __str__(self):
        return str(self.pk)


class ReplacedContact(models.Model):
    """The details of an employer's contact from before an import. Deleted with the contact, or with the job."""

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="replaced_contacts")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey("employers.Contact", on_delete=models.CASCADE, related_name="+")
    details_encrypted = models.BinaryField(editable=False)
    details_key_version = models.PositiveSmallIntegerField(editable=False)

    class Meta:
        verbose_name = _("earlier details of a contact")
        verbose_name_plural = _("earlier details of contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["job", "contact"],
                name="imports_replaced_contact_once",
                violation_error_message=_("The earlier details of the contact are kept already."),
            )
        ]

    def __str__(self):
        return str(self.pk)


class FileJob(Job):
    """A job about an uploaded file, for its user. Subclasses have `draft`, and inherit `Meta`."""

    class Refusal(models.TextChoices):
        FORBIDDEN = "forbidden", _("You may no longer import into the project.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=15, choices=ImportDraft.Kind)
    language = models.CharField(max_length=5)  # of the texts that it makes
    failure = models.CharField(max_length=12, choices=[*Job.Failure.choices, *Refusal.choices], blank=True)

    objects = MarkingJobQuerySet.as_manager()

    class Meta(Job.Meta):
        abstract = True


class CheckingJob(FileJob):
    """The check of a large uploaded file."""

    JOB_KIND = "checking"

    draft = models.OneToOneField(
        ImportDraft, on_delete=models.SET_NULL, null=True, related_name="checking_job"
    )

    class Meta(FileJob.Meta):
        verbose_name = _("checking job")
        verbose_name_plural = _("checking jobs")


class RememberedHeadings(models.Model):
    """Columns that were chosen for the headings of a file, for files of the same shape."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(  # the project's owner, for its other projects
        "accounts.Organisation", on_delete=models.CASCADE, null=True, related_name="+"
    )
    kind = models.CharField(max_length=15, choices=ImportDraft.Kind)
    shape = models.CharField(max_length=64)  # digest of all headings (participants.imports.headings.shape)
    # {heading in lower case: column}; never a cell.
    columns = models.JSONField(default=dict, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    chosen_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("columns chosen for headings")
        verbose_name_plural = _("columns chosen for headings")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "shape"],
                name="imports_headings_of_shape_once",
                violation_error_message=_("Columns are chosen for these headings already."),
            )
        ]

    def __str__(self):
        return str(self.pk)


class MarkingJob(FileJob):
    """The making of a copy of an uploaded file with its mistakes marked."""

    JOB_KIND = "marking"

    draft = models.OneToOneField(
        ImportDraft, on_delete=models.SET_NULL, null=True, related_name="marking_job"
    )

    class Meta(FileJob.Meta):
        verbose_name = _("marking job")
        verbose_name_plural = _("marking jobs")


class MarkedCopy(models.Model):
    """A refused file with its mistakes marked, for its user to correct. Deleted with the draft."""

    draft = models.OneToOneField(
        ImportDraft, on_delete=models.CASCADE, primary_key=True, related_name="marked_copy"
    )
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content_encrypted = models.BinaryField(editable=False)  # of an archive of a CSV file and a workbook
    key_version = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("file with marked mistakes")
        verbose_name_plural = _("files with marked mistakes")

    def __str__(self):
        return str(self.pk)
