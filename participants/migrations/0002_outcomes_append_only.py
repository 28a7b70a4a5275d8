from django.db import migrations

FORWARD = """
CREATE FUNCTION participants_outcomes_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'outcomes are append-only: correct one by adding an event that supersedes it'
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER outcomes_append_only BEFORE UPDATE OR DELETE ON participants_outcomeevent
    FOR EACH ROW EXECUTE FUNCTION participants_outcomes_append_only();
"""
BACKWARD = """
DROP TRIGGER outcomes_append_only ON participants_outcomeevent;
DROP FUNCTION participants_outcomes_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("participants", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
