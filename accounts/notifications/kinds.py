"""Kinds of notifications: their texts, and the channels by which they reach users."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from esfportal.registry import Registry

if TYPE_CHECKING:
    from accounts.notifications.models import Notification


class Channel(models.TextChoices):
    """The ways in which a user is notified of a kind of event."""

    NOTHING = "nothing", _("not at all")
    BELL = "bell", _("in the portal only")
    DIGEST = "digest", _("in the portal, and in one e-mail each working day")
    AT_ONCE = "at_once", _("in the portal, and by e-mail at once")
    WEEKLY = "weekly", _("by e-mail once a week")


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
    # None for a kind without rows (Channel.WEEKLY).
    text: Callable[["Notification"], str] | None = None
    # Returns None when the event is no news any more.
    email: Callable[["Notification"], Email | None] | None = None


ALWAYS = (Channel.BELL, Channel.DIGEST, Channel.AT_ONCE)  # of kinds that can't be turned off
KINDS = Registry()


def kind_of(key: str) -> NotificationKind | None:
    """Return the kind, or None for one that is not registered any more."""
    return next((kind for kind in KINDS if kind.key == key), None)


def kind_choices() -> list[tuple[str, Promise]]:
    return [(kind.key, kind.label) for kind in KINDS]
