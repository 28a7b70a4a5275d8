-- A password that was replaced is never valid again (ADR 112): SQL that read a user's row before cannot write its text
-- back. A text is encrypted with a new nonce each time, so that a user may still choose the same password once more.

-- Digests of user and text. Only the owner's functions read or write them.
CREATE TABLE esfportal_private.former_passwords (digest bytea PRIMARY KEY);

CREATE FUNCTION esfportal_private.password_digest(who bigint, stored text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(who || ':' || stored, 'UTF8'))
$$;

CREATE FUNCTION accounts_guard_password()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_RELID <> 'accounts_user'::regclass THEN
        RAISE EXCEPTION '% belongs to another table', TG_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    -- An unusable password begins with an exclamation mark, and signs nobody in.
    IF TG_OP <> 'INSERT' AND OLD.password NOT LIKE '!%' THEN
        INSERT INTO esfportal_private.former_passwords
            VALUES (esfportal_private.password_digest(OLD.id, OLD.password)) ON CONFLICT DO NOTHING;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.password NOT LIKE '!%' AND EXISTS (
        SELECT FROM esfportal_private.former_passwords
        WHERE digest = esfportal_private.password_digest(NEW.id, NEW.password)
    ) THEN
        RAISE EXCEPTION 'a former password is not made valid again' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

REVOKE ALL ON FUNCTION accounts_guard_password() FROM PUBLIC;

CREATE TRIGGER accounts_guard_password BEFORE INSERT OR DELETE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_password();
CREATE TRIGGER accounts_guard_password_change BEFORE UPDATE ON accounts_user
    FOR EACH ROW WHEN ((OLD.id, OLD.password) IS DISTINCT FROM (NEW.id, NEW.password))
    EXECUTE FUNCTION accounts_guard_password();

-- Reverse
DROP TRIGGER accounts_guard_password_change ON accounts_user;
DROP TRIGGER accounts_guard_password ON accounts_user;
DROP FUNCTION accounts_guard_password();
DROP FUNCTION esfportal_private.password_digest(bigint, text);
DROP TABLE esfportal_private.former_passwords;
