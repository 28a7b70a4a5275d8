-- With a link and a code by e-mail, too; where these were sent never changes.

CREATE OR REPLACE FUNCTION certificates_check_shown()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.link_made_at, OLD.signed_in_at, OLD.codes_tried, OLD.shown_digest, OLD.sent_to)
            IS DISTINCT FROM (NEW.link_made_at, NEW.signed_in_at, NEW.codes_tried, NEW.shown_digest, NEW.sent_to)
        THEN
            RAISE EXCEPTION 'a step of a certificate never changes' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.method IN ('own_page', 'mail', 'e_id') AND NOT EXISTS (
        SELECT FROM certificates_certificate c WHERE c.id = NEW.certificate_id AND c.digest = NEW.shown_digest)
    THEN
        RAISE EXCEPTION 'another month was shown' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

-- Reverse
CREATE OR REPLACE FUNCTION certificates_check_shown()
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
    IF NEW.method IN ('own_page', 'e_id') AND NOT EXISTS (
        SELECT FROM certificates_certificate c WHERE c.id = NEW.certificate_id AND c.digest = NEW.shown_digest)
    THEN
        RAISE EXCEPTION 'another month was shown' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
