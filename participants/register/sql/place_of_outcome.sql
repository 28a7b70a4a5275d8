-- On one day the outcome recorded last counts. A later version that leaves date and kind alone keeps the place of
-- what it corrects. Portal code never writes the column.

CREATE OR REPLACE FUNCTION register_set_place()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    SELECT e.place INTO NEW.place FROM register_outcomeevent e
    WHERE e.id = NEW.supersedes_id AND e.happened_on = NEW.happened_on AND e.kind = NEW.kind;
    NEW.place = COALESCE(NEW.place, NEW.id);
    RETURN NEW;
END
$$;

CREATE TRIGGER set_place BEFORE INSERT ON register_outcomeevent
    FOR EACH ROW EXECUTE FUNCTION register_set_place();

-- Reverse
DROP TRIGGER set_place ON register_outcomeevent;
DROP FUNCTION register_set_place();
