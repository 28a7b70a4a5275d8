-- A certificate keeps the rounding of its hours, whatever the project's setting becomes.

CREATE FUNCTION certificates_keep_rounding()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF OLD.rounding IS DISTINCT FROM NEW.rounding THEN
        RAISE EXCEPTION 'a certificate never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER keep_rounding BEFORE UPDATE ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificates_keep_rounding();

-- Reverse
DROP TRIGGER keep_rounding ON certificates_certificate;
DROP FUNCTION certificates_keep_rounding();
