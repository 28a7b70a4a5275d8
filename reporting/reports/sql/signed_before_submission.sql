-- The states that a report goes through are those of TRANSITIONS (reporting/reports/life/states.py). A draft of a
-- project with a representative is not submitted, and a signed report is when the latest signature is of its
-- checksum. The representative is looked up as in signatures.representatives().

CREATE OR REPLACE FUNCTION reports_submitted_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    kept reports_report%ROWTYPE;
    about text[] := ARRAY['signature', 'submission'];
    signed_digest text;
BEGIN
    IF TG_OP = 'DELETE' AND OLD.status = 'draft' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.status = 'draft' AND NEW.answer = ''
            AND OLD.status || ' ' || NEW.status IN ('draft draft', 'draft ready', 'draft submitted')
        THEN
            IF NEW.status = 'submitted' AND EXISTS (
                SELECT FROM team_membership AS held
                JOIN accounts_user AS signatory ON signatory.id = held.user_id
                WHERE held.project_id = NEW.project_id AND held.role = 'representative' AND signatory.is_active
                    AND held.ended_at IS NULL
                    AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date
                    AND (held.ends_on IS NULL
                        OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date)
            ) THEN
                RAISE EXCEPTION 'the authorised representative signs the report first'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END IF;
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
            SELECT signature -> 'content' ->> 'figures' INTO signed_digest FROM reports_reportevent
                WHERE report_id = OLD.id AND step IN ('sign', 'reopen') ORDER BY id DESC LIMIT 1;
            IF signed_digest IS DISTINCT FROM NEW.digest THEN
                RAISE EXCEPTION 'the report is not what was signed' USING ERRCODE = 'restrict_violation';
            END IF;
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
