-- Requests for extracts repeat the project of their participation, as spells do (ADR 89).

CREATE OR REPLACE TRIGGER set_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON privacy_extractrequest
    FOR EACH ROW EXECUTE FUNCTION register_set_project();

-- Reverse
DROP TRIGGER set_project ON privacy_extractrequest;
