"""What waits in a project, for the page about it: `{% load project_work %}`."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.access import may
from accounts.permissions import Permission
from participants.access import participations_in
from participants.facts import with_facts

register = template.Library()


@dataclass(frozen=True)
class Waiting:
    """A number of participants, what is to be done about them, and the list of them."""

    count: int
    text: str
    url: str


@register.simple_tag
def project_work(project, user):
    """`{% project_work project user as work %}`: what waits; None for who sees no participants."""
    if not may(user, Permission.PARTICIPANT_VIEW, project):
        return None
    visible = participations_in(project, user)
    seen = with_facts(visible.open_to(user))
    without, due = seen.without_result().count(), seen.due_for_follow_up(timezone.localdate()).count()
    incomplete = seen.filter(is_complete=False).count()
    rows = [
        ("no-result", without, ngettext("exit without a result", "exits without a result", without)),
        ("follow-up", due, ngettext("follow-up after six months", "follow-ups after six months", due)),
        (
            "incomplete",
            incomplete,
            ngettext("record where answers are missing", "records where answers are missing", incomplete),
        ),
    ]
    address = reverse("participants:list", args=[project.slug])
    if may(user, Permission.PARTICIPANT_NAME_WORKERS, project):
        rows += _of_the_leader(visible)
    return [Waiting(count, text, f"{address}?status={status}") for status, count, text in rows if count]


def _of_the_leader(visible):
    """What only the leader can see to: (status of the list, how many, in words)."""
    unnamed = visible.without_named_case_worker().count()
    unreadable = visible.with_unreadable_number().count()
    return [
        (
            "protected",
            unnamed,
            ngettext(
                "protected identity that no case worker is named for",
                "protected identities that no case worker is named for",
                unnamed,
            ),
        ),
        (
            "unreadable",
            unreadable,
            ngettext(
                "personal identity number that can't be read",
                "personal identity numbers that can't be read",
                unreadable,
            ),
        ),
    ]
