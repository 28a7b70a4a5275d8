"""Seals over the trails, and the functions that make and check them (accounts/seals.py, ADR 84)."""

import django.contrib.postgres.fields
import pgtrigger.compiler
from django.db import migrations, models

import esfportal.history

# How values are written as text: the same in every session, today and in ten years.
CANONICAL = """
    SET search_path = pg_catalog, public, pg_temp
    SET "TimeZone" = 'UTC' SET "DateStyle" = 'ISO, YMD' SET "IntervalStyle" = 'postgres'
    SET bytea_output = 'hex' SET extra_float_digits = 1
"""

FORWARD = f"""
-- The trails: every table that is append-only, but the seals themselves.
CREATE FUNCTION accounts_trails() RETURNS SETOF text LANGUAGE sql STABLE
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgname ~ '^pgtrigger_append_only_' AND c.relnamespace = 'public'::regnamespace
        AND c.relname <> 'accounts_seal'
    ORDER BY 1
$$;

CREATE FUNCTION accounts_trail_key(trail text) RETURNS text LANGUAGE sql STABLE
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.attname::text FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indisprimary AND i.indrelid = to_regclass('public.' || quote_ident(trail))
$$;

-- How many rows of a trail have keys after one and up to another, and the digest of what they say. Content is
-- NULL where the table or a column is no longer there.
CREATE FUNCTION accounts_trail_content(
    trail text, after bigint, upto bigint, columns text[], OUT count bigint, OUT content text
) LANGUAGE plpgsql STABLE SECURITY DEFINER {CANONICAL} AS $$
DECLARE
    key text := accounts_trail_key(trail);
BEGIN
    IF key IS NULL THEN
        RAISE undefined_table;
    END IF;
    EXECUTE format(
        'SELECT count(*), encode(sha256(coalesce(string_agg(sha256(convert_to(ROW(%1$s)::text, ''UTF8'')), '
        '''''::bytea ORDER BY %2$I), '''')), ''hex'') FROM public.%3$I WHERE %2$I > $1 AND %2$I <= $2',
        (SELECT string_agg(quote_ident(name), ', ' ORDER BY place)
            FROM unnest(columns) WITH ORDINALITY AS named (name, place)),
        key, trail
    ) INTO count, content USING after, upto;
EXCEPTION WHEN undefined_table OR undefined_column THEN
    count := 0;
END
$$;

CREATE FUNCTION accounts_seal_digest(s accounts_seal) RETURNS text LANGUAGE sql STABLE {CANONICAL} AS $$
    SELECT encode(sha256(convert_to(
        ROW(s.previous, s.trail, s.first_id, s.last_id, s.count, s.columns, s.content, s.sealed_at)::text, 'UTF8'
    )), 'hex')
$$;

-- Seal what a trail has had since its last seal, `most` rows of it: gives how many, or NULL if it is being
-- written to just now. The SHARE lock waits for everybody who has written to the trail and not yet
-- committed: whatever commits later has a higher key.
CREATE FUNCTION accounts_seal(of_trail text, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER {CANONICAL} SET lock_timeout = '100ms' AS $$
DECLARE
    key text := accounts_trail_key(of_trail);
    after bigint;
    made accounts_seal;
BEGIN
    IF NOT of_trail IN (SELECT accounts_trails()) THEN
        RAISE EXCEPTION '% is no trail', of_trail USING ERRCODE = 'undefined_table';
    END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'sealing must see what others commit' USING ERRCODE = 'active_sql_transaction';
    END IF;
    BEGIN
        LOCK TABLE accounts_seal IN SHARE ROW EXCLUSIVE MODE;
        EXECUTE format('LOCK TABLE public.%I IN SHARE MODE', of_trail);
    EXCEPTION WHEN lock_not_available THEN
        RETURN NULL;
    END;
    SELECT coalesce(max(s.last_id), -9223372036854775808) INTO after FROM accounts_seal s
        WHERE s.trail = of_trail;
    EXECUTE format(
        'SELECT min(id), max(id) FROM (SELECT %1$I AS id FROM public.%2$I WHERE %1$I > $1 ORDER BY 1 LIMIT $2)',
        key, of_trail
    ) INTO made.first_id, made.last_id USING after, most;
    IF made.last_id IS NULL THEN
        RETURN 0;
    END IF;
    made.trail := of_trail;
    SELECT array_agg(attname::text ORDER BY attnum) INTO made.columns FROM pg_attribute
        WHERE attrelid = to_regclass('public.' || quote_ident(of_trail)) AND attnum > 0 AND NOT attisdropped;
    SELECT t.count, t.content INTO made.count, made.content
        FROM accounts_trail_content(of_trail, after, made.last_id, made.columns::text[]) t;
    made.previous := coalesce((SELECT s.digest FROM accounts_seal s ORDER BY s.id DESC LIMIT 1), '');
    made.sealed_at := clock_timestamp();
    made.digest := accounts_seal_digest(made);
    INSERT INTO accounts_seal (trail, first_id, last_id, count, columns, content, previous, digest, sealed_at)
        VALUES (made.trail, made.first_id, made.last_id, made.count, made.columns, made.content, made.previous,
            made.digest, made.sealed_at);
    RETURN made.count;
END
$$;

-- Every seal beside what is found now; the rows themselves only of those made at `since` or later.
CREATE FUNCTION accounts_check_seals(since timestamptz) RETURNS TABLE (
    id bigint, trail text, first_id bigint, last_id bigint, sealed_at timestamptz, digest text, is_whole boolean,
    follows boolean, count bigint, found_count bigint, is_same boolean
) LANGUAGE sql STABLE SECURITY DEFINER {CANONICAL} AS $$
    SELECT s.id, s.trail, s.first_id, s.last_id, s.sealed_at, s.digest,
        s.digest = accounts_seal_digest(s.seal),
        s.previous = coalesce(s.digest_before, '') AND s.last_id > s.after,
        s.count, t.count, t.content = s.content
    FROM (
        SELECT seal.*, seal,
            lag(seal.digest) OVER (ORDER BY seal.id) AS digest_before,
            coalesce(
                lag(seal.last_id) OVER (PARTITION BY seal.trail ORDER BY seal.id), -9223372036854775808
            ) AS after
        FROM accounts_seal seal
    ) s
    LEFT JOIN LATERAL accounts_trail_content(s.trail, s.after, s.last_id, s.columns::text[]) t ON s.sealed_at >= since
    ORDER BY s.id
$$;

-- What each trail has that no seal holds yet: how many entries, and when the oldest was written.
CREATE FUNCTION accounts_unsealed() RETURNS TABLE (trail text, count bigint, oldest timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    moment text;
BEGIN
    FOR trail IN SELECT accounts_trails() LOOP
        SELECT attname INTO STRICT moment FROM pg_attribute
            WHERE attrelid = to_regclass('public.' || quote_ident(trail))
                AND atttypid = 'timestamptz'::regtype AND NOT attisdropped
            ORDER BY attname = 'pgh_created_at' DESC, attnum LIMIT 1;
        EXECUTE format(
            'SELECT count(*), min(%1$I) FROM public.%2$I WHERE %3$I > coalesce('
            '(SELECT max(last_id) FROM public.accounts_seal WHERE trail = $1), -9223372036854775808)',
            moment, trail, accounts_trail_key(trail)
        ) INTO count, oldest USING trail;
        IF count > 0 THEN
            RETURN NEXT;
        END IF;
    END LOOP;
END
$$;
"""  # noqa: S608  (made of constants)  # nosec B608
BACKWARD = """
DROP FUNCTION accounts_unsealed();
DROP FUNCTION accounts_check_seals(timestamptz);
DROP FUNCTION accounts_seal(text, integer);
DROP FUNCTION accounts_seal_digest(accounts_seal);
DROP FUNCTION accounts_trail_content(text, bigint, bigint, text[]);
DROP FUNCTION accounts_trail_key(text);
DROP FUNCTION accounts_trails();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_memberships_end_and_auditors_have_a_reason")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("trail", models.CharField(max_length=63)),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("count", models.BigIntegerField()),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=63)),
                ),
                ("content", models.CharField(max_length=64)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["trail", "last_id"], name="seal_of_trail")],
            },
        ),
        esfportal.history.AddTrigger(
            model_name="seal",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=esfportal.history.GuardSql(
                    func="IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN NULL;",
                    hash="71ef491ce5bfd0064a13e9697d9ce62c89eb449e",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_452ec",
                    table="accounts_seal",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
