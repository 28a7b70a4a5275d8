from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from esfportal.languages import in_language
from projects.models.geography import Municipality
from projects.models.project import Project

# The foreign keys to a part of a project. A row has at most one of them (PartMixin.ONE_PART_AT_MOST).
PART_FIELDS = ("sub_project", "municipality", "intervention")


class ProjectComponent(models.Model):
    """The base of sub-projects and interventions."""

    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    target_group = models.CharField(_("target group"), max_length=200, blank=True)
    target_group_en = models.CharField(_("target group in English"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    # Published texts only: the portal's own figures come from the participants.
    results = models.TextField(
        _("published results"),
        blank=True,
        help_text=_("What has been published. Figures are counted by the portal."),
    )
    results_en = models.TextField(_("published results, in English"), blank=True)
    leader_name = models.CharField(_("leader"), max_length=150, blank=True)
    employers_text = models.CharField(
        _("employers"),
        max_length=300,
        blank=True,
        help_text=_("When the employers are not named one by one."),
    )
    employers_text_en = models.CharField(_("employers, in English"), max_length=300, blank=True)
    employers = models.ManyToManyField(
        Organisation, blank=True, related_name="%(class)ss", verbose_name=_("employer partners")
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.display_name

    @property
    def display_name(self):
        return in_language(self.name, self.name_en)

    @property
    def display_target_group(self):
        return in_language(self.target_group, self.target_group_en)

    @property
    def display_description(self):
        return in_language(self.description, self.description_en)

    @property
    def display_results(self):
        return in_language(self.results, self.results_en)

    @property
    def display_employers_text(self):
        return in_language(self.employers_text, self.employers_text_en)

    @property
    def employers_line(self):
        named = [employer.display_name for employer in self.employers.all()]
        return ", ".join(filter(None, [*named, self.display_employers_text]))


class SubProject(ProjectComponent):
    """The part of a project that one municipality or partner runs."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="sub_projects")

    class Meta:
        verbose_name = _("sub-project")
        verbose_name_plural = _("sub-projects")
        ordering = ["project", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code"],
                name="sub_project_code_once",
                violation_error_message=_("The project already has a sub-project with this code."),
            )
        ]

    @property
    def facts_line(self):
        names = [row.municipality.name for row in self.project_municipalities.all()]
        # A part that has the name of its only municipality does not repeat it.
        places = "" if names == [self.display_name] else ", ".join(names)
        leader = self.leader_name and _("leader: %(name)s") % {"name": self.leader_name}
        return " · ".join(str(fact) for fact in (places, leader, self.display_target_group) if fact)


class ProjectMunicipality(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="project_municipalities")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    sub_project = models.ForeignKey(
        SubProject,
        on_delete=models.SET_NULL,  # the municipality stays in the project
        null=True,
        blank=True,
        related_name="project_municipalities",
        verbose_name=_("sub-project"),
    )

    class Meta:
        verbose_name = _("participating municipality")
        verbose_name_plural = _("participating municipalities")
        ordering = ["project", "municipality"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "municipality"],
                name="project_municipality_once",
                violation_error_message=_("The municipality is already in the project."),
            )
        ]

    def __str__(self):
        return str(self.municipality)


class Intervention(ProjectComponent):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="interventions")
    sub_project = models.ForeignKey(
        SubProject,
        on_delete=models.SET_NULL,  # the intervention stays in the project
        null=True,
        blank=True,
        related_name="interventions",
        verbose_name=_("sub-project"),
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)

    class Meta:
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        ordering = ["project", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code"],
                name="intervention_code_once",
                violation_error_message=_("The project already has an intervention with this code."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="intervention_ends_after_start",
                violation_error_message=_("The intervention's end is before its start."),
            ),
        ]


class PartMixin(models.Model):
    """The base of models that concern a project or one part of it."""

    sub_project = models.ForeignKey(
        SubProject,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sub-project"),
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intervention"),
    )

    # For a CheckConstraint in each model: at least two of the three foreign keys are empty.
    ONE_PART_AT_MOST = (
        Q(sub_project__isnull=True, municipality__isnull=True)
        | Q(sub_project__isnull=True, intervention__isnull=True)
        | Q(municipality__isnull=True, intervention__isnull=True)
    )

    class Meta:
        abstract = True

    @property
    def part(self):
        return self.sub_project or self.municipality or self.intervention

    @property
    def part_kind(self):
        """Return one of PART_FIELDS, or "" for the whole project."""
        return next((name for name in PART_FIELDS if getattr(self, f"{name}_id")), "")
