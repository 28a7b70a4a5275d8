"""The quarterly review of a project's team is answered by whoever leads the whole of it: whoever leads a part, and
administrators, read it and no more."""

from django.db import migrations

from esfportal.walls import SYSTEM, among, of_overseen_projects, of_steered_projects, rewall, through

REVIEWS = of_overseen_projects("project_id", SYSTEM)
ANSWERS = through("projects_teamreview", "review_id", SYSTEM)
STEERED = through("projects_teamreview", "review_id", where=among("steers", "seen.project_id"))


class Migration(migrations.Migration):
    dependencies = [("projects", "0006_history_for_auditors")]

    operations = [
        rewall(
            "projects_teamreview",
            now={"read": REVIEWS, "add": of_steered_projects("project_id", SYSTEM)},
            before={"read": REVIEWS},
        ),
        rewall("projects_teamanswer", now={"read": ANSWERS, "add": STEERED}, before={"read": ANSWERS}),
    ]
