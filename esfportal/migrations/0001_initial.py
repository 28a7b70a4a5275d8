"""The cache table, the roles' rights and the settings of a transaction that triggers and policies read."""

from django.db import migrations

CACHE = """
            CREATE TABLE esfportal_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX esfportal_cache_expires ON esfportal_cache (expires);
            """
WRITER = """
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
WRITER_DROP = """
DROP FUNCTION esfportal_source();
DROP FUNCTION esfportal_actor();
"""
GRANT = """
GRANT USAGE ON SCHEMA public TO esfportal_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO esfportal_application;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO esfportal_application;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO esfportal_application;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO esfportal_application;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM esfportal_application;
"""
REVOKE = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM esfportal_application;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE USAGE, SELECT ON SEQUENCES FROM esfportal_application;
REVOKE SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public FROM esfportal_application;
REVOKE USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public FROM esfportal_application;
REVOKE USAGE ON SCHEMA public FROM esfportal_application;
"""
FUNCTIONS = """
CREATE FUNCTION esfportal_scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(current_setting('esfportal.scope', true), '')
$$;

CREATE FUNCTION esfportal_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT nullif(current_setting('esfportal.user', true), '')::bigint
$$;

CREATE FUNCTION esfportal_ids(what text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT nullif(current_setting('esfportal.' || what, true), '')::bigint[]
$$;
"""
DROP = """
DROP FUNCTION esfportal_ids(text);
DROP FUNCTION esfportal_user();
DROP FUNCTION esfportal_scope();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [
        ("accounts", "0001_initial"),
        ("audit", "0001_initial"),
        ("projects", "0001_initial"),
        ("team", "0001_initial"),
        ("register", "0001_initial"),
        ("imports", "0001_initial"),
        ("privacy", "0001_initial"),
        ("reports", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(CACHE, "DROP TABLE esfportal_cache;"),
        migrations.RunSQL(WRITER, WRITER_DROP),
        migrations.RunSQL(GRANT, REVOKE),
        migrations.RunSQL(FUNCTIONS, DROP),
    ]
