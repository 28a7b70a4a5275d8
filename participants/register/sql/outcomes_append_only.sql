-- A correction of an outcome is a new event that supersedes it.

CREATE OR REPLACE FUNCTION register_outcomes_append_only()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'outcomes are append-only: correct one by adding an event that supersedes it'
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER outcomes_append_only BEFORE UPDATE OR DELETE ON register_outcomeevent
    FOR EACH ROW EXECUTE FUNCTION register_outcomes_append_only();

-- Reverse
DROP TRIGGER outcomes_append_only ON register_outcomeevent;
DROP FUNCTION register_outcomes_append_only();
