-- A step never changes, with how a month was confirmed on the own page; what was shown there is what is certified.

CREATE FUNCTION certificates_check_shown()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.link_made_at, OLD.signed_in_at, OLD.codes_tried, OLD.shown_digest)
            IS DISTINCT FROM (NEW.link_made_at, NEW.signed_in_at, NEW.codes_tried, NEW.shown_digest)
        THEN
            RAISE EXCEPTION 'a step of a certificate never changes' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.method = 'own_page' AND NOT EXISTS (
        SELECT FROM certificates_certificate c WHERE c.id = NEW.certificate_id AND c.digest = NEW.shown_digest)
    THEN
        RAISE EXCEPTION 'another month was shown' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER check_shown BEFORE INSERT OR UPDATE ON certificates_certificateevent
    FOR EACH ROW EXECUTE FUNCTION certificates_check_shown();

-- Reverse
DROP TRIGGER check_shown ON certificates_certificateevent;
DROP FUNCTION certificates_check_shown();
