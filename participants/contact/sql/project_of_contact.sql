-- Contact details and messages repeat the project of their participation, as spells do (ADR 89).

CREATE OR REPLACE TRIGGER set_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON contact_contactdetails
    FOR EACH ROW EXECUTE FUNCTION register_set_project();

CREATE OR REPLACE TRIGGER set_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON contact_message
    FOR EACH ROW EXECUTE FUNCTION register_set_project();

-- Reverse
DROP TRIGGER set_project ON contact_message;
DROP TRIGGER set_project ON contact_contactdetails;
