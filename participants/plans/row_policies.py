"""Row-level security of plans: what is planned with a person is visible with the person."""

from esfportal.database.row_level_security import append_only_policies, table_policies
from participants.register.row_policies import VISIBLE_FIRST, WITH_PARTICIPATION

POLICIES = [
    *(table_policies(table, read=VISIBLE_FIRST) for table in ("plans_plan", "plans_step")),
    *(
        append_only_policies(table, read=WITH_PARTICIPATION)
        for table in ("plans_planhistory", "plans_stephistory")
    ),
]
