"""Requirements, proof, its file, and what it proves.

Nothing refers to an outcome's row: an item names kind and day, so that it proves a corrected or merged one, too.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import track
from esfportal.files.uploads import UploadedFile
from esfportal.security.encryption import decrypt, encrypt
from participants.evidence.choices import (
    DEFAULTS,
    Fact,
    ItemState,
    ProofKind,
    ProvenFact,
    Rejection,
    Requirement,
    Reviewer,
)
from participants.evidence.disposal.models import ProofRetention, ProofRetentionHistory
from participants.evidence.querysets import ProofItemQuerySet, ProofQuerySet
from participants.register.models import OutcomeEvent, Participation
from projects.models import Project

__all__ = [
    "Proof",
    "ProofFile",
    "ProofItem",
    "ProofRequirement",
    "ProofRetention",
    "ProofRetentionHistory",
]
DOCUMENT = "proof.document"
NOTE = "proof_item.note"
MOST_REQUIRED = 3
LONGEST_TEXT = 300


def _user(label, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
        db_index=False,
        **options,
    )


def _together(*names):
    """Return the condition that all of the fields are set, or none."""
    return Q(**{f"{name}__isnull": True for name in names}) | Q(
        **{f"{name}__isnull": False for name in names}
    )


class ProofRequirement(models.Model):
    """A project's own requirement for a fact; without a row DEFAULTS are in force."""

    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        related_name="proof_requirements",
        verbose_name=_("project"),
        db_index=False,
    )
    fact = models.CharField(_("fact"), max_length=15, choices=Fact)
    kinds = ArrayField(
        models.CharField(max_length=25, choices=ProofKind), verbose_name=_("proof that counts")
    )
    quantity = models.PositiveSmallIntegerField(
        _("number needed"), default=1, validators=[MaxValueValidator(MOST_REQUIRED)]
    )
    reviewer = models.CharField(_("reviewed by"), max_length=10, choices=Reviewer, default=Reviewer.ANY)
    is_file_kept = models.BooleanField(_("the file is kept"), default=True, db_default=True)

    class Meta:
        verbose_name = _("requirement for proof")
        verbose_name_plural = _("requirements for proof")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "fact"], name="proof_requirement_once"),
            models.CheckConstraint(
                condition=Q(quantity__lte=MOST_REQUIRED), name="proof_requirement_quantity"
            ),
            models.CheckConstraint(
                condition=Q(quantity=0) | ~Q(kinds=[]),
                name="proof_requirement_has_kinds",
                violation_error_message=_("Choose which proof counts."),
            ),
        ]

    def __str__(self):
        return f"{self.get_fact_display()}: {self.quantity}"

    @property
    def values(self):
        return Requirement(
            tuple(ProofKind(kind) for kind in self.kinds),
            self.quantity,
            Reviewer(self.reviewer),
            self.is_file_kept,
        )

    @classmethod
    def are_only_seen(cls, rules, items):
        """Return whether no file is kept of a paper for these items; `rules` as of()."""
        return bool(items) and not any(rules[Fact(item.fact)].is_file_kept for item in items)

    @classmethod
    def of(cls, project):
        """Return {fact: Requirement} of the project, with the defaults."""
        return DEFAULTS | {Fact(row.fact): row.values for row in cls.objects.filter(project=project)}


class Proof(models.Model):
    """A paper about a participant: an uploaded file, or seen and not kept."""

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="proofs", verbose_name=_("participation")
    )
    kind = models.CharField(_("kind of proof"), max_length=25, choices=ProofKind)
    dated_on = models.DateField(_("date of the paper"))
    seen_on = models.DateField(_("seen on"), null=True, blank=True, help_text=_("Empty: the file is kept."))
    # Which paper, for one that is not kept. It may name people, so it is encrypted.
    document_encrypted = models.BinaryField(null=True, editable=False)
    document_key_version = models.PositiveSmallIntegerField(null=True, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    added_by = _user(_("added by"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_by = _user(_("withdrawn by"), null=True, editable=False)
    withdrawal_reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    # When its file was removed at the end of its time, and the rule that was in force (disposal/).
    destroyed_on = models.DateField(_("destroyed"), null=True, editable=False)
    destroyed_under = models.CharField(
        _("destroyed under"), max_length=300, blank=True, default="", editable=False
    )

    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proof")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_together("document_encrypted", "document_key_version"),
                name="proof_document_with_version",
            ),
            models.CheckConstraint(
                condition=Q(seen_on__isnull=True) | Q(document_encrypted__isnull=False),
                name="proof_seen_says_which",
            ),
            models.CheckConstraint(
                condition=(Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason=""))
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="proof_withdrawn_with_reason",
            ),
        ]

    def __str__(self):
        return f"Proof {self.pk}"

    def write_document(self, text):
        self.document_encrypted, self.document_key_version = encrypt(DOCUMENT, self.pk, text.encode())

    @property
    def document(self):
        """Return which paper it is in words; raises Unreadable."""
        if self.document_encrypted is None:
            return ""
        return decrypt(DOCUMENT, self.pk, self.document_encrypted, self.document_key_version).decode()


class ProofFile(UploadedFile):
    """The file of a proof. Removed with its content when the proof is withdrawn."""

    KEY_PURPOSE = "proof_file.key"

    proof = models.OneToOneField(
        Proof, on_delete=models.PROTECT, related_name="file", verbose_name=_("proof")
    )

    class Meta:
        verbose_name = _("file of a proof")
        verbose_name_plural = _("files of proof")
        indexes = [models.Index(fields=["path"], name="proof_file_path")]


class ProofItem(models.Model):
    """A fact that a proof is for, with its review. A trigger keeps reviews and refuses one's own (sql/reviews.sql)."""

    proof = models.ForeignKey(Proof, on_delete=models.PROTECT, related_name="items", verbose_name=_("proof"))
    # The proof's, repeated for the states of many participants.
    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("participation"),
        db_index=False,
    )
    fact = models.CharField(_("fact"), max_length=15, choices=Fact)
    outcome_kind = models.CharField(
        _("what happened"), max_length=25, choices=OutcomeEvent.Kind, blank=True, default=""
    )
    happened_on = models.DateField(_("date of the fact"), null=True, blank=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ItemState, default=ItemState.WAITING)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, editable=False)
    reviewed_by = _user(_("reviewed by"), null=True, editable=False)
    rejection = models.CharField(_("reason"), max_length=15, choices=Rejection, blank=True, default="")
    note_encrypted = models.BinaryField(null=True, editable=False)
    note_key_version = models.PositiveSmallIntegerField(null=True, editable=False)
    # By another proof, by a later review, or because the proof was withdrawn.
    replaced_at = models.DateTimeField(_("replaced"), null=True, editable=False)

    objects = ProofItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact of a proof")
        verbose_name_plural = _("facts of proof")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ItemState.WAITING, reviewed_at__isnull=True, reviewed_by__isnull=True)
                | (
                    ~Q(state=ItemState.WAITING) & Q(reviewed_at__gte=F("added_at"), reviewed_by__isnull=False)
                ),
                name="proof_item_reviewed_by_user",
            ),
            models.CheckConstraint(
                condition=(Q(state=ItemState.REJECTED) & ~Q(rejection=""))
                | (~Q(state=ItemState.REJECTED) & Q(rejection="")),
                name="proof_item_rejected_with_reason",
                violation_error_message=_("Say why the proof is rejected."),
            ),
            models.CheckConstraint(
                condition=Q(outcome_kind="", happened_on__isnull=True)
                | (~Q(outcome_kind="") & Q(happened_on__isnull=False)),
                name="proof_item_names_outcome",
            ),
            models.UniqueConstraint(
                fields=["proof", "fact", "outcome_kind", "happened_on"],
                condition=Q(replaced_at__isnull=True),
                nulls_distinct=False,
                name="proof_item_once",
            ),
        ]
        indexes = [
            models.Index(fields=["participation", "fact"], name="proof_item_fact"),
        ]

    def __str__(self):
        return f"{self.get_fact_display()}: {self.get_state_display()}"

    @property
    def proven_fact(self):
        return ProvenFact(Fact(self.fact), self.outcome_kind, self.happened_on)

    def write_note(self, text):
        if text:
            self.note_encrypted, self.note_key_version = encrypt(NOTE, self.pk, text.encode())

    @property
    def note(self):
        if self.note_encrypted is None:
            return ""
        return decrypt(NOTE, self.pk, self.note_encrypted, self.note_key_version).decode()


ProofRequirementHistory = track(ProofRequirement, find_by="project")
ProofHistory = track(
    Proof,
    hidden={"sensitive": ["withdrawal_reason"], "seal": ["document_encrypted", "document_key_version"]},
    find_by="participation",
)
ProofItemHistory = track(
    ProofItem, hidden={"seal": ["note_encrypted", "note_key_version"]}, find_by="participation"
)
