-- Who may change how a user signs in (ADR 112). Passwords and passkeys are encrypted for their user; these triggers guard
-- what is not: the address that a new password is sent to, and that a second factor exists.

CREATE FUNCTION accounts_may_change_sign_in(who bigint)
RETURNS boolean
LANGUAGE sql
STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT coalesce(esfportal_user() = who, false) OR esfportal_administers()
        OR coalesce(esfportal_scope() = 'operator', false)
        OR pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = 'accounts_user'::regclass), 'USAGE')
$$;

-- A trigger needs no right to run, but what it calls does.
REVOKE ALL ON FUNCTION accounts_may_change_sign_in(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_may_change_sign_in(bigint) TO esfportal_application;

CREATE FUNCTION accounts_guard_email()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NOT accounts_may_change_sign_in(NULL) THEN
        RAISE EXCEPTION 'only an administrator changes an address' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION accounts_guard_second_factor()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND NOT accounts_may_change_sign_in(OLD.user_id))
        OR (TG_OP <> 'DELETE' AND NOT accounts_may_change_sign_in(NEW.user_id)) THEN
        RAISE EXCEPTION 'only the user or an administrator changes a second factor'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER accounts_guard_email BEFORE UPDATE ON accounts_user
    FOR EACH ROW WHEN (OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION accounts_guard_email();
CREATE TRIGGER accounts_guard_second_factor BEFORE INSERT OR DELETE ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_second_factor();
-- Signing in updates when a factor was used, and which recovery codes were, before the user is known.
CREATE TRIGGER accounts_guard_second_factor_change BEFORE UPDATE ON mfa_authenticator
    FOR EACH ROW WHEN ((OLD.user_id, OLD.type) IS DISTINCT FROM (NEW.user_id, NEW.type))
    EXECUTE FUNCTION accounts_guard_second_factor();

-- Reverse
DROP TRIGGER accounts_guard_second_factor_change ON mfa_authenticator;
DROP TRIGGER accounts_guard_second_factor ON mfa_authenticator;
DROP TRIGGER accounts_guard_email ON accounts_user;
DROP FUNCTION accounts_guard_second_factor();
DROP FUNCTION accounts_guard_email();
DROP FUNCTION accounts_may_change_sign_in(bigint);
