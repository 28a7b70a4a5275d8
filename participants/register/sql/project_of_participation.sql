-- Spells and outcomes repeat the project of their participation, so that a policy compares one number (ADR 89).
-- Portal code never writes the column.

CREATE OR REPLACE FUNCTION register_set_project()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    SELECT a.project_id INTO NEW.project_id FROM register_participation a WHERE a.id = NEW.participation_id;
    RETURN NEW;
END
$$;

CREATE TRIGGER set_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON register_spell
    FOR EACH ROW EXECUTE FUNCTION register_set_project();

CREATE TRIGGER set_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON register_outcomeevent
    FOR EACH ROW EXECUTE FUNCTION register_set_project();

CREATE OR REPLACE FUNCTION register_keep_project()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'A participation never moves to another project.' USING ERRCODE = 'check_violation';
END
$$;

CREATE TRIGGER stays_in_project BEFORE UPDATE OF project_id ON register_participation
    FOR EACH ROW WHEN (OLD.project_id IS DISTINCT FROM NEW.project_id)
    EXECUTE FUNCTION register_keep_project();

-- Reverse
DROP TRIGGER stays_in_project ON register_participation;
DROP FUNCTION register_keep_project();
DROP TRIGGER set_project ON register_outcomeevent;
DROP TRIGGER set_project ON register_spell;
DROP FUNCTION register_set_project();
