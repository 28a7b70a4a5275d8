-- A report that is ready only becomes a draft again or signed, one that is signed a draft again or submitted. The
-- submission of a signed one adds who and when, and changes nothing of what was signed.

CREATE OR REPLACE FUNCTION reports_submitted_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    kept reports_report%ROWTYPE;
    about text[] := ARRAY['signature', 'submission'];
BEGIN
    IF OLD.status = 'draft' AND (TG_OP = 'DELETE' OR NEW.status <> 'signed') THEN
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
        IF kept IS NOT DISTINCT FROM OLD
            AND OLD.status || ' ' || NEW.status IN ('ready signed', 'ready draft', 'signed draft')
        THEN
            RETURN NEW;
        END IF;
        kept.submitted_at := OLD.submitted_at;
        kept.submitted_by_id := OLD.submitted_by_id;
        kept.replaces_id := OLD.replaces_id;
        kept.figures := OLD.figures;
        IF kept IS NOT DISTINCT FROM OLD AND OLD.status || ' ' || NEW.status = 'signed submitted'
            AND NEW.figures - about = OLD.figures - about
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a submitted report never changes' USING ERRCODE = 'restrict_violation';
END
$$;

-- The submission writes the files of a signed report again, with who signed and submitted it.
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
    IF EXISTS (
        SELECT 1 FROM reports_report WHERE id = ANY(owners) AND status <> 'draft'
            AND (status <> 'signed' OR TG_OP = 'UPDATE')
    ) THEN
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
DECLARE
    kept reports_reportrelease%ROWTYPE;
    about text[] := ARRAY['signature', 'submission'];
    now_is text;
BEGIN
    SELECT status INTO now_is FROM reports_report WHERE id = OLD.report_id;
    IF now_is = 'signed' AND TG_OP = 'UPDATE' THEN
        kept := NEW;
        kept.figures := OLD.figures;
        IF kept IS NOT DISTINCT FROM OLD AND NEW.figures - about = OLD.figures - about THEN
            RETURN NEW;
        END IF;
    END IF;
    IF now_is <> 'draft' THEN
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
