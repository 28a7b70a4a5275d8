"""Row-level security of certificates: visible with their participant, and never removed."""

from esfportal.database.row_level_security import (
    PARTICIPANT,
    all_of,
    any_of,
    append_only_policies,
    is_not_link_scope,
    linked,
    table_policies,
    visible_with,
)
from participants.register.row_policies import (
    BY_PROJECT_COLUMN,
    OWN_FILES,
    READ_BY_PROJECT_COLUMN,
    WITH_PARTICIPATION,
)

NEVER = "false"  # certificates are taken back or superseded
# A participant reads a month that was handed over, and not what staff have written about it.
OWN_MONTH = all_of(
    linked(PARTICIPANT, "participation_id"), "state NOT IN ('closed', 'taken_back', 'superseded')"
)
WITH_CERTIFICATE = all_of(
    is_not_link_scope(PARTICIPANT),
    visible_with("certificates_certificate", "certificate_id"),
)

POLICIES = [
    table_policies(
        "certificates_certificate",
        read=any_of(READ_BY_PROJECT_COLUMN, OWN_MONTH),
        add=BY_PROJECT_COLUMN,
        remove=NEVER,
    ),
    append_only_policies("certificates_certificatehistory", read=WITH_PARTICIPATION),
    table_policies("certificates_groupstep", read=OWN_FILES),
    table_policies("certificates_groupfile", read=OWN_FILES),
    # Changed by key rotation alone: a trigger refuses the rest (sql/closed_months.sql).
    table_policies("certificates_certificateevent", read=WITH_CERTIFICATE, remove=NEVER),
]
