-- A month of the access log: the sample is drawn once, and nothing is changed or noted after the month is signed off.

CREATE OR REPLACE FUNCTION privacy_log_reviews_fixed()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.signed_at IS NOT NULL
        OR (OLD.project_id, OLD.month, OLD.seed, OLD.population, OLD.sample, OLD.drawn_at)
            IS DISTINCT FROM (NEW.project_id, NEW.month, NEW.seed, NEW.population, NEW.sample, NEW.drawn_at)
    THEN
        RAISE EXCEPTION 'what is drawn stays drawn, and what is signed off stays signed off'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER log_reviews_fixed BEFORE UPDATE OR DELETE ON privacy_logreview
    FOR EACH ROW EXECUTE FUNCTION privacy_log_reviews_fixed();

CREATE OR REPLACE FUNCTION privacy_log_notes_before_signing()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF EXISTS (SELECT FROM privacy_logreview WHERE id = NEW.review_id AND signed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the month has been signed off' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER log_notes_before_signing BEFORE INSERT ON privacy_lognote
    FOR EACH ROW EXECUTE FUNCTION privacy_log_notes_before_signing();

-- Reverse
DROP TRIGGER log_notes_before_signing ON privacy_lognote;
DROP FUNCTION privacy_log_notes_before_signing();
DROP TRIGGER log_reviews_fixed ON privacy_logreview;
DROP FUNCTION privacy_log_reviews_fixed();
