"""Random samples and their items. Triggers keep what was drawn, and all of a closed sample (sql/samples.sql)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import track
from esfportal.security.encryption import decrypt, encrypt
from participants.register.models import Participation
from projects.models import Project
from reporting.claims.models import Claim
from reporting.cofinancing.models import Booking
from reporting.reports.models import Report
from reporting.sampling.querysets import SampleQuerySet
from reporting.sampling.states import STATE_STYLES, Answer, Method, Source, State

NOTE = "sample_item.note"
LARGEST = 300  # items of a sample
LONGEST_SEED = 40


def _user(label, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
        editable=False,
        db_index=False,
        **options,
    )


def _source(model, label):
    return models.ForeignKey(
        model, on_delete=models.PROTECT, null=True, related_name="samples", verbose_name=label
    )


class Sample(models.Model):
    """A random sample of a list that never changes, such as the people counted in a figure of a report."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="+", verbose_name=_("project"), db_index=False
    )
    source = models.CharField(_("list"), max_length=10, choices=Source)
    report = _source(Report, _("report"))
    figure = models.CharField(_("figure"), max_length=60, blank=True)
    span = models.CharField(_("time"), max_length=10, blank=True)
    claim = _source(Claim, _("claim for payment"))
    booking = _source(Booking, _("booking of certified hours"))
    method = models.CharField(_("method"), max_length=10, choices=Method, default=Method.RANDOM)
    seed = models.CharField(_("seed"), max_length=LONGEST_SEED)
    size = models.PositiveSmallIntegerField(_("sample size"))
    population = models.PositiveIntegerField(_("items in the list"))
    total = models.DecimalField(_("amount of the list"), max_digits=14, decimal_places=2, null=True)
    digest = models.CharField(_("checksum of the list"), max_length=64)
    questions = models.JSONField(_("questions"))  # as they were when the sample was drawn (questions.py)
    drawn_at = models.DateTimeField(_("drawn"), default=timezone.now, editable=False)
    drawn_by = _user(_("drawn by"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = _user(_("closed by"), null=True)
    result_digest = models.CharField(_("checksum of the result"), max_length=64, blank=True)

    objects = SampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("random sample")
        verbose_name_plural = _("random samples")
        ordering = ["-drawn_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(source=Source.FIGURE, report__isnull=False, claim__isnull=True, booking__isnull=True)
                    & ~Q(figure="")
                    & ~Q(span="")
                    & Q(total__isnull=True, method=Method.RANDOM)
                )
                | Q(source=Source.CLAIM, report__isnull=True, claim__isnull=False, booking__isnull=True)
                & Q(figure="", span="", total__gt=0)
                | Q(source=Source.BOOKING, report__isnull=True, claim__isnull=True, booking__isnull=False)
                & Q(figure="", span="", total__gt=0),
                name="sample_has_one_list",
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=F("population")), name="sample_not_larger_than_list"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=State.OPEN, closed_at__isnull=True, closed_by__isnull=True, result_digest=""
                )
                | Q(state=State.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(result_digest=""),
                name="sample_closed_when",
            ),
            models.UniqueConstraint(
                fields=["source", "report", "figure", "span", "claim", "booking", "method", "seed", "size"],
                nulls_distinct=False,
                name="sample_drawn_once",
                violation_error_message=_("This sample is drawn already."),
            ),
        ]
        indexes = [models.Index(fields=["project", "-drawn_at"], name="sample_in_project")]

    def __str__(self):
        return f"Sample {self.pk}"

    def get_absolute_url(self):
        return reverse("sampling:sample", args=[self.project.slug, self.pk])

    @property
    def display_name(self):
        return capfirst(str(_("random sample %(number)s") % {"number": self.pk}))

    @property
    def is_open(self):
        return self.state == State.OPEN

    @property
    def style(self):
        return STATE_STYLES[State(self.state)]

    @property
    def is_money(self):
        return self.source != Source.FIGURE


class SampleItem(models.Model):
    """An item that was drawn, and what an auditor found."""

    sample = models.ForeignKey(
        Sample, on_delete=models.PROTECT, related_name="items", verbose_name=_("random sample")
    )
    position = models.PositiveSmallIntegerField(_("place"))
    code = models.CharField(_("code"), max_length=30)
    # Of a person, or of the certificate whose hours a line of money books.
    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("participation"),
    )
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True)
    is_certain = models.BooleanField(_("in every sample of this size"), default=False)
    answers = models.JSONField(_("answers"), default=dict)  # {key of a question: an Answer}
    fault_amount = models.DecimalField(_("amount of the fault"), max_digits=14, decimal_places=2, null=True)
    note_encrypted = models.BinaryField(null=True, editable=False)
    note_key_version = models.PositiveSmallIntegerField(null=True, editable=False)
    # Empty until each question has an answer.
    checked_at = models.DateTimeField(_("checked"), null=True, editable=False)
    checked_by = _user(_("checked by"), null=True)

    class Meta:
        verbose_name = _("item of a sample")
        verbose_name_plural = _("items of samples")
        ordering = ["sample", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "position"], name="sample_item_place"),
            models.UniqueConstraint(fields=["sample", "code"], name="sample_item_once"),
            models.CheckConstraint(
                condition=Q(fault_amount__isnull=True)
                | Q(fault_amount__gte=0, fault_amount__lte=F("amount")),
                name="sample_item_fault_within_amount",
                violation_error_message=_("The fault is larger than the amount of the item."),
            ),
            models.CheckConstraint(
                condition=Q(note_encrypted__isnull=True, note_key_version__isnull=True)
                | Q(note_encrypted__isnull=False, note_key_version__isnull=False),
                name="sample_item_note_with_version",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="sample_item_checked_by_user",
            ),
        ]

    def __str__(self):
        return f"Item {self.pk}"

    def get_absolute_url(self):
        return self._address("item")

    @property
    def check_url(self):
        return self._address("check")

    def _address(self, page):
        return reverse(f"sampling:{page}", args=[self.sample.project.slug, self.sample_id, self.position])

    @property
    def display_name(self):
        return self.code

    @property
    def is_checked(self):
        return self.checked_at is not None

    @property
    def has_fault(self):
        return Answer.FAULT in self.answers.values()

    def write_note(self, text):
        self.note_encrypted, self.note_key_version = (
            encrypt(NOTE, self.pk, text.encode()) if text else (None, None)
        )

    @property
    def note(self):
        """Return the auditor's note; raises Unreadable."""
        if self.note_encrypted is None:
            return ""
        return decrypt(NOTE, self.pk, self.note_encrypted, self.note_key_version).decode()


SampleHistory = track(Sample, find_by="project")
SampleItemHistory = track(
    SampleItem, hidden={"seal": ["note_encrypted", "note_key_version"]}, find_by="sample"
)
