-- The settings of the transaction that triggers and policies read.

-- Who and what the row history names.
CREATE FUNCTION esfportal_actor() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('esfportal.user', true), '')::bigint
$$;
CREATE FUNCTION esfportal_source() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        nullif(current_setting('esfportal.source', true), ''),
        CASE WHEN esfportal_actor() IS NULL THEN 'role ' || session_user ELSE '' END
    )
$$;

-- Without a table: the scope of row-level security, its user, and the ids that its policies compare with.
CREATE FUNCTION esfportal_scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(current_setting('esfportal.scope', true), '')
$$;

CREATE FUNCTION esfportal_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT nullif(current_setting('esfportal.user', true), '')::bigint
$$;

CREATE FUNCTION esfportal_ids(what text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT nullif(current_setting('esfportal.' || what, true), '')::bigint[]
$$;

-- Reverse
DROP FUNCTION esfportal_ids(text);
DROP FUNCTION esfportal_user();
DROP FUNCTION esfportal_scope();
DROP FUNCTION esfportal_source();
DROP FUNCTION esfportal_actor();
