"""Row-level security of co-financing: bookings as the project's money, their lines with the certificates."""

from esfportal.database.row_level_security import (
    OWN_RECORD,
    PROJECT,
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    scope_is,
    table_policies,
    visible_projects,
    visible_with,
    wholly_managed_projects,
)
from participants.certificates.row_policies import WITH_CERTIFICATE
from projects.row_policies import WHOLLY_MANAGED

OF_USERS = any_of(scope_is(PROJECT, SYSTEM, OWN_RECORD), "(SELECT esfportal_user()) IS NOT NULL")
NEVER = "false"  # bookings are undone
OF_MANAGED = visible_with("cofinancing_booking", "booking_id", where=WHOLLY_MANAGED)

POLICIES = [
    # The same for all projects; added by the operator's command alone.
    table_policies("cofinancing_rate", read=OF_USERS, add=scope_is(), remove=NEVER),
    table_policies(
        "cofinancing_booking", read=visible_projects(), add=wholly_managed_projects(), remove=NEVER
    ),
    append_only_policies("cofinancing_bookinghistory", read=visible_projects()),
    append_only_policies("cofinancing_line", read=WITH_CERTIFICATE, add=all_of(WITH_CERTIFICATE, OF_MANAGED)),
]
