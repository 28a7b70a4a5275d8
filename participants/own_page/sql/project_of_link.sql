-- Links to own pages repeat the project of their participation, as spells do (ADR 89).

CREATE OR REPLACE TRIGGER set_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON own_page_ownpagelink
    FOR EACH ROW EXECUTE FUNCTION register_set_project();

-- Reverse
DROP TRIGGER set_project ON own_page_ownpagelink;
