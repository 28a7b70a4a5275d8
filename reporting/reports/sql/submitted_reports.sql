-- A submitted report, its files and its release never change. Files of the release may be added once.

CREATE OR REPLACE FUNCTION reports_submitted_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF OLD.status = 'submitted' THEN
        RAISE EXCEPTION 'a submitted report never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;

CREATE TRIGGER submitted_fixed BEFORE UPDATE OR DELETE ON reports_report
    FOR EACH ROW EXECUTE FUNCTION reports_submitted_fixed();

CREATE OR REPLACE FUNCTION reports_submitted_files_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    owners bigint[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.report_id]
        WHEN 'DELETE' THEN ARRAY[OLD.report_id]
        ELSE ARRAY[OLD.report_id, NEW.report_id]
    END;
BEGIN
    IF TG_OP = 'INSERT' AND NEW.audience = 'released' THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM reports_report WHERE id = ANY(owners) AND status = 'submitted') THEN
        RAISE EXCEPTION 'the files of a submitted report never change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;

CREATE TRIGGER submitted_files_fixed BEFORE INSERT OR UPDATE OR DELETE ON reports_reportfile
    FOR EACH ROW EXECUTE FUNCTION reports_submitted_files_fixed();

CREATE OR REPLACE FUNCTION reports_released_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM reports_report WHERE id = OLD.report_id AND status = 'submitted') THEN
        RAISE EXCEPTION 'what was released of a submitted report never changes'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;

CREATE TRIGGER released_fixed BEFORE UPDATE OR DELETE ON reports_reportrelease
    FOR EACH ROW EXECUTE FUNCTION reports_released_fixed();

-- Reverse
DROP TRIGGER released_fixed ON reports_reportrelease;
DROP FUNCTION reports_released_fixed();
DROP TRIGGER submitted_files_fixed ON reports_reportfile;
DROP FUNCTION reports_submitted_files_fixed();
DROP TRIGGER submitted_fixed ON reports_report;
DROP FUNCTION reports_submitted_fixed();
