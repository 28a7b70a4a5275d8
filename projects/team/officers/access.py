from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.permissions import OVERSIGHT_ROLES
from projects.models import Project, ProjectOrganisation
from projects.team.memberships import funding_partners
from projects.team.models import Invitation, Membership


def get_organisation(user):
    """Return the organisation whose officers the user manages, or raise Http404."""
    if not user.manages_officers or user.organisation is None:
        raise Http404
    return user.organisation


def funded_projects(organisation):
    funded = ProjectOrganisation.objects.filter(
        organisation=organisation, role=ProjectOrganisation.Role.FUNDER
    )
    return Project.objects.filter(pk__in=funded.values("project"))


def roles_of(organisation):
    """Return the roles of the organisation's officers in the projects that it funds."""
    return Membership.objects.filter(
        role__in=OVERSIGHT_ROLES,
        user__organisation=organisation,
        project__in=funded_projects(organisation),
    ).with_parts()


def invitations_of(organisation):
    return Invitation.objects.filter(organisation=organisation, role__in=OVERSIGHT_ROLES).with_parts()


def colleagues_of(organisation):
    return User.objects.filter(organisation=organisation, is_active=True)


def get_role(user, pk):
    return get_object_or_404(roles_of(get_organisation(user)), pk=pk)


def get_invitation(user, pk):
    # Also one that is answered or withdrawn: the user is told so.
    return get_object_or_404(invitations_of(get_organisation(user)), pk=pk)


def get_colleague(user, pk):
    return get_object_or_404(colleagues_of(get_organisation(user)), pk=pk)


def funders_of(project):
    """Return today's roles of the officers of the organisations that fund the project."""
    held = Membership.objects.in_force().filter(project=project, role="funder", user__is_active=True)
    return held.filter(user__organisation__in=funding_partners(project.pk).values("organisation"))


def responsible_officers(project_keys):
    """Return today's roles of the responsible officers in the projects, of the organisations that fund them."""
    funding = ProjectOrganisation.objects.filter(
        project=OuterRef("project"),
        organisation=OuterRef("responsible_for"),
        role=ProjectOrganisation.Role.FUNDER,
    )
    held = Membership.objects.responsible().filter(Exists(funding), project__in=project_keys)
    return held.select_related("user", "responsible_for").order_by()


def get_own_and_colleagues(user, project):
    """Return the user's role as a funder of the project, and all those of the organisation. Raises Http404."""
    roles = list(funders_of(project).filter(user__organisation=user.organisation_id).with_parts())
    own = next((role for role in roles if role.user_id == user.pk), None)
    if own is None:
        raise Http404
    return own, roles
