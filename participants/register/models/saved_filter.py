from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from esfportal.database.swedish_order import swedish_order
from projects.models import Project


class SavedFilterQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Return the user's own and the shared filters of the project, by name."""
        found = self.filter(Q(created_by=user) | Q(is_shared=True), project=project)
        return found.order_by(swedish_order("name"), "pk")


class SavedFilter(models.Model):
    """Filters and order of a participant list under a name."""

    NAME_LENGTH = 60

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    query = models.CharField(
        _("filters"), max_length=1000
    )  # of the list's address; never a search for a person
    is_shared = models.BooleanField(_("shared with the team"), default=False)
    opens_list = models.BooleanField(_("the list opens with it"), default=False)  # for its owner
    # For those in the part that its owner leads, who have chosen none of their own.
    opens_for_team = models.BooleanField(_("the list of the team opens with it"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "created_by", "name"],
                name="saved_filter_name_once",
                violation_error_message=_("You have a filter with this name."),
            ),
            models.UniqueConstraint(
                fields=["project", "created_by"],
                condition=Q(opens_list=True),
                name="saved_filter_opens_list_once",
            ),
            models.UniqueConstraint(
                fields=["project", "created_by"],
                condition=Q(opens_for_team=True),
                name="saved_filter_opens_for_team_once",
            ),
            models.CheckConstraint(
                condition=Q(opens_for_team=False) | Q(is_shared=True),
                name="saved_filter_for_team_is_shared",
                violation_error_message=_("Share the filter, too."),
            ),
        ]

    def __str__(self):
        return f"Saved filter {self.pk}"
