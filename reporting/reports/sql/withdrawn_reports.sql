-- Of a submitted report, the funder's answer or a withdrawal is written once. All other columns are fixed.
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
            AND NEW.status || ' ' || NEW.answer IN ('submitted returned', 'submitted approved', 'withdrawn ')
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a submitted report never changes' USING ERRCODE = 'restrict_violation';
END
$$;

-- Reverse
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
