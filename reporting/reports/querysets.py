from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf, TruncDate

from accounts.access import memberships_with
from accounts.permissions import Permission, Role
from esfportal.database.swedish_order import by_shown_name
from projects.models import Project
from projects.team.models import Membership
from reporting.reports.life.states import UNSUBMITTED_STATES

UNSUBMITTED = Q(status__in=UNSUBMITTED_STATES)
LARGE_COLUMNS = ("figures", "counted_participations", "counted_by_figure")


def kept_by(user):
    # The same rule as in the database function esfportal_enter_user_scope (ADR 96).
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    submitted_at = ExpressionWrapper(OuterRef("submitted_at"), output_field=models.DateTimeField())
    held = Membership.objects.begun().filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=TruncDate(submitted_at)),
        Q(ended_at__isnull=True) | Q(ended_at__gte=submitted_at),
        user=user.pk,
        role=Role.FUNDER,
        project=OuterRef("project"),
    )
    return Q(Exists(held))


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return submitted reports of the user's projects, and drafts for users who may see drafts."""
        submitted = [m.project_id for m in memberships_with(user, Permission.REPORT_VIEW)]
        drafts = [m.project_id for m in memberships_with(user, Permission.REPORT_VIEW_DRAFT)]
        kept = Q(status="submitted") & kept_by(user)
        return self.filter(Q(project__in=drafts) | Q(project__in=submitted, status="submitted") | kept)

    def in_scope_of(self, user):
        """Return the reports that exist for the user, whether or not the user may open them."""
        # Outside this scope the answer is 404, inside it without permission 403.
        projects = Project.objects.visible_to(user)
        drafts = [m.project_id for m in memberships_with(user, Permission.REPORT_VIEW_DRAFT)]
        kept = Q(status="submitted") & kept_by(user)
        return self.filter((Q(status="submitted") | Q(project__in=drafts)) & Q(project__in=projects) | kept)

    def kept_by(self, user):
        """Return reports submitted before the user ceased to be a funder of their project."""
        return self.submitted().filter(kept_by(user))

    def unsubmitted(self):
        return self.filter(UNSUBMITTED)

    def submitted(self):
        return self.filter(status="submitted")

    def in_state(self, state):
        return self.filter(Q(answer=state) | Q(status=state, answer=""))

    def latest_versions(self):
        """Leave out reports that a later submitted version replaces."""
        return self.filter(~self._replaced())

    def with_replaced(self):
        return self.annotate(is_replaced=self._replaced())

    def _replaced(self):
        return Exists(self.model._base_manager.filter(replaces=OuterRef("pk"), status="submitted"))

    def latest_version(self, kind, starts_on, ends_on):
        """Return the report of the kind and period that was submitted last, or None."""
        same = self.submitted().filter(kind=kind, starts_on=starts_on, ends_on=ends_on)
        return same.defer(*LARGE_COLUMNS).order_by("submitted_at", "pk").last()

    def before(self, report):
        """Return the submitted reports that a report is compared with, the nearest first."""
        earlier = self.submitted().filter(kind=report.kind, ends_on__lte=report.ends_on)
        return earlier.exclude(pk=report.pk).order_by("-ends_on", "-submitted_at", "-pk")

    def in_order_of_submission(self):
        # Also the order in which reports are released.
        return self.submitted().order_by("submitted_at", "pk")

    def unreleased(self):
        # Reports submitted before there was disclosure control: no reader outside the project sees them yet.
        return self.in_order_of_submission().filter(releases=None)

    def overlapping(self, kind, starts_on, ends_on):
        """Return reports with some of the same days; a draft of the kind for exactly these days is not made twice."""
        same_draft = UNSUBMITTED & Q(kind=kind, starts_on=starts_on, ends_on=ends_on)
        return self.of_days(starts_on, ends_on).exclude(same_draft | Q(status="withdrawn"))

    def of_days(self, starts_on, ends_on):
        """Return reports with a day of the period."""
        return self.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)

    def without_figures(self):
        return self.defer(*LARGE_COLUMNS)

    def draft_for(self, kind, starts_on, ends_on):
        # A unique constraint allows at most one draft of a kind for a project and period.
        return self.filter(UNSUBMITTED, kind=kind, starts_on=starts_on, ends_on=ends_on).first()

    def of_projects_matching(self, words):
        return self.filter(project__in=Project.objects.matching(words).values("pk"))

    def in_order(self, sort):
        """Sort by "period", "project", "status", "made" or "submitted", descending after a "-"."""
        column = {
            "period": F("ends_on"),
            "project": by_shown_name("project__", short=True),
            "status": Coalesce(NullIf("answer", Value("")), "status"),
            "made": F("computed_at"),
            "submitted": F("submitted_at"),
        }[sort.removeprefix("-")]
        chosen = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
        return self.order_by(chosen, "-ends_on", "-starts_on", "-pk")

    def for_list(self):
        return (
            self.select_related("project", "job")
            .with_replaced()
            # No list shows them.
            .defer(*LARGE_COLUMNS)
            .prefetch_related("files")
        )
