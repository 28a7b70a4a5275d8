"""What the walls stand on: the roles' rights, and the settings of a transaction that policies read.

The roles themselves belong to the cluster, and are made by whoever sets it up (docs/operations.md).
"""

from django.db import migrations

# Rights on the tables there are and, by default, on those to come; only migrations write in their own list.
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

# A setting that was local to a transaction is empty afterwards, not NULL; both mean nothing.
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
    dependencies = [("esfportal", "0002_who_writes")]

    operations = [migrations.RunSQL(GRANT, REVOKE), migrations.RunSQL(FUNCTIONS, DROP)]
