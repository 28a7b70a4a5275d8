"""What hangs on a participation is looked for among those known to be in reach before the participation itself is
asked: a hash of keys instead of an index lookup a row. Measured in benchmarks/walls.py: a report's figures."""

from django.db import migrations

from esfportal.walls import any_of, replace_policies, scope_is, visible_with

FORWARD = """
CREATE OR REPLACE FUNCTION esfportal_admit(project bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    one text := ARRAY[project]::text;
    everybody bigint[];
BEGIN
    PERFORM set_config('esfportal.scope', 'operator', true);  -- to see them; until the end of this
    SELECT coalesce(array_agg(id), '{}') INTO everybody FROM participants_participation WHERE project_id = project;
    PERFORM esfportal_restore(ARRAY[
        'project', coalesce(current_setting('esfportal.user', true), ''), '', one, one, '', '',
        everybody::text, one, one, coalesce(current_setting('esfportal.source', true), '')
    ]);
END
$$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION esfportal_admit(project bigint) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT esfportal_restore(ARRAY[
        'project', coalesce(current_setting('esfportal.user', true), ''), '', one, one, '', '', '', one, one,
        coalesce(current_setting('esfportal.source', true), '')
    ]) FROM (SELECT ARRAY[project]::text AS one) AS single
$$;
"""
HANGING = (
    "participants_spell",
    "participants_outcomeevent",
    "participants_namedcaseworker",
    "participants_opening",
)
SEEN = visible_with("participants_participation", "participation_id")
KNOWN = any_of(scope_is(), "participation_id IN (SELECT unnest(esfportal_ids('reached')))", SEEN)


class Migration(migrations.Migration):
    dependencies = [("participants", "0009_walls"), ("accounts", "0009_walls")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(replace_policies(table, now={"read": KNOWN}, before={"read": SEEN}) for table in HANGING),
    ]
