"""A project's history is read by whoever may open the project: whoever audits it sees who changed what. What
hung on a row that is gone is found through that row's own history."""

from django.db import migrations

from esfportal.walls import any_of, is_own, managed_projects, visible_projects, visible_with

ADMINISTERS = "(SELECT esfportal_administers())"
OF_PROJECTS = (
    "projectorganisation",
    "projecttext",
    "phase",
    "event",
    "subproject",
    "projectmunicipality",
    "intervention",
    "target",
    "targetgroup",
    "budgetline",
    "financingline",
)
THROUGH = {  # what hangs on another row: (that row's column, its table, as it was read before)
    "financingentry": ("line_id", "financingline"),
    "subprojectemployer": ("subproject_id", "subproject"),
    "interventionemployer": ("intervention_id", "intervention"),
}
LED = "seen.project_id = ANY ((SELECT esfportal_ids('leads'))::bigint[])"


def read(table, condition):
    return f"ALTER POLICY may_read ON {table} USING ({condition})"


FORWARD = [
    read("projects_projecthistory", visible_projects("id")),
    read("accounts_membershiphistory", any_of(visible_projects(), ADMINISTERS, is_own("user_id"))),
    *(read(f"projects_{name}history", visible_projects()) for name in OF_PROJECTS),
    *(
        read(f"projects_{name}history", visible_with(f"projects_{parent}history", column))
        for name, (column, parent) in THROUGH.items()
    ),
]
BACKWARD = [
    read("projects_projecthistory", managed_projects("id")),
    read("accounts_membershiphistory", any_of(managed_projects(), ADMINISTERS, is_own("user_id"))),
    *(read(f"projects_{name}history", managed_projects()) for name in OF_PROJECTS),
    *(
        read(f"projects_{name}history", visible_with(f"projects_{parent}", column, where=LED))
        for name, (column, parent) in THROUGH.items()
    ),
]


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_walls")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
