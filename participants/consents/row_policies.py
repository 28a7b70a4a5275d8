"""Row-level security of information and consents."""

from esfportal.database.row_level_security import (
    PARTICIPANT,
    any_of,
    append_only_policies,
    linked,
    table_policies,
    visible_projects,
    wholly_managed_projects,
)
from participants.register.row_policies import VISIBLE_FIRST, WITH_PARTICIPATION

POLICIES = [
    table_policies("consents_askedconsents", read=visible_projects(), add=wholly_managed_projects()),
    append_only_policies("consents_askedconsentshistory", read=visible_projects()),
    table_policies(
        "consents_privacyentry",
        read=any_of(VISIBLE_FIRST, linked(PARTICIPANT, "participation_id")),
        add=VISIBLE_FIRST,
    ),
    append_only_policies("consents_privacyentryhistory", read=WITH_PARTICIPATION),
]
