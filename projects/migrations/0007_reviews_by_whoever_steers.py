"""The quarterly review of a project's team is answered by whoever leads the whole of it: whoever leads a part, and
administrators, read it and no more."""

from django.db import migrations

from esfportal.walls import (
    SYSTEM,
    column_in,
    managed_or_administered,
    replace_policies,
    visible_with,
    wholly_managed_projects,
)

REVIEWS = managed_or_administered("project_id", SYSTEM)
ANSWERS = visible_with("projects_teamreview", "review_id", SYSTEM)
STEERED = visible_with("projects_teamreview", "review_id", where=column_in("steers", "seen.project_id"))


class Migration(migrations.Migration):
    dependencies = [("projects", "0006_history_for_auditors")]

    operations = [
        replace_policies(
            "projects_teamreview",
            now={"read": REVIEWS, "add": wholly_managed_projects("project_id", SYSTEM)},
            before={"read": REVIEWS},
        ),
        replace_policies(
            "projects_teamanswer", now={"read": ANSWERS, "add": STEERED}, before={"read": ANSWERS}
        ),
    ]
