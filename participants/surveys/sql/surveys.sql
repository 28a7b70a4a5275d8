-- Rows of a survey repeat its project (ADR 89). Questions stay from the first answer, and what participants were
-- promised from the day on which the survey opens.

CREATE FUNCTION surveys_set_project()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    SELECT project_id INTO NEW.project_id FROM surveys_survey WHERE id = NEW.survey_id;
    RETURN NEW;
END
$$;

CREATE TRIGGER set_project BEFORE INSERT OR UPDATE OF survey_id, project_id ON surveys_question
    FOR EACH ROW EXECUTE FUNCTION surveys_set_project();
CREATE TRIGGER set_project BEFORE INSERT OR UPDATE OF survey_id, project_id ON surveys_invitation
    FOR EACH ROW EXECUTE FUNCTION surveys_set_project();
CREATE TRIGGER set_project BEFORE INSERT OR UPDATE OF survey_id, project_id ON surveys_response
    FOR EACH ROW EXECUTE FUNCTION surveys_set_project();

CREATE FUNCTION surveys_check_survey()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF (OLD.project_id, OLD.occasion, OLD.version) IS DISTINCT FROM (NEW.project_id, NEW.occasion, NEW.version)
        OR OLD.state <> 'draft' AND OLD.is_tied <> NEW.is_tied
        OR OLD.has_answers AND NOT NEW.has_answers
        OR OLD.state <> NEW.state AND (OLD.state || ' ' || NEW.state) NOT IN ('draft open', 'open closed')
    THEN
        RAISE EXCEPTION 'a survey keeps what participants were told' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER check_survey BEFORE UPDATE ON surveys_survey
    FOR EACH ROW EXECUTE FUNCTION surveys_check_survey();

CREATE FUNCTION surveys_keep_questions()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    kept record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        kept := NEW;
    ELSE
        kept := OLD;
    END IF;
    IF EXISTS (SELECT FROM surveys_survey s WHERE s.id = kept.survey_id AND (s.has_answers OR s.state = 'closed')) THEN
        RAISE EXCEPTION 'the survey has answers' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER keep_questions BEFORE INSERT OR UPDATE OR DELETE ON surveys_question
    FOR EACH ROW EXECUTE FUNCTION surveys_keep_questions();

-- A response says whose it is in a tied survey, and in no other.
CREATE FUNCTION surveys_check_response()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF (NEW.participation_id IS NOT NULL) AND NOT EXISTS (
        SELECT FROM surveys_survey s WHERE s.id = NEW.survey_id AND s.is_tied)
    THEN
        RAISE EXCEPTION 'the survey is anonymous' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER check_response BEFORE INSERT OR UPDATE OF survey_id, participation_id ON surveys_response
    FOR EACH ROW EXECUTE FUNCTION surveys_check_response();

-- Reverse
DROP TRIGGER check_response ON surveys_response;
DROP TRIGGER keep_questions ON surveys_question;
DROP TRIGGER check_survey ON surveys_survey;
DROP TRIGGER set_project ON surveys_response;
DROP TRIGGER set_project ON surveys_invitation;
DROP TRIGGER set_project ON surveys_question;
DROP FUNCTION surveys_check_response();
DROP FUNCTION surveys_keep_questions();
DROP FUNCTION surveys_check_survey();
DROP FUNCTION surveys_set_project();
