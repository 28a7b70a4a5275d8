"""A month of the read log is signed off, and noted on, by whoever leads the whole project: others who may see that it
waits read it and no more."""

from django.db import migrations

from esfportal.walls import SYSTEM, among, of_overseen_projects, of_steered_projects, rewall, through

REVIEWS = of_overseen_projects("project_id", SYSTEM)
NOTES = through("participants_logreview", "review_id")
STEERED = through("participants_logreview", "review_id", where=among("steers", "seen.project_id"))


class Migration(migrations.Migration):
    dependencies = [("participants", "0011_walls_by_a_column_of_their_own")]

    operations = [
        rewall(
            "participants_logreview",
            now={"read": REVIEWS, "add": of_steered_projects("project_id", SYSTEM)},
            before={"read": REVIEWS},
        ),
        rewall("participants_lognote", now={"read": NOTES, "add": STEERED}, before={"read": NOTES}),
    ]
