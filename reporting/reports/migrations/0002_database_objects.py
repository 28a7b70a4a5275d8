"""Functions, triggers and policies of the database, as the earlier migrations left them."""

from django.db import migrations

SQL = r"""
SET LOCAL check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.accounts_check_seals(since timestamp with time zone)
 RETURNS TABLE(id bigint, trail text, first_id bigint, last_id bigint, sealed_at timestamp with time zone, digest text, is_whole boolean, follows boolean, count bigint, found_count bigint, is_same boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "TimeZone" TO 'UTC'
 SET "DateStyle" TO 'ISO, YMD'
 SET "IntervalStyle" TO 'postgres'
 SET bytea_output TO 'hex'
 SET extra_float_digits TO '1'
AS $function$
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
        FROM audit_chainlink seal
    ) s
    LEFT JOIN LATERAL accounts_trail_content(s.trail, s.after, s.last_id, s.columns::text[]) t ON s.sealed_at >= since
    ORDER BY s.id
$function$;

CREATE OR REPLACE FUNCTION public.accounts_seal(of_trail text, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "TimeZone" TO 'UTC'
 SET "DateStyle" TO 'ISO, YMD'
 SET "IntervalStyle" TO 'postgres'
 SET bytea_output TO 'hex'
 SET extra_float_digits TO '1'
 SET lock_timeout TO '100ms'
AS $function$
DECLARE
    key text := accounts_trail_key(of_trail);
    after bigint;
    made audit_chainlink;
BEGIN
    IF NOT of_trail IN (SELECT accounts_trails()) THEN
        RAISE EXCEPTION '% is no trail', of_trail USING ERRCODE = 'undefined_table';
    END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'sealing must see what others commit' USING ERRCODE = 'active_sql_transaction';
    END IF;
    BEGIN
        LOCK TABLE audit_chainlink IN SHARE ROW EXCLUSIVE MODE;
        EXECUTE format('LOCK TABLE public.%I IN SHARE MODE', of_trail);
    EXCEPTION WHEN lock_not_available THEN
        RETURN NULL;
    END;
    SELECT coalesce(max(s.last_id), -9223372036854775808) INTO after FROM audit_chainlink s
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
    made.previous := coalesce((SELECT s.digest FROM audit_chainlink s ORDER BY s.id DESC LIMIT 1), '');
    made.sealed_at := clock_timestamp();
    made.digest := accounts_seal_digest(made);
    INSERT INTO audit_chainlink (trail, first_id, last_id, count, columns, content, previous, digest, sealed_at)
        VALUES (made.trail, made.first_id, made.last_id, made.count, made.columns, made.content, made.previous,
            made.digest, made.sealed_at);
    RETURN made.count;
END
$function$;

CREATE OR REPLACE FUNCTION public.accounts_seal_digest(s audit_chainlink)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "TimeZone" TO 'UTC'
 SET "DateStyle" TO 'ISO, YMD'
 SET "IntervalStyle" TO 'postgres'
 SET bytea_output TO 'hex'
 SET extra_float_digits TO '1'
AS $function$
    SELECT encode(sha256(convert_to(
        ROW(s.previous, s.trail, s.first_id, s.last_id, s.count, s.columns, s.content, s.sealed_at)::text, 'UTF8'
    )), 'hex')
$function$;

CREATE OR REPLACE FUNCTION public.accounts_trail_content(trail text, after bigint, upto bigint, columns text[], OUT count bigint, OUT content text)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "TimeZone" TO 'UTC'
 SET "DateStyle" TO 'ISO, YMD'
 SET "IntervalStyle" TO 'postgres'
 SET bytea_output TO 'hex'
 SET extra_float_digits TO '1'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.accounts_trail_key(trail text)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT a.attname::text FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indisprimary AND i.indrelid = to_regclass('public.' || quote_ident(trail))
$function$;

CREATE OR REPLACE FUNCTION public.accounts_trails()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgname ~ '^pgtrigger_append_only_' AND c.relnamespace = 'public'::regnamespace
        AND c.relname <> 'audit_chainlink'
    ORDER BY 1
$function$;

CREATE OR REPLACE FUNCTION public.accounts_unsealed()
 RETURNS TABLE(trail text, count bigint, oldest timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
            '(SELECT max(last_id) FROM public.audit_chainlink WHERE trail = $1), -9223372036854775808)',
            moment, trail, accounts_trail_key(trail)
        ) INTO count, oldest USING trail;
        IF count > 0 THEN
            RETURN NEXT;
        END IF;
    END LOOP;
END
$function$;

CREATE OR REPLACE FUNCTION public.esfportal_administers()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    SELECT coalesce(current_setting('esfportal.administers', true), '') = 'on'
$function$;

CREATE OR REPLACE FUNCTION public.esfportal_admit(project bigint)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT esfportal_restore(ARRAY[
        'project', coalesce(current_setting('esfportal.user', true), ''), '', one, one, '', '', '', one, one,
        coalesce(current_setting('esfportal.source', true), '')
    ]) FROM (SELECT ARRAY[project]::text AS one) AS single
$function$;

CREATE OR REPLACE FUNCTION public.esfportal_enter(who bigint)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
    is_known boolean := false;
    is_superuser boolean := false;
    today date := (now() AT TIME ZONE 'Europe/Stockholm')::date;
    reach record;
    reached bigint[] := '{}';
BEGIN
    PERFORM set_config('esfportal.scope', 'operator', true);  -- to see the memberships; until the end of this
    SELECT true, u.is_superuser INTO is_known, is_superuser
    FROM accounts_user u WHERE u.id = who AND u.is_active;
    IF is_known IS NULL THEN
        PERFORM esfportal_restore(array_fill(''::text, ARRAY[cardinality(esfportal_settings())]));
        RETURN;
    END IF;
    SELECT
        coalesce(bool_or(m.role = 'administrator'), false) OR is_superuser AS administers,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.project_id IS NOT NULL), '{}') AS projects,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.works AND NOT m.limited), '{}') AS people,
        coalesce(array_agg(DISTINCT m.id) FILTER (WHERE m.works AND m.limited), '{}') AS parts,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.works AND m.limited), '{}') AS part_projects,
        coalesce(array_agg(DISTINCT m.project_id) FILTER (WHERE m.role = 'project_leader'), '{}') AS leads,
        coalesce(array_agg(DISTINCT m.project_id)
            FILTER (WHERE m.role = 'project_leader' AND NOT m.limited), '{}') AS steers
    INTO reach
    FROM (
        SELECT *, role IN ('project_leader', 'case_worker') AS works,
            num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0 AS limited
        FROM team_membership
        WHERE user_id = who AND starts_on <= today AND (ends_on IS NULL OR ends_on >= today) AND ended_at IS NULL
    ) m;
    IF reach.administers THEN
        SELECT coalesce(array_agg(id), '{}') INTO reach.projects FROM projects_project;
    END IF;
    IF reach.parts <> '{}' THEN
        reached := esfportal_reached(reach.parts);
    END IF;
    PERFORM esfportal_restore(ARRAY[
        'user', who::text, CASE WHEN reach.administers THEN 'on' ELSE '' END, reach.projects::text,
        reach.people::text, reach.parts::text, reach.part_projects::text, reached::text,
        reach.leads::text, reach.steers::text, ''
    ]);
END
$function$;

CREATE OR REPLACE FUNCTION public.esfportal_kept()
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT array_agg(coalesce(current_setting('esfportal.' || name, true), '') ORDER BY place)
    FROM unnest(esfportal_settings()) WITH ORDINALITY AS setting (name, place)
$function$;

CREATE OR REPLACE FUNCTION public.esfportal_open(opening text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT set_config('esfportal.scope', opening, true) WHERE esfportal_scope() <> 'operator'
$function$;

CREATE OR REPLACE FUNCTION public.esfportal_operate(command text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT set_config('esfportal.scope', 'operator', true), set_config('esfportal.source', command, true)
$function$;

CREATE OR REPLACE FUNCTION public.esfportal_reach_anew()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
    parts bigint[] := esfportal_ids('parts');
    scope text := esfportal_scope();
BEGIN
    IF cardinality(parts) > 0 THEN
        PERFORM set_config('esfportal.scope', 'operator', true);
        PERFORM set_config('esfportal.reached', esfportal_reached(parts)::text, true);
        PERFORM set_config('esfportal.scope', scope, true);
    END IF;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.esfportal_reach_newcomer()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
    PERFORM set_config('esfportal.reached', (esfportal_ids('reached') || NEW.id)::text, true);
    RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.esfportal_reached(parts bigint[])
 RETURNS bigint[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT coalesce(array_agg(DISTINCT s.participation_id), '{}')
    FROM team_membership m
    JOIN register_spell s ON s.project_id = m.project_id
        AND (m.municipality_id IS NULL OR s.municipality_id = m.municipality_id)
    LEFT JOIN projects_intervention i ON i.id = s.intervention_id
    WHERE m.id = ANY (parts) AND CASE
        WHEN m.municipality_id IS NOT NULL THEN true
        WHEN m.intervention_id IS NOT NULL THEN s.intervention_id = m.intervention_id
        WHEN i.sub_project_id IS NOT NULL THEN i.sub_project_id = m.sub_project_id
        ELSE EXISTS (
            SELECT FROM projects_projectmunicipality p
            WHERE p.sub_project_id = m.sub_project_id AND p.municipality_id = s.municipality_id
        )
    END
$function$;

CREATE OR REPLACE FUNCTION public.esfportal_restore(kept text[])
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    SELECT set_config('esfportal.' || name, kept[place], true)
    FROM unnest(esfportal_settings()) WITH ORDINALITY AS setting (name, place)
$function$;

CREATE OR REPLACE FUNCTION public.esfportal_settings()
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    SELECT ARRAY['scope','user','administers','projects','people','parts','part_projects','reached',
        'leads','steers','source']
$function$;

CREATE OR REPLACE FUNCTION public.participants_log_notes_before_signing()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF EXISTS (SELECT FROM privacy_logreview WHERE id = NEW.review_id AND signed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the month has been signed off' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.participants_log_reviews_stay()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.signed_at IS NOT NULL
        OR (OLD.project_id, OLD.month, OLD.seed, OLD.population, OLD.sample, OLD.drawn_at)
            IS DISTINCT FROM (NEW.project_id, NEW.month, NEW.seed, NEW.population, NEW.sample, NEW.drawn_at)
    THEN
        RAISE EXCEPTION 'what is drawn stays drawn, and what is signed off stays signed off'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.participants_outcomes_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    RAISE EXCEPTION 'outcomes are append-only: correct one by adding an event that supersedes it'
        USING ERRCODE = 'restrict_violation';
END
$function$;

CREATE OR REPLACE FUNCTION public.participants_stays_in_project()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
    RAISE EXCEPTION 'A participation never moves to another project.' USING ERRCODE = 'check_violation';
END
$function$;

CREATE OR REPLACE FUNCTION public.participants_wall_project()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
    SELECT a.project_id INTO NEW.project_id FROM register_participation a WHERE a.id = NEW.participation_id;
    RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.reporting_released_fixed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF EXISTS (SELECT 1 FROM reports_report WHERE id = OLD.report_id AND status = 'submitted') THEN
        RAISE EXCEPTION 'what was released of a submitted report never changes'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$function$;

CREATE OR REPLACE FUNCTION public.reporting_submitted_files_fixed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
    owners bigint[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.report_id]
        WHEN 'DELETE' THEN ARRAY[OLD.report_id]
        ELSE ARRAY[OLD.report_id, NEW.report_id]
    END;
BEGIN
    IF TG_OP = 'INSERT' AND NEW.audience = 'released' THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM reports_report WHERE id = ANY(owners) AND status = 'submitted') THEN
        RAISE EXCEPTION 'the files of a submitted report never change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$function$;

CREATE OR REPLACE FUNCTION public.reporting_submitted_fixed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF OLD.status = 'submitted' THEN
        RAISE EXCEPTION 'a submitted report never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$function$;

REVOKE ALL ON FUNCTION accounts_check_seals(timestamp with time zone) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION accounts_check_seals(timestamp with time zone) TO esfportal_application;

REVOKE ALL ON FUNCTION accounts_seal(text, integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION accounts_seal(text, integer) TO esfportal_application;

REVOKE ALL ON FUNCTION accounts_trail_content(text, bigint, bigint, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION accounts_unsealed() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION accounts_unsealed() TO esfportal_application;

REVOKE UPDATE, DELETE ON audit_auditentry FROM esfportal_application;

ALTER TABLE audit_auditentry ENABLE ROW LEVEL SECURITY;

ALTER TABLE audit_auditentry FORCE ROW LEVEL SECURITY;

ALTER TABLE team_membership ENABLE ROW LEVEL SECURITY;

ALTER TABLE team_membership FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON team_membershiphistory FROM esfportal_application;

ALTER TABLE team_membershiphistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE team_membershiphistory FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON accounts_organisationhistory FROM esfportal_application;

ALTER TABLE accounts_organisationhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE accounts_organisationhistory FORCE ROW LEVEL SECURITY;

REVOKE UPDATE, DELETE ON accounts_accesslogentry FROM esfportal_application;

ALTER TABLE accounts_accesslogentry ENABLE ROW LEVEL SECURITY;

ALTER TABLE accounts_accesslogentry FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON audit_chainlink FROM esfportal_application;

REVOKE INSERT, UPDATE, DELETE ON accounts_userhistory FROM esfportal_application;

ALTER TABLE accounts_userhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE accounts_userhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE imports_importdraft ENABLE ROW LEVEL SECURITY;

ALTER TABLE imports_importdraft FORCE ROW LEVEL SECURITY;

ALTER TABLE privacy_lognote ENABLE ROW LEVEL SECURITY;

ALTER TABLE privacy_lognote FORCE ROW LEVEL SECURITY;

ALTER TABLE privacy_logreview ENABLE ROW LEVEL SECURITY;

ALTER TABLE privacy_logreview FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON privacy_logreviewhistory FROM esfportal_application;

ALTER TABLE privacy_logreviewhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE privacy_logreviewhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE register_authorisedcaseworker ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_authorisedcaseworker FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON register_authorisedcaseworkerhistory FROM esfportal_application;

ALTER TABLE register_authorisedcaseworkerhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_authorisedcaseworkerhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE register_protectedrecordaccess ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_protectedrecordaccess FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON register_protectedrecordaccesshistory FROM esfportal_application;

ALTER TABLE register_protectedrecordaccesshistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_protectedrecordaccesshistory FORCE ROW LEVEL SECURITY;

ALTER TABLE register_outcomeevent ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_outcomeevent FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON register_outcomeeventhistory FROM esfportal_application;

ALTER TABLE register_outcomeeventhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_outcomeeventhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE register_participation ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_participation FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON register_participationhistory FROM esfportal_application;

ALTER TABLE register_participationhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_participationhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE register_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_person FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON register_personhistory FROM esfportal_application;

ALTER TABLE register_personhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_personhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE register_spell ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_spell FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON register_spellhistory FROM esfportal_application;

ALTER TABLE register_spellhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE register_spellhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_budgetline ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_budgetline FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_budgetlinehistory FROM esfportal_application;

ALTER TABLE projects_budgetlinehistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_budgetlinehistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_event FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_eventhistory FROM esfportal_application;

ALTER TABLE projects_eventhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_eventhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_financingentry ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_financingentry FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_financingentryhistory FROM esfportal_application;

ALTER TABLE projects_financingentryhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_financingentryhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_financingline ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_financingline FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_financinglinehistory FROM esfportal_application;

ALTER TABLE projects_financinglinehistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_financinglinehistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_intervention ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_intervention FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_intervention_employers ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_intervention_employers FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_interventionemployerhistory FROM esfportal_application;

ALTER TABLE projects_interventionemployerhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_interventionemployerhistory FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_interventionhistory FROM esfportal_application;

ALTER TABLE projects_interventionhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_interventionhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE team_invitation ENABLE ROW LEVEL SECURITY;

ALTER TABLE team_invitation FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON team_invitationhistory FROM esfportal_application;

ALTER TABLE team_invitationhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE team_invitationhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_phase ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_phase FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_phasehistory FROM esfportal_application;

ALTER TABLE projects_phasehistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_phasehistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_project ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_project FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_projecthistory FROM esfportal_application;

ALTER TABLE projects_projecthistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_projecthistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_projectmunicipality ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_projectmunicipality FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_projectmunicipalityhistory FROM esfportal_application;

ALTER TABLE projects_projectmunicipalityhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_projectmunicipalityhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_projectorganisation ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_projectorganisation FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_projectorganisationhistory FROM esfportal_application;

ALTER TABLE projects_projectorganisationhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_projectorganisationhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_projecttext ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_projecttext FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_projecttexthistory FROM esfportal_application;

ALTER TABLE projects_projecttexthistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_projecttexthistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_subproject ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_subproject FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_subproject_employers ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_subproject_employers FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_subprojectemployerhistory FROM esfportal_application;

ALTER TABLE projects_subprojectemployerhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_subprojectemployerhistory FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_subprojecthistory FROM esfportal_application;

ALTER TABLE projects_subprojecthistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_subprojecthistory FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_target ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_target FORCE ROW LEVEL SECURITY;

ALTER TABLE projects_targetgroup ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_targetgroup FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_targetgrouphistory FROM esfportal_application;

ALTER TABLE projects_targetgrouphistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_targetgrouphistory FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON projects_targethistory FROM esfportal_application;

ALTER TABLE projects_targethistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE projects_targethistory FORCE ROW LEVEL SECURITY;

ALTER TABLE team_teamanswer ENABLE ROW LEVEL SECURITY;

ALTER TABLE team_teamanswer FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON team_teamanswerhistory FROM esfportal_application;

ALTER TABLE team_teamanswerhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE team_teamanswerhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE team_teamreview ENABLE ROW LEVEL SECURITY;

ALTER TABLE team_teamreview FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON team_teamreviewhistory FROM esfportal_application;

ALTER TABLE team_teamreviewhistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE team_teamreviewhistory FORCE ROW LEVEL SECURITY;

ALTER TABLE reports_report ENABLE ROW LEVEL SECURITY;

ALTER TABLE reports_report FORCE ROW LEVEL SECURITY;

ALTER TABLE reports_reportfile ENABLE ROW LEVEL SECURITY;

ALTER TABLE reports_reportfile FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON reports_reportfilehistory FROM esfportal_application;

ALTER TABLE reports_reportfilehistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE reports_reportfilehistory FORCE ROW LEVEL SECURITY;

REVOKE INSERT, UPDATE, DELETE ON reports_reporthistory FROM esfportal_application;

ALTER TABLE reports_reporthistory ENABLE ROW LEVEL SECURITY;

ALTER TABLE reports_reporthistory FORCE ROW LEVEL SECURITY;

ALTER TABLE reports_reportjob ENABLE ROW LEVEL SECURITY;

ALTER TABLE reports_reportjob FORCE ROW LEVEL SECURITY;

ALTER TABLE reports_reportrelease ENABLE ROW LEVEL SECURITY;

ALTER TABLE reports_reportrelease FORCE ROW LEVEL SECURITY;

CREATE TRIGGER log_notes_before_signing BEFORE INSERT ON public.privacy_lognote FOR EACH ROW EXECUTE FUNCTION participants_log_notes_before_signing();

CREATE TRIGGER log_reviews_stay BEFORE DELETE OR UPDATE ON public.privacy_logreview FOR EACH ROW EXECUTE FUNCTION participants_log_reviews_stay();

CREATE TRIGGER outcomes_append_only BEFORE DELETE OR UPDATE ON public.register_outcomeevent FOR EACH ROW EXECUTE FUNCTION participants_outcomes_append_only();

CREATE TRIGGER wall_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON public.register_outcomeevent FOR EACH ROW EXECUTE FUNCTION participants_wall_project();

CREATE TRIGGER reach_newcomer BEFORE INSERT ON public.register_participation FOR EACH ROW WHEN ((current_setting('esfportal.parts'::text, true) <> ALL (ARRAY[''::text, '{}'::text]))) EXECUTE FUNCTION esfportal_reach_newcomer();

CREATE TRIGGER stays_in_project BEFORE UPDATE OF project_id ON public.register_participation FOR EACH ROW WHEN ((old.project_id IS DISTINCT FROM new.project_id)) EXECUTE FUNCTION participants_stays_in_project();

CREATE TRIGGER reach_anew AFTER INSERT OR DELETE OR UPDATE ON public.register_spell FOR EACH STATEMENT EXECUTE FUNCTION esfportal_reach_anew();

CREATE TRIGGER wall_project BEFORE INSERT OR UPDATE OF participation_id, project_id ON public.register_spell FOR EACH ROW EXECUTE FUNCTION participants_wall_project();

CREATE TRIGGER submitted_fixed BEFORE DELETE OR UPDATE ON public.reports_report FOR EACH ROW EXECUTE FUNCTION reporting_submitted_fixed();

CREATE TRIGGER submitted_files_fixed BEFORE INSERT OR DELETE OR UPDATE ON public.reports_reportfile FOR EACH ROW EXECUTE FUNCTION reporting_submitted_files_fixed();

CREATE TRIGGER released_fixed BEFORE DELETE OR UPDATE ON public.reports_reportrelease FOR EACH ROW EXECUTE FUNCTION reporting_released_fixed();

CREATE POLICY may_add ON audit_auditentry FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (actor_id IS NULL) OR (actor_id = ( SELECT esfportal_user() AS esfportal_user)) OR (( SELECT esfportal_user() AS esfportal_user) IS NULL)));

CREATE POLICY may_read ON audit_auditentry FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR (actor_id = ( SELECT esfportal_user() AS esfportal_user)) OR (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR ( SELECT esfportal_administers() AS esfportal_administers)) AND ((object_type)::text ~~ 'accounts.%'::text OR (object_type)::text = 'team.membership')) OR (((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))) AND ((action)::text = ANY ((ARRAY['number_unreadable'::character varying, 'number_readable'::character varying])::text[])))));

CREATE POLICY owner_seals ON audit_auditentry FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON team_membership FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[]))) AND (num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0))));

CREATE POLICY may_change ON team_membership FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (user_id = ( SELECT esfportal_user() AS esfportal_user)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) OR ((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'project'::text])) AND (project_id IS NULL)))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[]))) AND (num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0))));

CREATE POLICY may_read ON team_membership FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (user_id = ( SELECT esfportal_user() AS esfportal_user)) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) OR ((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'project'::text])) AND (project_id IS NULL))));

CREATE POLICY may_remove ON team_membership FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[]))) AND (num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0))));

CREATE POLICY may_add ON team_membershiphistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON team_membershiphistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (user_id = ( SELECT esfportal_user() AS esfportal_user))));

CREATE POLICY owner_seals ON team_membershiphistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON accounts_organisationhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON accounts_organisationhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR ( SELECT esfportal_administers() AS esfportal_administers)));

CREATE POLICY owner_seals ON accounts_organisationhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON accounts_accesslogentry FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'project'::text])) OR (actor_id = ( SELECT esfportal_user() AS esfportal_user))));

CREATE POLICY may_read ON accounts_accesslogentry FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR (actor_id = ( SELECT esfportal_user() AS esfportal_user)) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (subjects && ( SELECT esfportal_ids('reached'::text) AS esfportal_ids)))));

CREATE POLICY owner_seals ON accounts_accesslogentry FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON accounts_userhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON accounts_userhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR ( SELECT esfportal_administers() AS esfportal_administers) OR (id = ( SELECT esfportal_user() AS esfportal_user))));

CREATE POLICY owner_seals ON accounts_userhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON imports_importdraft FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR ((created_by_id = ( SELECT esfportal_user() AS esfportal_user)) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))));

CREATE POLICY may_change ON imports_importdraft FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR ((created_by_id = ( SELECT esfportal_user() AS esfportal_user)) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR ((created_by_id = ( SELECT esfportal_user() AS esfportal_user)) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))));

CREATE POLICY may_read ON imports_importdraft FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR ((created_by_id = ( SELECT esfportal_user() AS esfportal_user)) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))));

CREATE POLICY may_remove ON imports_importdraft FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR ((created_by_id = ( SELECT esfportal_user() AS esfportal_user)) AND ((project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR (project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[]))))));

CREATE POLICY may_add ON privacy_lognote FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM privacy_logreview seen
  WHERE ((seen.id = privacy_lognote.review_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_change ON privacy_lognote FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM privacy_logreview seen
  WHERE ((seen.id = privacy_lognote.review_id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM privacy_logreview seen
  WHERE ((seen.id = privacy_lognote.review_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_read ON privacy_lognote FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM privacy_logreview seen
  WHERE ((seen.id = privacy_lognote.review_id) AND true)))));

CREATE POLICY may_remove ON privacy_lognote FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM privacy_logreview seen
  WHERE ((seen.id = privacy_lognote.review_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_add ON privacy_logreview FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON privacy_logreview FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON privacy_logreview FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers)));

CREATE POLICY may_remove ON privacy_logreview FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON privacy_logreviewhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON privacy_logreviewhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers)));

CREATE POLICY owner_seals ON privacy_logreviewhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON register_authorisedcaseworker FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_authorisedcaseworker.participation_id) AND true))))));

CREATE POLICY may_change ON register_authorisedcaseworker FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_authorisedcaseworker.participation_id) AND true)))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_authorisedcaseworker.participation_id) AND true))))));

CREATE POLICY may_read ON register_authorisedcaseworker FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_authorisedcaseworker.participation_id) AND true))))));

CREATE POLICY may_remove ON register_authorisedcaseworker FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_authorisedcaseworker.participation_id) AND true))))));

CREATE POLICY may_add ON register_authorisedcaseworkerhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON register_authorisedcaseworkerhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_authorisedcaseworkerhistory.participation_id) AND true)))));

CREATE POLICY owner_seals ON register_authorisedcaseworkerhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON register_protectedrecordaccess FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_protectedrecordaccess.participation_id) AND true))))));

CREATE POLICY may_change ON register_protectedrecordaccess FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_protectedrecordaccess.participation_id) AND true)))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_protectedrecordaccess.participation_id) AND true))))));

CREATE POLICY may_read ON register_protectedrecordaccess FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_protectedrecordaccess.participation_id) AND true))))));

CREATE POLICY may_remove ON register_protectedrecordaccess FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)) OR ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_protectedrecordaccess.participation_id) AND true))))));

CREATE POLICY may_add ON register_protectedrecordaccesshistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON register_protectedrecordaccesshistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_protectedrecordaccesshistory.participation_id) AND true)))));

CREATE POLICY owner_seals ON register_protectedrecordaccesshistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON register_outcomeevent FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)))));

CREATE POLICY may_change ON register_outcomeevent FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)))));

CREATE POLICY may_read ON register_outcomeevent FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)))));

CREATE POLICY may_remove ON register_outcomeevent FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)))));

CREATE POLICY may_add ON register_outcomeeventhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON register_outcomeeventhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_outcomeeventhistory.participation_id) AND true)))));

CREATE POLICY owner_seals ON register_outcomeeventhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON register_participation FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (created_by_id = ( SELECT esfportal_user() AS esfportal_user)))));

CREATE POLICY may_change ON register_participation FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)))));

CREATE POLICY may_read ON register_participation FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)))));

CREATE POLICY may_remove ON register_participation FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)))));

CREATE POLICY totals ON register_participation FOR SELECT TO esfportal_reporting USING (true);

CREATE POLICY may_add ON register_participationhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON register_participationhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_participationhistory.id) AND true)))));

CREATE POLICY owner_seals ON register_participationhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON register_person FOR INSERT TO PUBLIC WITH CHECK ((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'registry'::text])));

CREATE POLICY may_change ON register_person FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'registry'::text])) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.person_id = register_person.id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'registry'::text])) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.person_id = register_person.id) AND true)))));

CREATE POLICY may_read ON register_person FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'registry'::text])) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.person_id = register_person.id) AND true)))));

CREATE POLICY may_remove ON register_person FOR DELETE TO PUBLIC USING ((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text));

CREATE POLICY totals ON register_person FOR SELECT TO esfportal_reporting USING (true);

CREATE POLICY may_add ON register_personhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON register_personhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.person_id = register_personhistory.id) AND true)))));

CREATE POLICY owner_seals ON register_personhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON register_spell FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)))));

CREATE POLICY may_change ON register_spell FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)))));

CREATE POLICY may_read ON register_spell FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)))));

CREATE POLICY may_remove ON register_spell FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('people'::text) AS esfportal_ids)::bigint[])) OR ((project_id = ANY (( SELECT esfportal_ids('part_projects'::text) AS esfportal_ids)::bigint[])) AND (participation_id IN ( SELECT unnest(esfportal_ids('reached'::text)) AS unnest)))));

CREATE POLICY totals ON register_spell FOR SELECT TO esfportal_reporting USING (true);

CREATE POLICY may_add ON register_spellhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON register_spellhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM register_participation seen
  WHERE ((seen.id = register_spellhistory.participation_id) AND true)))));

CREATE POLICY owner_seals ON register_spellhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_budgetline FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_budgetline FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_budgetline FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_budgetline FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON projects_budgetlinehistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_budgetlinehistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_budgetlinehistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_event FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_event FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_event FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_event FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON projects_eventhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_eventhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_eventhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_financingentry FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_financingline seen
  WHERE ((seen.id = projects_financingentry.line_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_change ON projects_financingentry FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_financingline seen
  WHERE ((seen.id = projects_financingentry.line_id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_financingline seen
  WHERE ((seen.id = projects_financingentry.line_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_read ON projects_financingentry FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_financingline seen
  WHERE ((seen.id = projects_financingentry.line_id) AND true)))));

CREATE POLICY may_remove ON projects_financingentry FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_financingline seen
  WHERE ((seen.id = projects_financingentry.line_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_add ON projects_financingentryhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_financingentryhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_financinglinehistory seen
  WHERE ((seen.id = projects_financingentryhistory.line_id) AND true)))));

CREATE POLICY owner_seals ON projects_financingentryhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_financingline FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_financingline FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_financingline FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_financingline FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON projects_financinglinehistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_financinglinehistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_financinglinehistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_intervention FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_intervention FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_intervention FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_intervention FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON projects_intervention_employers FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_intervention seen
  WHERE ((seen.id = projects_intervention_employers.intervention_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_change ON projects_intervention_employers FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text])) OR (EXISTS ( SELECT
   FROM projects_intervention seen
  WHERE ((seen.id = projects_intervention_employers.intervention_id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_intervention seen
  WHERE ((seen.id = projects_intervention_employers.intervention_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_read ON projects_intervention_employers FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text])) OR (EXISTS ( SELECT
   FROM projects_intervention seen
  WHERE ((seen.id = projects_intervention_employers.intervention_id) AND true)))));

CREATE POLICY may_remove ON projects_intervention_employers FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_intervention seen
  WHERE ((seen.id = projects_intervention_employers.intervention_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_add ON projects_interventionemployerhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_interventionemployerhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_interventionhistory seen
  WHERE ((seen.id = projects_interventionemployerhistory.intervention_id) AND true)))));

CREATE POLICY owner_seals ON projects_interventionemployerhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_interventionhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_interventionhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_interventionhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON team_invitation FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON team_invitation FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON team_invitation FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers)));

CREATE POLICY may_remove ON team_invitation FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON team_invitationhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON team_invitationhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON team_invitationhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_phase FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_phase FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_phase FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_phase FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON projects_phasehistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_phasehistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_phasehistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_project FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_project FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'system'::text, 'invited'::text])) OR (id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_project FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'system'::text, 'invited'::text])) OR (id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_project FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY totals ON projects_project FOR SELECT TO esfportal_reporting USING (true);

CREATE POLICY may_add ON projects_projecthistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_projecthistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_projecthistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_projectmunicipality FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_projectmunicipality FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_projectmunicipality FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_projectmunicipality FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON projects_projectmunicipalityhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_projectmunicipalityhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_projectmunicipalityhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_projectorganisation FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_projectorganisation FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_projectorganisation FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_projectorganisation FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON projects_projectorganisationhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_projectorganisationhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_projectorganisationhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_projecttext FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_projecttext FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_projecttext FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_projecttext FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON projects_projecttexthistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_projecttexthistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_projecttexthistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_subproject FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_subproject FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_subproject FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_subproject FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON projects_subproject_employers FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_subproject seen
  WHERE ((seen.id = projects_subproject_employers.subproject_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_change ON projects_subproject_employers FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text])) OR (EXISTS ( SELECT
   FROM projects_subproject seen
  WHERE ((seen.id = projects_subproject_employers.subproject_id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_subproject seen
  WHERE ((seen.id = projects_subproject_employers.subproject_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_read ON projects_subproject_employers FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text])) OR (EXISTS ( SELECT
   FROM projects_subproject seen
  WHERE ((seen.id = projects_subproject_employers.subproject_id) AND true)))));

CREATE POLICY may_remove ON projects_subproject_employers FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_subproject seen
  WHERE ((seen.id = projects_subproject_employers.subproject_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_add ON projects_subprojectemployerhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_subprojectemployerhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM projects_subprojecthistory seen
  WHERE ((seen.id = projects_subprojectemployerhistory.subproject_id) AND true)))));

CREATE POLICY owner_seals ON projects_subprojectemployerhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_subprojecthistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_subprojecthistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_subprojecthistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_target FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_target FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_target FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_target FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON projects_targetgroup FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON projects_targetgroup FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON projects_targetgroup FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'published'::text, 'invited'::text])) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_remove ON projects_targetgroup FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON projects_targetgrouphistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_targetgrouphistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_targetgrouphistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON projects_targethistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON projects_targethistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON projects_targethistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON team_teamanswer FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM team_teamreview seen
  WHERE ((seen.id = team_teamanswer.review_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_change ON team_teamanswer FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM team_teamreview seen
  WHERE ((seen.id = team_teamanswer.review_id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM team_teamreview seen
  WHERE ((seen.id = team_teamanswer.review_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_read ON team_teamanswer FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM team_teamreview seen
  WHERE ((seen.id = team_teamanswer.review_id) AND true)))));

CREATE POLICY may_remove ON team_teamanswer FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM team_teamreview seen
  WHERE ((seen.id = team_teamanswer.review_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_add ON team_teamanswerhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON team_teamanswerhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (EXISTS ( SELECT
   FROM team_teamreview seen
  WHERE ((seen.id = team_teamanswerhistory.review_id) AND true)))));

CREATE POLICY owner_seals ON team_teamanswerhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON team_teamreview FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON team_teamreview FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON team_teamreview FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR ( SELECT esfportal_administers() AS esfportal_administers)));

CREATE POLICY may_remove ON team_teamreview FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON team_teamreviewhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON team_teamreviewhistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON team_teamreviewhistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON reports_report FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_change ON reports_report FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR (((status)::text = 'submitted'::text) AND (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[]))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_read ON reports_report FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[])) OR (((status)::text = 'submitted'::text) AND (project_id = ANY (( SELECT esfportal_ids('projects'::text) AS esfportal_ids)::bigint[])))));

CREATE POLICY may_remove ON reports_report FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY may_add ON reports_reportfile FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportfile.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_change ON reports_reportfile FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportfile.report_id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportfile.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_read ON reports_reportfile FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportfile.report_id) AND true)))));

CREATE POLICY may_remove ON reports_reportfile FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportfile.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_add ON reports_reportfilehistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON reports_reportfilehistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportfilehistory.report_id) AND true)))));

CREATE POLICY owner_seals ON reports_reportfilehistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON reports_reporthistory FOR INSERT TO CURRENT_USER WITH CHECK (true);

CREATE POLICY may_read ON reports_reporthistory FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = 'operator'::text) OR (project_id = ANY (( SELECT esfportal_ids('leads'::text) AS esfportal_ids)::bigint[]))));

CREATE POLICY owner_seals ON reports_reporthistory FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY may_add ON reports_reportjob FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportjob.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_change ON reports_reportjob FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportjob.report_id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportjob.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_read ON reports_reportjob FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportjob.report_id) AND true)))));

CREATE POLICY may_remove ON reports_reportjob FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportjob.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_add ON reports_reportrelease FOR INSERT TO PUBLIC WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportrelease.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_change ON reports_reportrelease FOR UPDATE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportrelease.report_id) AND true))))) WITH CHECK (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportrelease.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

CREATE POLICY may_read ON reports_reportrelease FOR SELECT TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportrelease.report_id) AND true)))));

CREATE POLICY may_remove ON reports_reportrelease FOR DELETE TO PUBLIC USING (((( SELECT esfportal_scope() AS esfportal_scope) = ANY (ARRAY['operator'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM reports_report seen
  WHERE ((seen.id = reports_reportrelease.report_id) AND (seen.project_id = ANY (( SELECT esfportal_ids('steers'::text) AS esfportal_ids)::bigint[])))))));

GRANT USAGE ON SCHEMA public TO esfportal_reporting;
GRANT SELECT (id, slug, programme_period, region) ON projects_project TO esfportal_reporting;
GRANT SELECT (id, project_id, person_id, labour_market_status) ON register_participation TO esfportal_reporting;
GRANT SELECT (id, sex) ON register_person TO esfportal_reporting;
GRANT SELECT (participation_id, entry_date, exit_date) ON register_spell TO esfportal_reporting;

CREATE VIEW reporting_programme_totals WITH (security_invoker = true) AS
SELECT project.programme_period, project.region, project.slug AS project, person.sex, entered.year,
    count(*) AS participants,
    count(*) FILTER (WHERE taking_part.labour_market_status = 'unemployed') AS unemployed,
    count(*) FILTER (WHERE taking_part.labour_market_status = 'inactive') AS inactive,
    count(*) FILTER (WHERE taking_part.labour_market_status = 'employed') AS employed,
    count(*) FILTER (WHERE entered.has_left) AS left_the_project
FROM (
    SELECT participation_id, extract(year FROM min(entry_date))::int AS year,
        bool_and(exit_date IS NOT NULL) AS has_left
    FROM register_spell GROUP BY participation_id
) entered
JOIN register_participation taking_part ON taking_part.id = entered.participation_id
JOIN register_person person ON person.id = taking_part.person_id
JOIN projects_project project ON project.id = taking_part.project_id
GROUP BY project.programme_period, project.region, project.slug, person.sex, entered.year;
GRANT SELECT ON reporting_programme_totals TO esfportal_reporting;
REVOKE INSERT, UPDATE, DELETE ON reporting_programme_totals FROM esfportal_application;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
        ("audit", "0001_initial"),
        ("team", "0001_initial"),
        ("register", "0001_initial"),
        ("imports", "0001_initial"),
        ("privacy", "0001_initial"),
        ("accounts", "0001_initial"),
    ]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
