"""Row-level security of information and consents: read and written with the person."""

from esfportal.database.row_level_security import append_only_policies, table_policies
from participants.register.row_policies import VISIBLE_FIRST, WITH_PARTICIPATION

POLICIES = [
    table_policies("consents_privacyentry", read=VISIBLE_FIRST),
    append_only_policies("consents_privacyentryhistory", read=WITH_PARTICIPATION),
]
