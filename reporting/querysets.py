from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.access import memberships_with
from accounts.permissions import Permission


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Submitted reports of the user's projects, and drafts where the user may see drafts."""
        submitted = [m.project_id for m in memberships_with(user, Permission.REPORT_VIEW)]
        drafts = [m.project_id for m in memberships_with(user, Permission.REPORT_VIEW_DRAFT)]
        return self.filter(Q(project__in=drafts) | Q(project__in=submitted, status="submitted"))

    def submitted(self):
        return self.filter(status="submitted")


class ReportJobQuerySet(models.QuerySet):
    def claimable(self, now=None):
        """Waiting, or left behind by a worker whose lease has run out."""
        now = now or timezone.now()
        return self.filter(Q(state="queued") | Q(state="running", leased_until__lt=now))
