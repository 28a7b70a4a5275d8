from django.db import transaction
from django.utils import timezone

from reporting.funders.models import FunderPreference


@transaction.atomic
def mark_seen(*, until, by):
    """Remember that the user has seen what came in until a moment, which is never set back."""
    own, _is_new = FunderPreference.objects.select_for_update().get_or_create(user=by)
    until = min(until, timezone.now())
    if own.seen_at is None or own.seen_at < until:
        own.seen_at = until
        own.save(update_fields=["seen_at"])
    return own


def keep_columns(*, columns, by):
    own, _is_new = FunderPreference.objects.update_or_create(user=by, defaults={"columns": columns})
    return own
