"""Rules for memberships: who may grant which role, and that a project keeps a project leader."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.permissions import (
    OVERSIGHT_ROLES,
    ROLES_WITHOUT_PART,
    Permission,
    Role,
    permissions_of,
)
from esfportal.ui.formats import date_text
from projects.models import ProjectOrganisation
from projects.parts import Part
from projects.team.models import Membership

# A `grant` below is a Membership or an Invitation: both have a role, a project and perhaps a part.

GIVEN_BY_FUNDERS = _(
    "The roles of funders and auditors are given and ended by an administrator, or by the funder's own"
    " organisation."
)
ALWAYS_COVERED = None  # no day without a leader
PART_IS_REQUIRED = _(
    "Choose the municipality, the sub-project or the intervention in which the case worker works."
)


class ActionRefused(Exception):
    """Raised when a membership can't be given, changed or ended; `reasons` are messages for the user."""

    def __init__(self, *reasons):
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = reasons


def _projects():
    # Without an import: accounts must not import projects.
    return Membership._meta.get_field("project").related_model.objects.all()


def refuse_if_any(reasons):
    if reasons:
        raise ActionRefused(*reasons)


def lock_for_update(users, projects):
    # Users first, each kind ordered by key: a fixed order avoids deadlocks. no_key lets other
    # transactions insert rows with foreign keys to them.
    for table, rows in ((User.objects.all(), users), (_projects(), projects)):
        wanted = {row.pk for row in rows if row is not None and row.pk is not None}
        list(table.select_for_update(no_key=True, of=("self",)).filter(pk__in=wanted).order_by("pk"))


# Who may grant which role


def is_administrator_now(user):
    # Queried again: the memberships cached on the user may be out of date.
    return user.is_active and Membership.objects.in_force().filter(user=user, project=None).exists()


def team_managing_memberships(user, project_id):
    """Return the user's memberships that permit managing the team of the project or of a part."""
    held = Membership.objects.in_force().filter(user=user, user__is_active=True, project=project_id)
    return [m for m in held.with_parts() if Permission.TEAM_MANAGE in _permissions_of_grant(m)]


def may_grant(by, grant):
    """Return True if `by` may give, change and end the grant."""
    if is_administrator_now(by):
        return True
    if grant.role in OVERSIGHT_ROLES:
        return appoints(by, grant)
    return any(_is_within(grant, held) for held in team_managing_memberships(by, grant.project_id))


def may_end(by, membership):
    """Return True if `by` may end the membership: users may end their own."""
    return membership.user_id == by.pk or may_grant(by, membership)


def appoints(by, grant):
    """Return True if `by` manages the officers of the grant's organisation, which funds the project."""
    manager = User.objects.filter(pk=by.pk, is_active=True, manages_officers=True)
    if grant.role == Role.AUDITOR:  # who reads exact figures
        manager = manager.filter(organisation__is_managing_authority=True)
    funded = Organisation.objects.filter(partnerships__in=funding_partners(grant.project_id))
    return manager.filter(organisation__in=_organisation_of(grant) & funded).exists()


def is_of_funding_organisation(membership):
    """Return True if the user's organisation funds the project."""
    own = _organisation_of(membership)
    return funding_partners(membership.project_id).filter(organisation__in=own).exists()


def is_last_officer(membership):
    """Return True if no other officer of the funder's organisation follows the project after the membership."""
    if membership.role != Role.FUNDER or membership.ends_on is None:
        return False
    the_day_after = membership.ends_on + timedelta(days=1)
    others = Membership.objects.in_force(the_day_after).exclude(pk=membership.pk)
    others = others.filter(
        role=Role.FUNDER,
        project=membership.project_id,
        user__is_active=True,
        user__organisation__in=_organisation_of(membership),
    )
    return is_of_funding_organisation(membership) and not others.exists()


def funding_partners(project_id):
    """Return the project's rows of its funders, which administrators set."""
    return ProjectOrganisation.objects.filter(project=project_id, role=ProjectOrganisation.Role.FUNDER)


def _organisation_of(grant):
    if isinstance(grant, Membership):  # queried again, as all that a rule compares
        employed = User.objects.filter(pk=grant.user_id)
        return Organisation.objects.filter(pk__in=employed.values("organisation"))
    return Organisation.objects.filter(pk=grant.organisation_id)


def _is_within(grant, held):
    return includes_part(held, grant) and _permissions_of_grant(grant) <= _permissions_of_grant(held)


def _permissions_of_grant(grant):
    return permissions_of(grant.role, is_limited_to_part=not Part.of(grant).is_whole_project)


def includes_part(held, grant):
    """Return True if everything the grant reaches lies within the membership `held`."""
    if grant.project_id is None or grant.project_id != held.project_id:
        return False
    return Part.of(held).includes_part_of(grant)


# Validation of every membership


def validation_errors(grant):
    """Return {field: message} for role, project and part of the grant."""
    found = {}
    project = grant.project if grant.project_id else None
    for name in ("sub_project", "intervention"):
        part = getattr(grant, name) if getattr(grant, f"{name}_id") else None
        if part and (project is None or part.project_id != project.pk):
            found[name] = _("Choose a part of the project.")
    code = grant.municipality_id
    if code and (project is None or not project.municipalities.filter(pk=code).exists()):
        found["municipality"] = _("Choose a municipality that takes part in the project.")
    if grant.role in ROLES_WITHOUT_PART and not Part.of(grant).is_whole_project:
        found["role"] = _("Funders and auditors read what concerns the whole project. Choose no part of it.")
    return found


def lacks_part(grant):
    """Return True for a new case worker of a whole project that has parts."""
    if grant.role != Role.CASE_WORKER or grant.project_id is None or not Part.of(grant).is_whole_project:
        return False
    # Roles and invitations from before the rule stay valid, so that their dates can be changed.
    stored = Membership.objects.filter(
        pk=grant.pk if isinstance(grant, Membership) else None,
        role=grant.role,
        project=grant.project_id,
        sub_project=None,
        municipality=None,
        intervention=None,
    )
    return has_parts(grant.project) and not stored.exists()


def has_parts(project):
    return any(
        parts.exists() for parts in (project.municipalities, project.interventions, project.sub_projects)
    )


def duplicates_existing(membership):
    """Return True if the user already has the same role in the same part on some of the same days."""
    others = Membership.objects.not_over().filter(
        user=membership.user_id,
        role=membership.role,
        project=membership.project_id,
        sub_project=membership.sub_project_id,
        municipality=membership.municipality_id,
        intervention=membership.intervention_id,
    )
    if membership.ends_on:
        others = others.filter(starts_on__lte=membership.ends_on)
    later = Q(ends_on__isnull=True) | Q(ends_on__gte=membership.starts_on)
    return others.filter(later).exclude(pk=membership.pk).exists()


# A project always has a leader


def first_uncovered_day(periods, today):
    """Return the first day from `today` outside all (first day, last day or None) periods, or None."""
    day = today
    for starts_on, ends_on in sorted(periods, key=lambda period: period[0]):
        if starts_on > day:
            break
        if ends_on is None:
            return ALWAYS_COVERED
        day = max(day, ends_on + timedelta(days=1))
    return day


def projects_left_without_leader(user, planned_memberships):
    """Yield a message for each project that would lose its last leader. Call under lock_for_update."""
    # A project that already lacks a leader, now or from a later day, must only not lack one earlier.
    today = timezone.localdate()
    stored = [m for m in Membership.objects.not_over().leading().filter(user=user.pk) if m.project_id]
    rest = Membership.objects.not_over().leading().exclude(user=user.pk)
    # user.is_active may be unsaved: an account about to be closed leads nothing.
    planned = [m for m in planned_memberships if user.is_active and _leads_whole_project(m)]
    for project in _projects().filter(pk__in={m.project_id for m in stored}).order_by("pk"):
        others = _periods(rest.filter(project=project), project)
        before = first_uncovered_day(others + _periods(stored, project), today)
        after = first_uncovered_day(others + _periods(planned, project), today)
        if after is not ALWAYS_COVERED and (before is ALWAYS_COVERED or after < before):
            yield (
                _("%(project)s would have no leader from %(day)s. Make another person its leader first.")
                % {"project": project.display_name, "day": date_text(after)}
            )


def _leads_whole_project(membership):
    return (
        membership.role == Role.PROJECT_LEADER
        and not membership.is_limited_to_part
        and not membership.is_over
    )


def _periods(memberships, project):
    return [(m.starts_on, m.ends_on) for m in memberships if m.project_id == project.pk]
