from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.permissions import Role
from esfportal.ui.plain_text import isolated
from projects.team.querysets import MembershipQuerySet


# Without a part it covers the whole project. An administrator's has no project.
class Membership(models.Model):
    """A user's role in a project, or in one part of it, for a period."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    project = models.ForeignKey(
        "projects.Project",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("project"),
    )
    sub_project = models.ForeignKey(
        "projects.SubProject", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("sub-project")
    )
    municipality = models.ForeignKey(
        "projects.Municipality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("municipality"),
    )
    intervention = models.ForeignKey(
        "projects.Intervention",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("intervention"),
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day; empty: until further notice.")
    )
    reason = models.CharField(
        _("reason"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "For an auditor: what is audited, and who ordered it. For a representative: the title, and what gives "
            "the right to sign."
        ),
    )
    responsible_for = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("responsible officer of"),
    )  # the funder's organisation; one officer of it in each project
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)  # ended early
    ended_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("ended by"),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user", "project", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role="administrator", project__isnull=True)
                | (~Q(role="administrator") & Q(project__isnull=False)),
                name="membership_project_unless_administrator",
                violation_error_message=_("Every role but the administrator's belongs to a project."),
            ),
            models.CheckConstraint(
                condition=Q(sub_project__isnull=True, municipality__isnull=True)
                | Q(sub_project__isnull=True, intervention__isnull=True)
                | Q(municipality__isnull=True, intervention__isnull=True),
                name="membership_one_part_at_most",
                violation_error_message=_(
                    "Choose a sub-project, a municipality or an intervention, not several of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(role="auditor") | (Q(ends_on__isnull=False) & ~Q(reason="")),
                name="membership_auditor_for_a_time_and_reason",
                violation_error_message=_("An auditor needs a last day and a stated reason."),
            ),
            models.CheckConstraint(
                condition=~Q(role="representative") | ~Q(reason=""),
                name="membership_representative_with_authority",
                violation_error_message=_(
                    "A representative needs a title, and what gives the right to sign."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ends_on__isnull=False),
                name="membership_ended_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(responsible_for__isnull=True) | Q(role="funder", ended_at__isnull=True),
                name="membership_responsible_as_funder",
            ),
            models.UniqueConstraint(
                fields=["project", "responsible_for"], name="membership_one_responsible_officer"
            ),
        ]
        indexes = [models.Index(fields=["user", "project"], name="membership_user_project")]

    def __str__(self):
        return f"{isolated(self.user)}: {self.get_role_display()}"

    @property
    def part(self):
        return self.sub_project or self.municipality or self.intervention

    @property
    def is_limited_to_part(self):
        return bool(self.sub_project_id or self.municipality_id or self.intervention_id)

    @property
    def is_over(self):
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < timezone.localdate())
