"""The place of an outcome among those of one day, which corrections of its evidence keep."""

from django.db import migrations, models

from esfportal.database.sql import sql_file

# As recorded so far: by time and key, and a later version of the same date and kind at the place of the first.
FILL = """
ALTER TABLE register_outcomeevent DISABLE TRIGGER USER;
WITH RECURSIVE versions AS (
    SELECT e.id, e.id AS place FROM register_outcomeevent e
    LEFT JOIN register_outcomeevent s
        ON s.id = e.supersedes_id AND s.happened_on = e.happened_on AND s.kind = e.kind
    WHERE s.id IS NULL
    UNION ALL
    SELECT e.id, v.place FROM register_outcomeevent e
    JOIN register_outcomeevent s
        ON s.id = e.supersedes_id AND s.happened_on = e.happened_on AND s.kind = e.kind
    JOIN versions v ON v.id = s.id
)
UPDATE register_outcomeevent e SET place = v.place FROM versions v WHERE v.id = e.id;
ALTER TABLE register_outcomeevent ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0003_row_policies")]

    operations = [
        migrations.RemoveIndex("outcomeevent", "outcome_facts"),
        migrations.AddField(
            "outcomeevent", "place", models.BigIntegerField(blank=True, editable=False, null=True)
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        sql_file("participants.register", "place_of_outcome"),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("outcomeevent", "place", models.BigIntegerField(blank=True, editable=False)),
        migrations.AddIndex(
            "outcomeevent",
            models.Index(
                fields=["participation", "happened_on"],
                include=["kind", "improvement", "is_withdrawal", "place", "id", "project"],
                name="outcome_facts",
            ),
        ),
    ]
