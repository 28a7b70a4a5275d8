from django.shortcuts import get_object_or_404

from accounts.access import demand
from accounts.permissions import Permission
from participants.models import Participation


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
