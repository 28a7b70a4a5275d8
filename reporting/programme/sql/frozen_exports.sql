-- What was counted is never changed, and nothing of an export that is confirmed.

CREATE FUNCTION programme_check_export()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF (OLD.organisation_id, OLD.programme_period, OLD.cutoff)
            IS DISTINCT FROM (NEW.organisation_id, NEW.programme_period, NEW.cutoff)
        OR OLD.digest <> '' AND (OLD.digest, OLD.content) IS DISTINCT FROM (NEW.digest, NEW.content)
        OR OLD.confirmed_at IS NOT NULL AND OLD IS DISTINCT FROM NEW
    THEN
        RAISE EXCEPTION 'what was counted never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$$;

-- After the policies have been checked.
CREATE TRIGGER check_export AFTER UPDATE ON programme_cutoffexport
    FOR EACH ROW EXECUTE FUNCTION programme_check_export();

-- Reverse
DROP TRIGGER check_export ON programme_cutoffexport;
DROP FUNCTION programme_check_export();
