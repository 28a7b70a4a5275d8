from django.db import models
from django.db.models import Q

from accounts.access import memberships_with
from accounts.permissions import Permission
from projects.models import Project


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Submitted reports of the user's projects, and drafts where the user may see drafts."""
        submitted = [m.project_id for m in memberships_with(user, Permission.REPORT_VIEW)]
        drafts = [m.project_id for m in memberships_with(user, Permission.REPORT_VIEW_DRAFT)]
        return self.filter(Q(project__in=drafts) | Q(project__in=submitted, status="submitted"))

    def in_scope_of(self, user):
        """Reports of projects that the user knows of, to be opened or not; drafts only for those
        who may see them. What is outside this does not exist to the user."""
        projects = Project.objects.visible_to(user)
        drafts = [m.project_id for m in memberships_with(user, Permission.REPORT_VIEW_DRAFT)]
        return self.filter(Q(status="submitted") | Q(project__in=drafts), project__in=projects)

    def submitted(self):
        return self.filter(status="submitted")

    def in_order_of_submission(self):
        """The submitted ones, first submitted first: the order in which they are released."""
        return self.submitted().order_by("submitted_at", "pk")

    def unreleased(self):
        """Submitted before there were released figures: nobody outside the project sees them yet."""
        return self.in_order_of_submission().filter(release=None)

    def draft_for(self, starts_on, ends_on):
        """The draft of exactly this period, or None; there is at most one a project."""
        return self.filter(status="draft", starts_on=starts_on, ends_on=ends_on).first()

    def for_list(self):
        """With what a row of a list shows: project, job and files, in three statements."""
        return (
            self.select_related("project", "job")
            .defer("figures", "counted", "counted_in")
            .prefetch_related("files")
        )
