from django.http import Http404

from accounts.permissions import Permission
from participants.merging.actions import lock_records
from participants.register.access import get_participation
from participants.register.models import Merge


def get_pair(request, slug, public_id, other):
    """Return two different records that the user may correct and has opened; for a POST locked."""
    if public_id == other:
        raise Http404

    def pair():
        return [
            get_participation(request.user, slug, each, Permission.PARTICIPANT_CORRECT)
            for each in (public_id, other)
        ]

    found = pair()
    if request.method == "POST":
        lock_records(*found)
        found = pair()
    return found


def get_merge(participation):
    """Return the merge that made the record, while it can be undone."""
    merges = Merge.objects.select_related("merged__project", "first__project", "second__project")
    merge = merges.filter(merged=participation).first()
    if merge is None or not merge.may_be_undone:
        raise Http404
    return merge
