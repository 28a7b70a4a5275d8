from django.shortcuts import get_object_or_404

from accounts.access import demand
from accounts.permissions import Permission
from participants.models import ImportDraft, Participation
from projects.access import get_project


def get_participation(user, slug, public_id, permission=Permission.PARTICIPANT_VIEW):
    """The participation in the named project: Http404 outside the user's scope, or for somebody
    who sees no people at all; PermissionDenied within it without the permission."""
    participation = get_object_or_404(
        Participation.objects.visible_to(user).select_related("project", "person"),
        project__slug=slug,
        public_id=public_id,
    )
    demand(user, permission, participation.project)
    return participation


def participations_in(project, user):
    """The participations of one project that the user may see."""
    return Participation.objects.visible_to(user).in_project(project)


def visible_participations(user):
    """Every participation that the user may see, whichever the project."""
    return Participation.objects.visible_to(user)


def get_spell(participation, pk):
    return get_object_or_404(participation.spells.select_related("participation__project"), pk=pk)


def get_outcome(participation, pk):
    """An outcome that holds; what has been corrected or withdrawn since can't be corrected again."""
    return get_object_or_404(participation.outcomes.in_force().select_related("participation"), pk=pk)


def get_import_draft(user, slug, pk):
    """A file the user has uploaded to the project and not yet confirmed; another's is a 404, and so
    is one that is too old."""
    project = get_project(user, slug, Permission.PARTICIPANT_IMPORT)
    return get_object_or_404(ImportDraft.objects.fresh(), project=project, created_by=user, pk=pk)
