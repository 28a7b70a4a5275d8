"""Notifications of case workers: hand-overs and their answers, people moved to them, and the weekly e-mail."""

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.notifications.actions import notify
from accounts.notifications.kinds import ALWAYS, Channel, NotificationKind
from accounts.permissions import Permission, Role, roles_with
from participants.casework.models import Handover

State = Handover.State
WORKERS = tuple(roles_with(Permission.PARTICIPANT_EDIT))
ANSWERS = {
    State.ACCEPTED: gettext_lazy("Your hand-over in %(project)s was accepted."),
    State.DECLINED: gettext_lazy("Your hand-over in %(project)s was declined."),
}

HANDED = NotificationKind(
    key="casework.handed",
    label=gettext_lazy("Hand-overs to you"),
    roles=WORKERS,
    default=Channel.AT_ONCE,
    channels=ALWAYS,  # participants wait for the answer
    text=lambda row: (
        _("A colleague asks you to take participants over in %(project)s.") % {"project": row.project_name}
    ),
)
ANSWERED = NotificationKind(
    key="casework.answered",
    label=gettext_lazy("Answers to your hand-overs"),
    roles=WORKERS,
    default=Channel.BELL,
    text=lambda row: ANSWERS[row.details["state"]] % {"project": row.project_name},
)
ASSIGNED = NotificationKind(
    key="casework.assigned",
    label=gettext_lazy("Participants that you have become case worker of"),
    roles=WORKERS,
    default=Channel.DIGEST,
    text=lambda row: (
        _("You have become case worker of participants in %(project)s.") % {"project": row.project_name}
    ),
)
COVERS = NotificationKind(
    key="casework.cover",
    label=gettext_lazy("Colleagues whom you cover for"),
    roles=WORKERS,
    default=Channel.AT_ONCE,
    text=lambda row: (
        _(
            "You cover for a colleague in %(project)s who will be away. My day says for whom and on which days, "
            "and has the colleague's participants on those days."
        )
        % {"project": row.project_name}
    ),
)
WEEKLY = NotificationKind(
    key="casework.weekly",
    label=gettext_lazy("How much waits in My day"),
    roles=(Role.CASE_WORKER,),
    default=Channel.WEEKLY,
    channels=(Channel.NOTHING, Channel.WEEKLY),
)


def tell_receiver(handovers, *, by):
    first = handovers[0]
    project, batch = first.participation.project, first.batch
    notify([first.to_worker], kind=HANDED, event=str(batch), by=by, project=project, **_page(first))


def tell_of_answer(handovers, *, by):
    first = handovers[0]
    if first.state not in ANSWERS:  # withdrawn by its sender
        return
    project, batch = first.participation.project, first.batch
    notify(
        [first.sent_by],
        kind=ANSWERED,
        event=str(batch),
        by=by,
        project=project,
        state=first.state,
        **_page(first),
    )


def tell_of_move(people, worker, *, by):
    notify(
        [worker],
        kind=ASSIGNED,
        event=str(uuid.uuid4()),
        by=by,
        project=people[0].project,
        target="casework:day",
    )


def tell_of_cover(cover, *, by):
    notify(
        [cover.cover_worker],
        kind=COVERS,
        event=str(cover.pk),
        by=by,
        project=cover.project,
        target="casework:day",
    )


def _page(handover):
    # Who moves to another part is not visible to the receiver yet.
    is_move = handover.municipality_id and handover.state == State.WAITING
    return {"target": "casework:move_here" if is_move else "casework:handed", "arguments": [handover.batch]}
