"""Notify users of events, and keep what they have read and chosen."""

from django.db import transaction
from django.utils import timezone

from accounts.database_access import system_scope
from accounts.notifications.kinds import KINDS, Channel
from accounts.notifications.models import Notification, NotificationChoice


def notify(users, *, kind, event, by, project=None, target="", arguments=(), **details):
    """Notify active users of an event of a kind, each once, in the event's own transaction."""
    readers = {user.pk: user for user in users if user is not None and user.is_active and user != by}
    if not readers:
        return
    with system_scope():  # the rows are other users'
        channels = channels_of(readers, kind)
        Notification.objects.bulk_create(
            [
                Notification(
                    user=user,
                    kind=kind.key,
                    event=event,
                    project=project,
                    target=target,
                    arguments=[str(each) for each in arguments],
                    details=details,
                    channel=channels[pk],
                )
                for pk, user in readers.items()
                if channels[pk] != Channel.NOTHING
            ],
            ignore_conflicts=True,
        )


@system_scope()
def withdraw(kind, project, *, but, **details):
    """Delete notifications of a project with these details, except of one event."""
    found = Notification.objects.filter(kind=kind.key, project=project, details__contains=details)
    return found.exclude(event=but).delete()[0]


def channels_of(users, kind):
    chosen = NotificationChoice.objects.filter(user__in=list(users), kind=kind.key)
    by_user = dict(chosen.values_list("user", "channel"))
    return {pk: by_user.get(pk) if by_user.get(pk) in kind.channels else kind.default for pk in users}


@transaction.atomic
def mark_read(notifications, *, by):
    Notification.objects.visible_to(by).unread().filter(pk__in=[each.pk for each in notifications]).update(
        read_at=timezone.now()
    )
    return notifications


@transaction.atomic
def mark_all_read(*, by):
    return Notification.objects.visible_to(by).unread().update(read_at=timezone.now())


@transaction.atomic
def choose_channels(user, channels, *, by):
    """Store the user's channel for each kind: {key: channel}."""
    if user != by:
        raise ValueError("Users choose for themselves.")
    rows = [
        NotificationChoice(user=user, kind=kind.key, channel=channels[kind.key])
        for kind in KINDS
        if channels.get(kind.key) in kind.channels
    ]
    NotificationChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["channel"]
    )
    return rows


@system_scope()
def delete_old(now=None):
    return Notification.objects.old(now).delete()[0]
