"""The read log's first guard refused everybody. The one over every trail (esfportal.history.AppendOnly) refuses
everybody but a superuser, who purges after a decision (docs/operations.md, "Keeping")."""

from django.db import migrations

FORWARD = """
DROP TRIGGER read_log_append_only ON accounts_readentry;
DROP FUNCTION accounts_read_log_append_only();
"""
BACKWARD = """
CREATE FUNCTION accounts_read_log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the read log is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER read_log_append_only BEFORE UPDATE OR DELETE ON accounts_readentry
    FOR EACH ROW EXECUTE FUNCTION accounts_read_log_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_digests_are_the_portals_own")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
