-- What was drawn never changes, nor does anything of a closed sample except the key of a note's encryption.

CREATE FUNCTION sampling_check_sample()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    kept sampling_sample%ROWTYPE := NEW;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'a sample begins open' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END IF;
    kept.state := OLD.state;
    kept.closed_at := OLD.closed_at;
    kept.closed_by_id := OLD.closed_by_id;
    kept.result_digest := OLD.result_digest;
    IF kept IS DISTINCT FROM OLD OR OLD.state <> 'open' THEN
        RAISE EXCEPTION 'a drawn sample never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$$;

-- After the policies have been checked.
CREATE TRIGGER check_sample AFTER INSERT OR UPDATE ON sampling_sample
    FOR EACH ROW EXECUTE FUNCTION sampling_check_sample();

CREATE FUNCTION sampling_check_item()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    of_sample record;
    kept sampling_sampleitem%ROWTYPE := NEW;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        kept.note_encrypted := OLD.note_encrypted;
        kept.note_key_version := OLD.note_key_version;
        IF kept IS NOT DISTINCT FROM OLD AND (OLD.note_encrypted IS NULL) = (NEW.note_encrypted IS NULL)
            AND OLD.note_key_version IS DISTINCT FROM NEW.note_key_version
        THEN
            RETURN NULL;  -- key rotation
        END IF;
    END IF;
    SELECT s.project_id, s.state INTO of_sample FROM sampling_sample s WHERE s.id = NEW.sample_id FOR UPDATE;
    IF of_sample.state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'the sample is closed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.sample_id, OLD.position, OLD.code, OLD.participation_id, OLD.amount, OLD.is_certain)
            IS DISTINCT FROM (NEW.sample_id, NEW.position, NEW.code, NEW.participation_id, NEW.amount, NEW.is_certain)
        THEN
            RAISE EXCEPTION 'a drawn item never changes' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER check_item AFTER INSERT OR UPDATE ON sampling_sampleitem
    FOR EACH ROW EXECUTE FUNCTION sampling_check_item();

-- Reverse
DROP TRIGGER check_item ON sampling_sampleitem;
DROP TRIGGER check_sample ON sampling_sample;
DROP FUNCTION sampling_check_item();
DROP FUNCTION sampling_check_sample();
