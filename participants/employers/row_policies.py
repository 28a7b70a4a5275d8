"""Row-level security of employers.

Employers, their workplaces and offered places are read by all who may open the project, contacts and consents by those
who work with its participants, who also write them. Placements are read with the participation.
"""

from esfportal.database.row_level_security import (
    any_of,
    append_only_policies,
    column_in,
    scope_is,
    table_policies,
    visible_projects,
)
from participants.register.row_policies import BY_PROJECT_COLUMN, READ_BY_PROJECT_COLUMN, WITH_PARTICIPATION

WORKING = any_of(scope_is(), column_in("people", "project_id"), column_in("part_projects", "project_id"))
FACTS = ("employers_employer", "employers_workplace", "employers_offer")
ABOUT_CONTACTS = ("employers_contact", "employers_contactconsent")
ABOUT_PEOPLE = ("employers_placement", "employers_outcomeemployer")

POLICIES = [
    *(table_policies(table, read=visible_projects(), add=WORKING) for table in FACTS),
    *(append_only_policies(f"{table}history", read=visible_projects()) for table in FACTS),
    *(table_policies(table, read=WORKING) for table in ABOUT_CONTACTS),
    *(append_only_policies(f"{table}history", read=WORKING) for table in ABOUT_CONTACTS),
    *(table_policies(table, read=READ_BY_PROJECT_COLUMN, add=BY_PROJECT_COLUMN) for table in ABOUT_PEOPLE),
    *(append_only_policies(f"{table}history", read=WITH_PARTICIPATION) for table in ABOUT_PEOPLE),
]
