-- An outcome that corrects no other has a place of its own and reads no row. In one statement that fills an empty
-- table, such as an import, that look-up was planned as a scan and grew with the square of the rows.

CREATE OR REPLACE FUNCTION register_set_place()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    NEW.place = NULL;
    IF NEW.supersedes_id IS NOT NULL THEN
        SELECT e.place INTO NEW.place FROM register_outcomeevent e
        WHERE e.id = NEW.supersedes_id AND e.happened_on = NEW.happened_on AND e.kind = NEW.kind;
    END IF;
    NEW.place = COALESCE(NEW.place, NEW.id);
    RETURN NEW;
END
$$;

-- Reverse
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
