"""Kinds of notifications: their texts, and the channels by which they reach users."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Role
from esfportal.registry import Registry

if TYPE_CHECKING:
    from accounts.notifications.models import Notification


class Channel(models.TextChoices):
    """The ways in which a user is notified of a kind of event."""

    # Short: a phone shows the first thirty letters of a choice.
    NOTHING = "nothing", _("not at all")
    BELL = "bell", _("in the portal only")
    DIGEST = "digest", _("portal and a daily e-mail")
    AT_ONCE = "at_once", _("portal and e-mail at once")
    WEEKLY = "weekly", _("a weekly e-mail")


@dataclass(frozen=True)
class Email:
    subject: str
    body: str


@dataclass(frozen=True, kw_only=True, eq=False)
class NotificationKind:
    """A kind of event that users are notified of. Neither text names a participant."""

    key: str  # in addresses
    label: Promise  # of many: "Hand-overs to you"
    default: Channel
    channels: tuple[Channel, ...] = (Channel.NOTHING, Channel.BELL, Channel.DIGEST, Channel.AT_ONCE)
    roles: tuple[Role, ...] = ()  # of the users who are ever notified; () for all users
    of_whole_project: bool = False  # only those whose role is not limited to a part
    # None for a kind without rows (Channel.WEEKLY).
    text: Callable[["Notification"], str] | None = None
    # Returns None when the event is no news any more.
    email: Callable[["Notification"], Email | None] | None = None

    def reaches(self, memberships) -> bool:
        """Return whether a user with these memberships is ever notified."""
        return not self.roles or any(
            each.role in self.roles and not (self.of_whole_project and each.is_limited_to_part)
            for each in memberships
        )


ALWAYS = (Channel.BELL, Channel.DIGEST, Channel.AT_ONCE)  # of kinds that can't be turned off
KINDS = Registry()


def kind_of(key: str) -> NotificationKind | None:
    """Return the kind, or None for one that is not registered any more."""
    return next((kind for kind in KINDS if kind.key == key), None)


def kind_choices() -> list[tuple[str, Promise]]:
    return [(kind.key, kind.label) for kind in KINDS]
