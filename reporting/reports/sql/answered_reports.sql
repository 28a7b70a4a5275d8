-- Of a submitted report, the funder's answer is written once. All other columns are fixed.
-- The pairs are the ends of the transitions from "submitted" in reporting/reports/life/states.py.

CREATE OR REPLACE FUNCTION reports_submitted_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    kept reports_report%ROWTYPE;
BEGIN
    IF OLD.status = 'draft' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' THEN
        kept := NEW;
        kept.status := OLD.status;
        kept.answer := OLD.answer;
        IF kept IS NOT DISTINCT FROM OLD AND OLD.status = 'submitted' AND OLD.answer = ''
            AND NEW.status || ' ' || NEW.answer IN ('submitted returned', 'submitted approved')
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a submitted report never changes' USING ERRCODE = 'restrict_violation';
END
$$;

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
    IF EXISTS (SELECT 1 FROM reports_report WHERE id = ANY(owners) AND status <> 'draft') THEN
        RAISE EXCEPTION 'the files of a submitted report never change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;

CREATE OR REPLACE FUNCTION reports_released_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM reports_report WHERE id = OLD.report_id AND status <> 'draft') THEN
        RAISE EXCEPTION 'what was released of a submitted report never changes'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;

-- Reverse
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
