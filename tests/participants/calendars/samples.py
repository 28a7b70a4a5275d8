"""Calendar links for tests."""

from django.utils import timezone

from esfportal.security.secret_tokens import token_hash
from participants.calendars.models import CalendarLink


def calendar_of(user, **values):
    """Return the token of a new link."""
    token, now = f"token-of-{user.pk}", timezone.now()
    CalendarLink.objects.create(
        user=user,
        **{
            "token_hash": token_hash(token),
            "made_at": now,
            "expires_at": now + CalendarLink.VALID_FOR,
            **values,
        },
    )
    return token
