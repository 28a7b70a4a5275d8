from django.db import migrations

# A submitted report and its files stay as they were handed in, whoever tries, by whatever way.
FORWARD = """
CREATE FUNCTION reporting_submitted_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'submitted' THEN
        RAISE EXCEPTION 'a submitted report never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER submitted_fixed BEFORE UPDATE OR DELETE ON reporting_report
    FOR EACH ROW EXECUTE FUNCTION reporting_submitted_fixed();

CREATE FUNCTION reporting_submitted_files_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER submitted_files_fixed BEFORE INSERT OR UPDATE OR DELETE ON reporting_reportfile
    FOR EACH ROW EXECUTE FUNCTION reporting_submitted_files_fixed();
"""
BACKWARD = """
DROP TRIGGER submitted_files_fixed ON reporting_reportfile;
DROP FUNCTION reporting_submitted_files_fixed();
DROP TRIGGER submitted_fixed ON reporting_report;
DROP FUNCTION reporting_submitted_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
