"""The projects and what hangs on them behind the second wall.

Read where the user may open the project, changed by whoever leads the whole of it. What the public page
shows is read there too; sources of financing and bookings are not among it.
"""

from django.db import migrations

from esfportal.walls import (
    INVITED,
    PUBLISHED,
    SYSTEM,
    among,
    any_of,
    of_led_projects,
    of_projects,
    of_steered_projects,
    through,
    trail_wall,
    wall,
)

SHOWN = (
    "projects_projectorganisation",
    "projects_projecttext",
    "projects_phase",
    "projects_event",
    "projects_subproject",
    "projects_projectmunicipality",
    "projects_intervention",
    "projects_target",
    "projects_targetgroup",
    "projects_budgetline",
)
ADMINISTERS = "(SELECT esfportal_administers())"
LED = among("leads", "seen.project_id")
STEERED = among("steers", "seen.project_id")


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0004_invitations_and_team_reviews"),
        ("accounts", "0009_walls"),
        ("esfportal", "0003_roles_and_scope"),
    ]

    operations = [
        wall(
            "projects_project",
            read=of_projects("id", PUBLISHED, SYSTEM, INVITED),
            add=of_steered_projects("id"),
        ),
        *(
            wall(table, read=of_projects("project_id", PUBLISHED, INVITED), add=of_steered_projects())
            for table in SHOWN
        ),
        wall(
            "projects_subproject_employers",
            read=through("projects_subproject", "subproject_id", PUBLISHED),
            add=through("projects_subproject", "subproject_id", where=STEERED),
        ),
        wall(
            "projects_intervention_employers",
            read=through("projects_intervention", "intervention_id", PUBLISHED),
            add=through("projects_intervention", "intervention_id", where=STEERED),
        ),
        wall(
            "projects_invitation",
            read=any_of(of_led_projects("project_id", INVITED), ADMINISTERS),
            add=of_led_projects(),
        ),
        wall("projects_teamreview", read=any_of(of_led_projects("project_id", SYSTEM), ADMINISTERS)),
        wall("projects_teamanswer", read=through("projects_teamreview", "review_id", SYSTEM)),
        trail_wall("projects_invitationhistory", read=of_led_projects()),
        trail_wall("projects_teamreviewhistory", read=of_led_projects()),
        trail_wall("projects_teamanswerhistory", read=through("projects_teamreview", "review_id")),
        wall("projects_financingline", read=of_projects(), add=of_steered_projects()),
        wall(
            "projects_financingentry",
            read=through("projects_financingline", "line_id"),
            add=through("projects_financingline", "line_id", where=STEERED),
        ),
        trail_wall("projects_projecthistory", read=of_led_projects("id")),
        trail_wall("projects_financinglinehistory", read=of_led_projects()),
        *(trail_wall(f"{table}history", read=of_led_projects()) for table in SHOWN),
        trail_wall(
            "projects_financingentryhistory", read=through("projects_financingline", "line_id", where=LED)
        ),
        trail_wall(
            "projects_subprojectemployerhistory",
            read=through("projects_subproject", "subproject_id", where=LED),
        ),
        trail_wall(
            "projects_interventionemployerhistory",
            read=through("projects_intervention", "intervention_id", where=LED),
        ),
    ]
