-- A wish to be contacted says who has answered: it is kept of tied surveys alone (ADR 167).

CREATE FUNCTION surveys_check_contact()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NEW.contact_wished_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM surveys_survey s WHERE s.id = NEW.survey_id AND s.is_tied)
    THEN
        RAISE EXCEPTION 'the survey is anonymous' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER check_contact BEFORE INSERT OR UPDATE OF survey_id, contact_wished_on ON surveys_invitation
    FOR EACH ROW EXECUTE FUNCTION surveys_check_contact();

-- Reverse
DROP TRIGGER check_contact ON surveys_invitation;
DROP FUNCTION surveys_check_contact();
