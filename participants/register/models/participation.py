import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from esfportal.database.name_folding import spelled
from esfportal.database.swedish_order import sort_key_expression
from participants.register.choices import LabourMarketStatus, Sensitive
from participants.register.models.person import Person
from participants.register.querysets import ParticipationQuerySet
from projects.models import Project


def yes_no(label, **options):
    """Return a field for a yes/no question; None is unknown, which is not "no"."""
    return models.BooleanField(label, null=True, blank=True, **options)


def sensitive(label):
    return models.CharField(label, max_length=7, choices=Sensitive, blank=True, default="")


class ValidManager(models.Manager.from_queryset(ParticipationQuerySet)):
    """Participations, without those that were registered by mistake or merged into another."""

    def get_queryset(self):
        return super().get_queryset().filter(voided_at__isnull=True)


class Participation(models.Model):
    """One person in one project, with the entry record: the answers as of the first day."""

    # The entry record: every question once. Forms, import, audit, history and counting start from these lists.
    STATUS_FIELDS = (
        "labour_market_status",
        "unemployed_since",
        "in_education",
        "self_employed",
        "education_level",
    )
    HOUSEHOLD_FIELDS = ("jobless_household", "dependent_children", "single_adult")
    BACKGROUND_FIELDS = (
        "foreign_background",
        "third_country_national",
        "minority",
        "disability",
        "other_disadvantage",
    )
    HOUSING_FIELDS = ("homeless", "rural")
    # Counted by the indicators, and therefore columns of the import file, too.
    INDICATOR_FIELDS = (*STATUS_FIELDS, *HOUSEHOLD_FIELDS, *BACKGROUND_FIELDS, *HOUSING_FIELDS)
    # Asked only where a target group of the project needs the answer; no indicator counts these.
    TARGET_GROUP_FIELDS = (
        "sick_listed",
        "sick_listed_since",
        "sickness_pension",
        "income_support",
        "newly_arrived",
        "refugee",
    )
    ENTRY_RECORD_FIELDS = (*INDICATOR_FIELDS, *TARGET_GROUP_FIELDS, "admission_ground")

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name=_("project"),
        db_index=False,  # begins the indexes below
    )
    # A person who comes back gets a new spell; a re-entry never changes the entry record.
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    # Sort key in Swedish order.
    name_order = models.GeneratedField(
        expression=sort_key_expression(
            Concat("family_name", models.Value(" "), "given_name", output_field=models.TextField())
        ),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    # What a search for a name compares: the index holds it, so that no row is read that does not match.
    name_spelled = models.GeneratedField(
        expression=spelled(
            Concat("family_name", models.Value(" "), "given_name", output_field=models.TextField())
        ),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    labour_market_status = models.CharField(
        _("labour-market status"), max_length=10, choices=LabourMarketStatus, blank=True, default=""
    )
    unemployed_since = models.DateField(_("unemployed since"), null=True, blank=True)
    in_education = yes_no(_("in education or training"))
    self_employed = yes_no(_("self-employed"))
    education_level = models.PositiveSmallIntegerField(
        _("highest completed education"), null=True, blank=True, validators=[MaxValueValidator(8)]
    )
    jobless_household = yes_no(_("jobless household"))
    dependent_children = yes_no(_("dependent children in the household"))
    single_adult = yes_no(_("single adult in the household"))
    foreign_background = sensitive(_("foreign background"))
    third_country_national = sensitive(_("third-country national"))
    minority = sensitive(_("minority"))
    disability = sensitive(_("disability"))
    other_disadvantage = sensitive(_("other disadvantage"))
    homeless = yes_no(_("homeless or affected by housing exclusion"))
    rural = yes_no(_("lives in a rural area"))
    sick_listed = yes_no(_("sick-listed"))
    sick_listed_since = models.DateField(_("sick-listed since"), null=True, blank=True)
    sickness_pension = yes_no(_("sickness pension, half or full"))
    income_support = yes_no(_("income support"))
    newly_arrived = yes_no(_("newly arrived"))
    refugee = sensitive(_("refugee"))

    admission_ground = models.TextField(
        _("ground for admission"), blank=True, help_text=_("For a person outside all target groups.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    # Registered by mistake: out of figures, lists and searches, and kept for the history.
    voided_at = models.DateTimeField(_("voided"), null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    void_reason = models.CharField(_("reason for voiding"), max_length=300, blank=True, default="")
    # The valid record that took the place of this one, which is then voided, too. After further merges the last.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("merged into"),
        editable=False,
        db_index=False,  # few have it: an index below
    )

    objects = ValidManager()
    # With those that were registered by mistake or merged into another.
    with_voided = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"],
                condition=Q(voided_at__isnull=True),
                name="participation_once_in_project",
                violation_error_message=_("The person already takes part in this project."),
            ),
            models.CheckConstraint(
                condition=Q(education_level__isnull=True) | Q(education_level__lte=8),
                name="participation_isced_0_to_8",
                violation_error_message=_("The education level is an ISCED level from 0 to 8."),
            ),
        ]
        indexes = [
            models.Index(fields=["project", "name_order"], name="participation_project_name"),
            models.Index(fields=["project", "id"], name="participation_project_id"),
            models.Index(
                fields=["project", "name_spelled"],
                include=["id", "person"],
                condition=Q(voided_at__isnull=True),
                name="participation_project_spelled",
            ),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="participation_merged"
            ),
        ]

    def __str__(self):
        return f"Participation {self.public_id}"

    def get_absolute_url(self):
        return reverse("register:detail", args=[self.project.slug, self.public_id])

    @cached_property
    def merged_sources(self):
        """Return the records that were merged into this one, with their people."""
        sources = Participation.with_voided.filter(merged_into=self)
        return list(sources.select_related("person").order_by("pk"))

    last_case_worker = None  # the key of a user, where participants.register.pages.person_list has read it
    record_access = None  # the current access to a protected record (participants.register.access)

    @property
    def full_name(self):
        return f"{self.given_name} {self.family_name}"

    # For lists, headings and titles, where the name of a person with protected identity is never shown.
    @property
    def shown_name(self):
        return _("Protected identity") if self.is_protected else self.full_name

    @property
    def is_protected(self):
        """Return True if the person is, or that of the record which took the place of this one."""
        # A merge may choose the other record's person, and protection is changed on the merged record alone.
        if self.person.is_protected or self.merged_into_id is None:
            return self.person.is_protected
        return self.merged_into.person.is_protected
