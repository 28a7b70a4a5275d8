from django.db import migrations

# A file can't be moved to a submitted report either: an update is looked at from both ends.
FORWARD = """
CREATE OR REPLACE FUNCTION reporting_submitted_files_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owners bigint[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.report_id]
        WHEN 'DELETE' THEN ARRAY[OLD.report_id]
        ELSE ARRAY[OLD.report_id, NEW.report_id]
    END;
BEGIN
    IF EXISTS (SELECT 1 FROM reporting_report WHERE id = ANY(owners) AND status = 'submitted') THEN
        RAISE EXCEPTION 'the files of a submitted report never change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION reporting_submitted_files_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.report_id ELSE OLD.report_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM reporting_report WHERE id = owner AND status = 'submitted') THEN
        RAISE EXCEPTION 'the files of a submitted report never change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_jobs_fail_with_reasons")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
