"""Kinds of messages to participants: apps above add theirs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from esfportal.registry import Registry
from participants.register.models import Participation

if TYPE_CHECKING:
    from participants.contact.models import Message


@dataclass(frozen=True)
class Letter:
    """An e-mail; the template's first line is the subject."""

    to: str = field(repr=False)
    language: str  # "": Swedish and English
    template: str
    context: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, eq=False)
class MessageKind:
    key: str
    label: Promise
    # Called in the scope of the project; returns None when nothing is to be sent any more.
    compose: Callable[["Message", Participation], Letter | None]
    waits: timedelta  # for a mail server that does not answer


KINDS = Registry()
BEFORE_SENDING = Registry()  # functions that add messages for what was asked for


def kind_of(key: str) -> MessageKind:
    return next(kind for kind in KINDS if kind.key == key)


def kind_choices() -> list[tuple[str, Promise]]:
    return [(kind.key, kind.label) for kind in KINDS]
