from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import OVERSIGHT_ROLES, Role
from esfportal.security.secret_tokens import new_token
from projects.models.components import PartMixin
from projects.models.project import Project
from projects.team.querysets import InvitationQuerySet, TeamReviewQuerySet


class Invitation(PartMixin):
    """A role offered by e-mail, with a link that works once."""

    VALID_FOR = timedelta(days=7)

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("project")
    )
    email = models.EmailField(_("e-mail"), max_length=254)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day; empty: until further notice.")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )  # of a funder's officer: the one whose user has invited
    # Only the e-mail has the token. Its hash is enough to find the invitation.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), editable=False)
    expires_at = models.DateTimeField(_("expires"), editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by")
    )  # must still have the right to grant the role when the invitation is accepted
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=PartMixin.ONE_PART_AT_MOST, name="invitation_one_part_at_most"),
            models.CheckConstraint(
                condition=~Q(role="administrator"), name="invitation_not_as_administrator"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="invitation_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(role="auditor") | (Q(ends_on__isnull=False) & ~Q(reason="")),
                name="invitation_auditor_for_a_time_and_reason",
                violation_error_message=_("An auditor needs a last day and a stated reason."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["project", "email", "role", "sub_project", "municipality", "intervention"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                nulls_distinct=False,  # no part: the whole project
                name="invitation_open_once",
                violation_error_message=_("The address has an invitation to this role already."),
            ),
        ]

    def __str__(self):
        return f"Invitation {self.pk}"  # without the address, because logs may contain it

    @property
    def has_expired(self):
        return self.expires_at <= timezone.now()

    @property
    def is_limited_to_part(self):
        return bool(self.part_kind)

    @property
    def is_of_oversight(self):
        return self.role in OVERSIGHT_ROLES

    def renew(self, *, by):
        """Set a new token, valid from now, and return it for the e-mail."""
        token, self.token_hash = new_token()
        self.invited_by = by
        self.sent_at = timezone.now()
        self.expires_at = self.sent_at + self.VALID_FOR
        return token


class TeamReview(models.Model):
    """The quarterly question whether all members should keep their roles."""

    REMIND_AFTER = timedelta(days=14)  # then the administrators see the review as overdue, too

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="team_reviews", verbose_name=_("project")
    )
    quarter = models.DateField(_("quarter"), help_text=_("Its first day."))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    notified_at = models.DateTimeField(_("leaders notified"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("leaders reminded"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = TeamReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("team review")
        verbose_name_plural = _("team reviews")
        ordering = ["-quarter", "project"]
        constraints = [
            models.UniqueConstraint(fields=["project", "quarter"], name="team_review_once_in_quarter"),
            models.CheckConstraint(
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
                name="team_review_of_quarter",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, finished_by__isnull=True)
                | Q(finished_at__isnull=False, finished_by__isnull=False),
                name="team_review_finished_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.project} {self.quarter_text}"

    @property
    def quarter_text(self):
        return _("quarter {number}, {year}").format(
            number=(self.quarter.month + 2) // 3, year=self.quarter.year
        )

    @property
    def is_overdue(self):
        return self.finished_at is None and self.opened_at <= timezone.now() - self.REMIND_AFTER


class TeamAnswer(models.Model):
    class Decision(models.TextChoices):
        RIGHT = "right", _("still right")
        ENDED = "ended", _("ended")

    review = models.ForeignKey(TeamReview, on_delete=models.CASCADE, related_name="answers")
    membership = models.ForeignKey("team.Membership", on_delete=models.CASCADE, related_name="+")
    decision = models.CharField(_("answer"), max_length=5, choices=Decision)
    answered_at = models.DateTimeField(_("answered"), default=timezone.now, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("answer in a team review")
        verbose_name_plural = _("answers in team reviews")
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "membership"], name="team_answer_once"),
        ]

    def __str__(self):
        return f"{self.membership_id}: {self.decision}"
