-- A monthly file never changes once it is prepared: it is recorded as sent once, and its key may be rotated.

CREATE FUNCTION statistics_check_monthly_file()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.sent_on IS NOT NULL THEN
            RAISE EXCEPTION 'a monthly file begins as prepared' USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.version <> 1 + coalesce((
            SELECT max(f.version) FROM statistics_monthlyfile f
            WHERE f.project_id = NEW.project_id AND f.month = NEW.month AND f.id <> NEW.id), 0)
        THEN
            RAISE EXCEPTION 'versions follow each other' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END IF;
    IF (OLD.project_id, OLD.month, OLD.version, OLD.prepared_at, OLD.prepared_by_id, OLD.digest)
        IS DISTINCT FROM (NEW.project_id, NEW.month, NEW.version, NEW.prepared_at, NEW.prepared_by_id, NEW.digest)
        OR OLD.content_encrypted <> NEW.content_encrypted AND OLD.content_key_version = NEW.content_key_version
        OR OLD.sent_on IS NOT NULL AND (OLD.sent_on, OLD.sent_by_id, OLD.receipt, OLD.reason)
            IS DISTINCT FROM (NEW.sent_on, NEW.sent_by_id, NEW.receipt, NEW.reason)
    THEN
        RAISE EXCEPTION 'a monthly file never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$$;

-- After the policies have been checked.
CREATE TRIGGER check_monthly_file AFTER INSERT OR UPDATE ON statistics_monthlyfile
    FOR EACH ROW EXECUTE FUNCTION statistics_check_monthly_file();

-- Reverse
DROP TRIGGER check_monthly_file ON statistics_monthlyfile;
DROP FUNCTION statistics_check_monthly_file();
