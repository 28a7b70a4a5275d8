"""Row-level security of co-financing: bookings as the project's money, their lines with the certificates."""

from esfportal.database.row_level_security import (
    all_of,
    append_only_policies,
    scope_is,
    table_policies,
    visible_projects,
    visible_with,
    wholly_managed_projects,
)
from projects.row_policies import WHOLLY_MANAGED

IN_A_SCOPE = "(SELECT esfportal_scope()) <> ''"
NEVER = "false"  # bookings are undone
OF_MANAGED = visible_with("cofinancing_booking", "booking_id", where=WHOLLY_MANAGED)
WITH_CERTIFICATE = visible_with("certificates_certificate", "certificate_id")

POLICIES = [
    # The same for all projects; added by the operator's command alone.
    table_policies("cofinancing_rate", read=IN_A_SCOPE, add=scope_is(), remove=NEVER),
    table_policies(
        "cofinancing_booking", read=visible_projects(), add=wholly_managed_projects(), remove=NEVER
    ),
    append_only_policies("cofinancing_bookinghistory", read=visible_projects()),
    append_only_policies("cofinancing_line", read=WITH_CERTIFICATE, add=all_of(WITH_CERTIFICATE, OF_MANAGED)),
]
