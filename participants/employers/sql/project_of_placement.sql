-- Placements and named employers repeat the project of their participation, as spells do (ADR 89).

CREATE OR REPLACE TRIGGER set_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON employers_placement
    FOR EACH ROW EXECUTE FUNCTION register_set_project();

CREATE OR REPLACE TRIGGER set_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON employers_outcomeemployer
    FOR EACH ROW EXECUTE FUNCTION register_set_project();

-- Reverse
DROP TRIGGER set_project ON employers_placement;

DROP TRIGGER set_project ON employers_outcomeemployer;
