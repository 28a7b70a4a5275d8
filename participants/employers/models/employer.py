from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participants.employers import organisation_numbers
from participants.employers.branches import Branch
from participants.employers.querysets import EmployerQuerySet
from projects.models import Municipality, Project


class Employer(models.Model):
    """An employer that a project works with. Removed only when the import that added it is undone."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="employers", verbose_name=_("project")
    )
    name = models.CharField(_("name"), max_length=200)
    # Of a legal person only: a sole trader's is a personal identity number, and is not kept (ADR 130).
    organisation_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    is_sole_trader = models.BooleanField(_("sole trader"), default=False)
    branch = models.CharField(_("branch"), max_length=1, choices=Branch, blank=True)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        constraints = [
            models.UniqueConstraint(
                "project",
                Lower("name"),
                name="employer_name_once_in_project",
                violation_error_message=_("The project has an employer with this name already."),
            ),
            models.UniqueConstraint(
                fields=["project", "organisation_number"],
                condition=~Q(organisation_number=""),
                name="employer_number_once_in_project",
                violation_error_message=_(
                    "The project has an employer with this organisation number already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(organisation_number="")
                | Q(organisation_number__regex=r"^[0-9]{2}[2-9][0-9]{7}$"),
                name="employer_number_of_legal_person",
                violation_error_message=_("This is not the number of a legal person."),
            ),
            models.CheckConstraint(
                condition=Q(is_sole_trader=False) | Q(organisation_number=""),
                name="employer_sole_trader_without_number",
                violation_error_message=_("The number of a sole trader is not kept: leave the field empty."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("employers:detail", args=[self.project.slug, self.pk])

    @property
    def shown_number(self):
        return organisation_numbers.display(self.organisation_number)


class Workplace(models.Model):
    """An address at which an employer has people."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    employer = models.ForeignKey(
        Employer, on_delete=models.CASCADE, related_name="workplaces", verbose_name=_("employer")
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )

    class Meta:
        verbose_name = _("workplace")
        verbose_name_plural = _("workplaces")
        ordering = ["employer", "pk"]

    def __str__(self):
        return ", ".join(filter(None, [self.address, self.municipality.name]))

    @property
    def shown_name(self):
        return str(self)
