from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participants.anonymous.querysets import AnonymousCountQuerySet
from projects.models import Intervention, Municipality, Project


class AnonymousCount(models.Model):
    """Participants of one part and one year who may not be registered. No figure counts them (ADR 156)."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="anonymous_counts", verbose_name=_("project")
    )
    year = models.PositiveSmallIntegerField(_("year"))
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
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intervention"),
    )
    women = models.PositiveIntegerField(_("women"), default=0)
    men = models.PositiveIntegerField(_("men"), default=0)

    objects = AnonymousCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("number of anonymous participants")
        verbose_name_plural = _("numbers of anonymous participants")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "year", "municipality", "intervention"],
                nulls_distinct=False,
                name="anonymous_count_once",
                violation_error_message=_(
                    "There is a number for this year and part already. Open it in the list and correct it."
                ),
            )
        ]

    def __str__(self):
        return f"{self.year}: {self.women} + {self.men}"

    def get_absolute_url(self):
        return reverse("anonymous:list", args=[self.project.slug])

    @property
    def total(self):
        return self.women + self.men
