-- The settings of an access scope carry a signature that only functions of the owner can make (ADR 110). A policy
-- takes a setting without a valid one for empty: set_config, by whoever, gives no access.

-- Other roles have no right to anything in this schema.
CREATE SCHEMA esfportal_private;

-- The keys of ESFPORTAL_SCOPE_KEYS as the two pads of HMAC-SHA256. `manage.py migrate` stores them.
CREATE TABLE esfportal_private.proof_keys (
    inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64) PRIMARY KEY,
    outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);

-- The key of a session's signatures: two random numbers. PostgreSQL remembers the last value of a sequence in each
-- session, and returns it only to roles with a right to the sequence. Reading it costs a tenth of a table lookup.
CREATE SEQUENCE esfportal_private.session_key_1 MINVALUE -9223372036854775808;
CREATE SEQUENCE esfportal_private.session_key_2 MINVALUE -9223372036854775808;

CREATE FUNCTION esfportal_private.random_number() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT ('x' || encode(substr(sha256(uuid_send(gen_random_uuid())), 1, 8), 'hex'))::bit(64)::bigint
$$;

-- Not in a READ ONLY transaction: one that may be the first of its session enters a scope before it is made READ ONLY.
CREATE FUNCTION esfportal_private.ensure_session_key() RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM currval('esfportal_private.session_key_2'::regclass);
EXCEPTION WHEN object_not_in_prerequisite_state THEN
    PERFORM setval('esfportal_private.session_key_1'::regclass, esfportal_private.random_number());
    PERFORM setval('esfportal_private.session_key_2'::regclass, esfportal_private.random_number());
END
$$;

-- For this setting with this value, in this session and transaction, and in a scope of this user: SQL that takes the
-- user's name away takes the rest of the scope away.
CREATE FUNCTION esfportal_private.signature(name text, value text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    key bytea := int8send(currval('esfportal_private.session_key_1'::regclass))
        || int8send(currval('esfportal_private.session_key_2'::regclass));
    whose text := CASE WHEN name = 'user' THEN '' ELSE coalesce(current_setting('esfportal.user', true), '') END;
BEGIN
    RETURN encode(
        sha256(
            key || sha256(
                key || timestamptz_send(now())
                -- with the length, no other division of the same text into user and value is signed
                || convert_to(concat_ws(' ', name, length(whose), whose, value), 'UTF8')
            )
        ),
        'hex'
    );
END
$$;

-- The owner's own sessions, which run migrations, need no signature: the owner could drop the policies.
CREATE FUNCTION esfportal_private.is_owners_session() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN session_user = current_user;
END
$$;

-- The value of a signed setting; empty if the signature is missing or is another's.
CREATE FUNCTION esfportal_private.verified(name text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    stored text := current_setting('esfportal.' || name, true);
BEGIN
    IF stored IS NULL OR stored = '' THEN
        RETURN '';
    ELSIF substr(stored, 65, 1) = ' ' THEN
        IF left(stored, 64) = esfportal_private.signature(name, substr(stored, 66)) THEN
            RETURN substr(stored, 66);
        END IF;
    ELSIF esfportal_private.is_owners_session() THEN
        RETURN stored;
    END IF;
    RETURN '';
END
$$;

-- Sets a signed setting for the rest of the transaction. Without a value there is nothing to sign.
CREATE FUNCTION esfportal_private.put(name text, value text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM set_config(
        'esfportal.' || name,
        CASE WHEN value IN ('', '{}') THEN '' ELSE esfportal_private.signature(name, value) || ' ' || value END,
        true
    );
END
$$;

-- What the policies call. Not in parallel workers, which have no session key.
CREATE OR REPLACE FUNCTION esfportal_scope() RETURNS text LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN esfportal_private.verified('scope');
END
$$;

CREATE OR REPLACE FUNCTION esfportal_user() RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN nullif(esfportal_private.verified('user'), '')::bigint;
END
$$;

CREATE OR REPLACE FUNCTION esfportal_ids(what text) RETURNS bigint[] LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN nullif(esfportal_private.verified(what), '')::bigint[];
END
$$;

GRANT EXECUTE ON FUNCTION esfportal_scope() TO esfportal_application;
GRANT EXECUTE ON FUNCTION esfportal_user() TO esfportal_application;
GRANT EXECUTE ON FUNCTION esfportal_ids(text) TO esfportal_application;

-- For the row history, whose trigger functions run with the owner's rights and call it once in a statement.
CREATE OR REPLACE FUNCTION esfportal_actor() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT esfportal_user()
$$;

-- Reverse
CREATE OR REPLACE FUNCTION esfportal_actor() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('esfportal.user', true), '')::bigint
$$;
CREATE OR REPLACE FUNCTION esfportal_ids(what text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT nullif(current_setting('esfportal.' || what, true), '')::bigint[]
$$;
CREATE OR REPLACE FUNCTION esfportal_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT nullif(current_setting('esfportal.user', true), '')::bigint
$$;
CREATE OR REPLACE FUNCTION esfportal_scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(current_setting('esfportal.scope', true), '')
$$;
DROP SCHEMA esfportal_private CASCADE;
