"""Who writes, for the history's triggers (esfportal/history.py): the transaction's user, and the command,
task or import that is written through. Whoever comes past the portal, with SQL of their own, is told by the
role they are signed in to the database as."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION esfportal_actor() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('esfportal.user', true), '')::bigint
$$;
CREATE FUNCTION esfportal_source() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        nullif(current_setting('esfportal.source', true), ''),
        CASE WHEN esfportal_actor() IS NULL THEN 'role ' || session_user ELSE '' END
    )
$$;
"""
BACKWARD = """
DROP FUNCTION esfportal_source();
DROP FUNCTION esfportal_actor();
"""


class Migration(migrations.Migration):
    dependencies = [("esfportal", "0001_cache_table")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
