"""Row-level security of employers.

Employers and their workplaces are read by all who may open the project, contacts and consents by those who work with
its participants, who also write them.
"""

from esfportal.database.row_level_security import (
    any_of,
    append_only_policies,
    column_in,
    scope_is,
    table_policies,
    visible_projects,
)

WORKING = any_of(scope_is(), column_in("people", "project_id"), column_in("part_projects", "project_id"))
FACTS = ("employers_employer", "employers_workplace")
ABOUT_CONTACTS = ("employers_contact", "employers_contactconsent")

POLICIES = [
    *(table_policies(table, read=visible_projects(), add=WORKING) for table in FACTS),
    *(append_only_policies(f"{table}history", read=visible_projects()) for table in FACTS),
    *(table_policies(table, read=WORKING) for table in ABOUT_CONTACTS),
    *(append_only_policies(f"{table}history", read=WORKING) for table in ABOUT_CONTACTS),
]
