-- The hash chain over the append-only logs (ADR 84); accounts/audit/hash_chain.py calls these functions.
-- They run with the owner's rights, who reads all rows. The settings make a row's text the same in every session.

-- The logs: every append-only table except the chain itself.
CREATE OR REPLACE FUNCTION audit_logs()
RETURNS SETOF text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgname ~ '^pgtrigger_append_only_' AND c.relnamespace = 'public'::regnamespace
        AND c.relname <> 'audit_chainlink'
    ORDER BY 1
$$;

CREATE OR REPLACE FUNCTION audit_primary_key(log_table text)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT a.attname::text FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indisprimary AND i.indrelid = to_regclass('public.' || quote_ident(log_table))
$$;

-- The number of a log's rows with keys after one and up to another, and the digest of their content. Content is
-- NULL when the table or a column no longer exists.
CREATE OR REPLACE FUNCTION audit_log_content(log_table text, after bigint, upto bigint, columns text[], OUT count bigint, OUT content text)
RETURNS record
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET "TimeZone" TO 'UTC'
SET "DateStyle" TO 'ISO, YMD'
SET "IntervalStyle" TO 'postgres'
SET bytea_output TO 'hex'
SET extra_float_digits TO '1'
AS $$
DECLARE
    key text := audit_primary_key(log_table);
BEGIN
    IF key IS NULL THEN
        RAISE undefined_table;
    END IF;
    EXECUTE format(
        'SELECT count(*), encode(sha256(coalesce(string_agg(sha256(convert_to(ROW(%1$s)::text, ''UTF8'')), '
        '''''::bytea ORDER BY %2$I), '''')), ''hex'') FROM public.%3$I WHERE %2$I > $1 AND %2$I <= $2',
        (SELECT string_agg(quote_ident(name), ', ' ORDER BY place)
            FROM unnest(columns) WITH ORDINALITY AS named (name, place)),
        key, log_table
    ) INTO count, content USING after, upto;
EXCEPTION WHEN undefined_table OR undefined_column THEN
    count := 0;
END
$$;

CREATE OR REPLACE FUNCTION audit_link_digest(s audit_chainlink)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, public, pg_temp
SET "TimeZone" TO 'UTC'
SET "DateStyle" TO 'ISO, YMD'
SET "IntervalStyle" TO 'postgres'
SET bytea_output TO 'hex'
SET extra_float_digits TO '1'
AS $$
    SELECT encode(sha256(convert_to(
        ROW(s.previous, s.log_table, s.first_id, s.last_id, s.count, s.columns, s.content, s.sealed_at)::text, 'UTF8'
    )), 'hex')
$$;

-- Add a link for a log's new rows, at most `most` of them. Return their number, or NULL if the log is written to
-- at this moment. The SHARE lock waits for all writers that have not committed: later commits have higher keys.
CREATE OR REPLACE FUNCTION audit_extend_chain(of_log text, most integer)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET "TimeZone" TO 'UTC'
SET "DateStyle" TO 'ISO, YMD'
SET "IntervalStyle" TO 'postgres'
SET bytea_output TO 'hex'
SET extra_float_digits TO '1'
SET lock_timeout TO '100ms'
AS $$
DECLARE
    key text := audit_primary_key(of_log);
    after bigint;
    made audit_chainlink;
BEGIN
    IF NOT of_log IN (SELECT audit_logs()) THEN
        RAISE EXCEPTION '% is no log', of_log USING ERRCODE = 'undefined_table';
    END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'sealing must see what others commit' USING ERRCODE = 'active_sql_transaction';
    END IF;
    BEGIN
        LOCK TABLE audit_chainlink IN SHARE ROW EXCLUSIVE MODE;
        EXECUTE format('LOCK TABLE public.%I IN SHARE MODE', of_log);
    EXCEPTION WHEN lock_not_available THEN
        RETURN NULL;
    END;
    SELECT coalesce(max(s.last_id), -9223372036854775808) INTO after FROM audit_chainlink s
        WHERE s.log_table = of_log;
    EXECUTE format(
        'SELECT min(id), max(id) FROM (SELECT %1$I AS id FROM public.%2$I WHERE %1$I > $1 ORDER BY 1 LIMIT $2)',
        key, of_log
    ) INTO made.first_id, made.last_id USING after, most;
    IF made.last_id IS NULL THEN
        RETURN 0;
    END IF;
    made.log_table := of_log;
    SELECT array_agg(attname::text ORDER BY attnum) INTO made.columns FROM pg_attribute
        WHERE attrelid = to_regclass('public.' || quote_ident(of_log)) AND attnum > 0 AND NOT attisdropped;
    SELECT t.count, t.content INTO made.count, made.content
        FROM audit_log_content(of_log, after, made.last_id, made.columns::text[]) t;
    made.previous := coalesce((SELECT s.digest FROM audit_chainlink s ORDER BY s.id DESC LIMIT 1), '');
    made.sealed_at := clock_timestamp();
    made.digest := audit_link_digest(made);
    INSERT INTO audit_chainlink (log_table, first_id, last_id, count, columns, content, previous, digest, sealed_at)
        VALUES (made.log_table, made.first_id, made.last_id, made.count, made.columns, made.content, made.previous,
            made.digest, made.sealed_at);
    RETURN made.count;
END
$$;

-- Every link and what is found now; the rows are read again only for links made at `since` or later.
CREATE OR REPLACE FUNCTION audit_check_chain(since timestamp with time zone)
RETURNS TABLE(id bigint, log_table text, first_id bigint, last_id bigint, sealed_at timestamp with time zone, digest text, is_whole boolean, follows boolean, count bigint, found_count bigint, is_same boolean)
LANGUAGE sql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET "TimeZone" TO 'UTC'
SET "DateStyle" TO 'ISO, YMD'
SET "IntervalStyle" TO 'postgres'
SET bytea_output TO 'hex'
SET extra_float_digits TO '1'
AS $$
    SELECT s.id, s.log_table, s.first_id, s.last_id, s.sealed_at, s.digest,
        s.digest = audit_link_digest(s.seal),
        s.previous = coalesce(s.digest_before, '') AND s.last_id > s.after,
        s.count, t.count, t.content = s.content
    FROM (
        SELECT seal.*, seal,
            lag(seal.digest) OVER (ORDER BY seal.id) AS digest_before,
            coalesce(
                lag(seal.last_id) OVER (PARTITION BY seal.log_table ORDER BY seal.id), -9223372036854775808
            ) AS after
        FROM audit_chainlink seal
    ) s
    LEFT JOIN LATERAL audit_log_content(s.log_table, s.after, s.last_id, s.columns::text[]) t ON s.sealed_at >= since
    ORDER BY s.id
$$;

-- The number of rows of each log that no link covers, and when the oldest was written.
CREATE OR REPLACE FUNCTION audit_unlinked_rows()
RETURNS TABLE(log_table text, count bigint, oldest timestamp with time zone)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    moment text;
BEGIN
    FOR log_table IN SELECT audit_logs() LOOP
        SELECT attname INTO STRICT moment FROM pg_attribute
            WHERE attrelid = to_regclass('public.' || quote_ident(log_table))
                AND atttypid = 'timestamptz'::regtype AND NOT attisdropped
            ORDER BY attname = 'pgh_created_at' DESC, attnum LIMIT 1;
        EXECUTE format(
            'SELECT count(*), min(%1$I) FROM public.%2$I WHERE %3$I > coalesce('
            '(SELECT max(last_id) FROM public.audit_chainlink WHERE log_table = $1), -9223372036854775808)',
            moment, log_table, audit_primary_key(log_table)
        ) INTO count, oldest USING log_table;
        IF count > 0 THEN
            RETURN NEXT;
        END IF;
    END LOOP;
END
$$;

REVOKE ALL ON FUNCTION audit_log_content(text, bigint, bigint, text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_extend_chain(text, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_check_chain(timestamptz) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_unlinked_rows() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_extend_chain(text, integer) TO esfportal_application;
GRANT EXECUTE ON FUNCTION audit_check_chain(timestamptz) TO esfportal_application;
GRANT EXECUTE ON FUNCTION audit_unlinked_rows() TO esfportal_application;
REVOKE INSERT, UPDATE, DELETE ON audit_chainlink FROM esfportal_application;

-- Reverse
GRANT INSERT, UPDATE, DELETE ON audit_chainlink TO esfportal_application;
DROP FUNCTION audit_unlinked_rows();
DROP FUNCTION audit_check_chain(timestamptz);
DROP FUNCTION audit_extend_chain(text, integer);
DROP FUNCTION audit_link_digest(audit_chainlink);
DROP FUNCTION audit_log_content(text, bigint, bigint, text[]);
DROP FUNCTION audit_primary_key(text);
DROP FUNCTION audit_logs();
