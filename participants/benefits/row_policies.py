"""Row-level security of benefit periods: read and written with the participation."""

from esfportal.database.row_level_security import append_only_policies, table_policies
from participants.register.row_policies import BY_PROJECT_COLUMN, READ_BY_PROJECT_COLUMN, WITH_PARTICIPATION

POLICIES = [
    table_policies("benefits_benefitperiod", read=READ_BY_PROJECT_COLUMN, add=BY_PROJECT_COLUMN),
    append_only_policies("benefits_benefitperiodhistory", read=WITH_PARTICIPATION),
]
