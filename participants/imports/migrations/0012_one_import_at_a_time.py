from django.db import migrations, models

# At most one is really running: the others wait for its lock. They are enqueued again by the sweeper.
QUEUE_THE_OTHERS = """
UPDATE imports_importjob AS job SET state = 'queued', leased_until = NULL WHERE state = 'running' AND EXISTS (
    SELECT FROM imports_importjob AS other
    WHERE other.project_id = job.project_id AND other.state = 'running' AND other.id < job.id)
"""


class Migration(migrations.Migration):
    dependencies = [("imports", "0011_row_policies")]

    operations = [
        migrations.RunSQL(QUEUE_THE_OTHERS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="importjob",
            constraint=models.UniqueConstraint(
                condition=models.Q(state="running"), fields=("project",), name="import_one_at_a_time"
            ),
        ),
    ]
