"""A month of the read log is signed off, and noted on, by whoever leads the whole project: others who may see that it
waits read it and no more."""

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
NOTES = visible_with("participants_logreview", "review_id")
STEERED = visible_with("participants_logreview", "review_id", where=column_in("steers", "seen.project_id"))


class Migration(migrations.Migration):
    dependencies = [("participants", "0011_walls_by_a_column_of_their_own")]

    operations = [
        replace_policies(
            "participants_logreview",
            now={"read": REVIEWS, "add": wholly_managed_projects("project_id", SYSTEM)},
            before={"read": REVIEWS},
        ),
        replace_policies("participants_lognote", now={"read": NOTES, "add": STEERED}, before={"read": NOTES}),
    ]
