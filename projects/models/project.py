from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from esfportal.languages import in_language
from projects.models.geography import EsfRegion, Municipality
from projects.querysets import ProjectQuerySet


class ProgrammePeriod(models.TextChoices):
    P2007 = "2007-2013", "2007–2013"
    P2014 = "2014-2020", "2014–2020"
    P2021 = "2021-2027", "2021–2027"

    @property
    def years(self):
        """Return the first and the last year in which its projects may run."""
        # Expenditure was eligible two years after 2007-2013 and 2021-2027, and three after 2014-2020.
        return {self.P2007: (2007, 2015), self.P2014: (2014, 2023), self.P2021: (2021, 2029)}[self]


class HoursRounding(models.TextChoices):
    """Ways to round the hours of a participant's month, which are reported; both round down."""

    WHOLE = "whole", _("whole hours")
    QUARTER = "quarter", _("quarters of an hour")


# A share published as a fraction; the column has per cent with two decimals.
FRACTIONS = {Decimal("33.33"): Fraction(1, 3), Decimal("66.67"): Fraction(2, 3)}


class Project(models.Model):
    """An ESF project. Facts that are not published stay empty, and are never guessed."""

    # Names and programme
    slug = models.SlugField(_("short name in addresses"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    short_name_en = models.CharField(_("short name in English"), max_length=40, blank=True)
    programme_period = models.CharField(_("programme period"), max_length=9, choices=ProgrammePeriod)
    programme_area = models.CharField(_("programme area"), max_length=10, blank=True)
    programme_area_name = models.CharField(_("programme area's name"), max_length=200, blank=True)
    programme_area_name_en = models.CharField(
        _("programme area's name in English"), max_length=200, blank=True
    )
    region = models.CharField(_("ESF region"), max_length=30, choices=EsfRegion)
    case_number = models.CharField(_("case number"), max_length=40, blank=True)
    # For the export to the Commission (docs/programme.md); the programme area is its priority.
    programme_cci = models.CharField(
        _("programme's CCI"),
        max_length=20,
        blank=True,
        db_default="",
        help_text=_("The programme's code at the Commission, such as 2021SE05SFPR001."),
    )
    specific_objective = models.CharField(
        _("specific objective"),
        max_length=20,
        blank=True,
        db_default="",
        help_text=_("Its code, as in the decision, such as ESO4.1."),
    )

    # Period: dates, or words where no dates are published
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    period_text = models.CharField(
        _("period in words"),
        max_length=120,
        blank=True,
        help_text=_("As published, when the exact days are not known."),
    )
    period_text_en = models.CharField(_("period in words, in English"), max_length=120, blank=True)

    # Budget: the ESF's part is published as an amount or as a share
    budget_total = models.DecimalField(
        _("total budget"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    budget_is_approximate = models.BooleanField(_("the budget is approximate"), default=False)
    esf_support = models.DecimalField(
        _("ESF support granted"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    esf_support_is_approximate = models.BooleanField(_("the ESF support is approximate"), default=False)
    esf_share = models.DecimalField(
        _("ESF share, per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    # Contact and staff
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True)
    contact_email = models.EmailField(_("contact's e-mail"), blank=True)
    contact_phone = models.CharField(_("contact's telephone"), max_length=40, blank=True)
    staffing = models.TextField(_("staff"), blank=True)
    staffing_en = models.TextField(_("staff, in English"), blank=True)

    # Parties that are not linked as organisations or municipalities
    municipality_count = models.PositiveSmallIntegerField(
        _("number of municipalities"),
        null=True,
        blank=True,
        help_text=_("As published, when not all are known by name."),
    )
    partners_text = models.CharField(
        _("other parties"), max_length=400, blank=True, help_text=_("Parties that are not named one by one.")
    )
    partners_text_en = models.CharField(_("other parties, in English"), max_length=400, blank=True)

    expects_participants = models.BooleanField(
        _("has participants"),
        default=True,
        help_text=_("A pre-study has none: its reports show zeros."),
    )
    # Entity indicators of the programme periods (CO20-CO23, EECO18-EECO19): null = not stated.
    by_social_partners = models.BooleanField(_("by social partners or NGOs"), null=True, blank=True)
    for_women_in_employment = models.BooleanField(
        _("for women's lasting participation in working life"), null=True, blank=True
    )
    for_public_services = models.BooleanField(
        _("aimed at public administrations or services"), null=True, blank=True
    )
    supported_public_bodies = models.PositiveIntegerField(
        _("supported public administrations or services"), null=True, blank=True
    )
    supported_enterprises = models.PositiveIntegerField(
        _("supported small and medium-sized enterprises"), null=True, blank=True
    )

    # Settings of the leader's, no facts: they are in no project file.
    case_workers_correct_identity = models.BooleanField(
        _("case workers may correct personal details"),
        default=False,
        help_text=_("Number, birth date, gender and names of people in their part of the project."),
    )

    hours_rounding = models.CharField(
        _("hours are reported in"),
        max_length=7,
        choices=HoursRounding,
        default=HoursRounding.WHOLE,
        help_text=_("The hours of each participant and month, rounded down. Closed months stay as they are."),
    )

    # When it came to the portal: those that came last are in the bank's feed.
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    organisations = models.ManyToManyField(
        Organisation, through="ProjectOrganisation", related_name="projects"
    )
    municipalities = models.ManyToManyField(
        Municipality, through="ProjectMunicipality", related_name="projects"
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_start",
                violation_error_message=_("The project's end is before its start."),
            ),
            models.CheckConstraint(
                condition=(Q(budget_total__isnull=True) | Q(budget_total__gte=0))
                & (Q(esf_support__isnull=True) | Q(esf_support__gte=0)),
                name="project_money_not_negative",
                violation_error_message=_("Money can't be less than zero."),
            ),
            models.CheckConstraint(
                condition=Q(esf_share__isnull=True) | Q(esf_share__gte=0, esf_share__lte=100),
                name="project_share_is_per_cent",
                violation_error_message=_("The ESF share is a per cent from 0 to 100."),
            ),
        ]

    def __str__(self):
        return self.display_name

    def get_absolute_url(self):
        return reverse("projects:detail", args=[self.slug])

    def has_ended(self, day):
        return self.ends_on is not None and self.ends_on < day

    @property
    def esf_amount(self):
        """Return the ESF's part in kronor: as stated, otherwise from total and share, otherwise None."""
        if self.esf_support is not None or self.budget_total is None or self.esf_share is None:
            return self.esf_support
        total, share = Decimal(self.budget_total), Decimal(self.esf_share)
        exact = FRACTIONS.get(share, Fraction(share) / 100) * Fraction(total)
        return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def esf_amount_is_approximate(self):
        if self.esf_support is None:
            return self.budget_is_approximate
        return self.esf_support_is_approximate

    @property
    def display_name(self):
        return in_language(self.name, self.name_en)

    @property
    def display_short_name(self):
        return in_language(self.short_name, self.short_name_en) or self.display_name

    @property
    def display_period_text(self):
        return in_language(self.period_text, self.period_text_en)

    @property
    def display_programme_area_name(self):
        return in_language(self.programme_area_name, self.programme_area_name_en)

    @property
    def display_partners_text(self):
        return in_language(self.partners_text, self.partners_text_en)

    @property
    def display_staffing(self):
        return in_language(self.staffing, self.staffing_en)


class ProjectOrganisation(models.Model):
    """A role of an organisation in a project; an organisation may have several roles."""

    class Role(models.TextChoices):
        OWNER = "owner", _("project owner")
        PARTNER = "partner", _("partner")
        CO_FINANCIER = "co_financier", _("co-financier")
        FUNDER = "funder", _("funder")
        COOPERATION = "cooperation", _("cooperation partner")
        DECISION = "decision", _("decided by")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="partnerships", verbose_name=_("organisation")
    )
    role = models.CharField(_("part in the project"), max_length=20, choices=Role)
    note = models.CharField(_("note"), max_length=300, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("partner organisation")
        verbose_name_plural = _("partner organisations")
        ordering = ["project", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation", "role"],
                name="partner_once_in_role",
                violation_error_message=_("The organisation already has this part in the project."),
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(role="owner"),
                name="project_one_owner",
                violation_error_message=_("A project has one owner."),
            ),
        ]

    def __str__(self):
        return f"{self.display_organisation} ({self.get_role_display()})"

    @property
    def is_set_by_administrators(self):
        # The organisation gives the roles of funders in the project (ADR 120), so no leader chooses it.
        return self.role == self.Role.FUNDER

    @property
    def display_note(self):
        return in_language(self.note, self.note_en)

    @property
    def display_organisation(self):
        return self.organisation.display_name


class ProjectText(models.Model):
    class Section(models.TextChoices):
        SUMMARY = "summary", _("Summary")
        BACKGROUND = "background", _("Background")
        PURPOSE = "purpose", _("Purpose")
        OBJECTIVE = "objective", _("Objective")
        TARGET_GROUP = "target_group", _("Target group")
        WAY_OF_WORKING = "way_of_working", _("Way of working")
        RESULTS = "results", _("Results")
        ACCESSIBILITY = "accessibility", _("Accessibility for people with disabilities")
        GENDER = "gender", _("Gender mainstreaming")
        TRANSNATIONAL = "transnational", _("Transnational cooperation")

    # The sections of the fund's own project bank: without a text they say "no information".
    ALWAYS = frozenset(
        {
            *(Section.SUMMARY, Section.BACKGROUND, Section.PURPOSE, Section.OBJECTIVE),
            *(Section.ACCESSIBILITY, Section.GENDER, Section.TRANSNATIONAL),
        }
    )

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="texts")
    section = models.CharField(_("section"), max_length=20, choices=Section)
    language = models.CharField(_("language"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")])
    body = models.TextField(_("text"), blank=True, help_text=_("Empty: no information."))

    class Meta:
        verbose_name = _("public text")
        verbose_name_plural = _("public texts")
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "section", "language"],
                name="text_once_in_language",
                violation_error_message=_("This section is already written in this language."),
            )
        ]

    def __str__(self):
        return f"{self.get_section_display()} ({self.language})"


class Phase(models.Model):
    class Kind(models.TextChoices):
        PRE_STUDY = "pre_study", _("pre-study")
        MOBILISATION = "mobilisation", _("mobilisation")
        ANALYSIS = "analysis", _("analysis and planning")
        IMPLEMENTATION = "implementation", _("implementation")
        CLOSING = "closing", _("closing")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(_("phase"), max_length=20, choices=Kind)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    period_text = models.CharField(_("period in words"), max_length=120, blank=True)
    period_text_en = models.CharField(_("period in words, in English"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["project", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"],
                name="phase_once",
                violation_error_message=_("The project already has this phase."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="phase_ends_after_start",
                violation_error_message=_("The phase's end is before its start."),
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def display_period_text(self):
        return in_language(self.period_text, self.period_text_en)


class Event(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="events")
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    held_on = models.DateField(_("date"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["project", "held_on", "pk"]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self):
        return in_language(self.name, self.name_en)

    @property
    def display_description(self):
        return in_language(self.description, self.description_en)
