from django.utils.translation import gettext as _

from accounts.audit.removed_rows import RemovedPage, get_or_removed
from participants.benefits.models import BenefitPeriod
from participants.register.identity.merged_records import record_keys


def get_period(participation, pk):
    """Return a benefit period of the participation, or of a record that was merged into it."""
    page = RemovedPage(
        participation.project,
        "participants",
        participation.get_absolute_url(),
        lambda _event: _("benefit period"),
    )
    return get_or_removed(
        BenefitPeriod.objects.all(), page=page, pk=pk, participation__in=record_keys(participation)
    )
