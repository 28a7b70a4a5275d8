-- The triggers sign what they add to the scope (ADR 110).
CREATE OR REPLACE FUNCTION esfportal_refresh_visible_participations()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    memberships bigint[] := esfportal_ids('part_memberships');
    scope text := esfportal_scope();
BEGIN
    IF TG_RELID <> 'register_spell'::regclass THEN
        RAISE EXCEPTION '% belongs to another table', TG_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    IF cardinality(memberships) > 0 THEN
        PERFORM esfportal_private.put('scope', 'operator');
        PERFORM esfportal_private.put('visible_participations', esfportal_visible_participations(memberships)::text);
        PERFORM esfportal_private.put('scope', scope);
    END IF;
    RETURN NULL;
END
$$;

-- A new participation gets its key here: no other row can have it. With a key that SQL chooses, and ON CONFLICT DO
-- NOTHING, a participation of another session would become visible as soon as that session commits.
CREATE OR REPLACE FUNCTION esfportal_add_visible_participation()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_RELID <> 'register_participation'::regclass THEN
        RAISE EXCEPTION '% belongs to another table', TG_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.id := nextval('register_participation_id_seq');
    PERFORM esfportal_private.put(
        'visible_participations', (esfportal_ids('visible_participations') || NEW.id)::text
    );
    RETURN NEW;
END
$$;

REVOKE ALL ON FUNCTION esfportal_refresh_visible_participations() FROM PUBLIC;
REVOKE ALL ON FUNCTION esfportal_add_visible_participation() FROM PUBLIC;

-- Reverse
CREATE OR REPLACE FUNCTION esfportal_add_visible_participation()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    PERFORM set_config('esfportal.visible_participations', (esfportal_ids('visible_participations') || NEW.id)::text, true);
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION esfportal_refresh_visible_participations()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    memberships bigint[] := esfportal_ids('part_memberships');
    scope text := esfportal_scope();
BEGIN
    IF cardinality(memberships) > 0 THEN
        PERFORM set_config('esfportal.scope', 'operator', true);
        PERFORM set_config('esfportal.visible_participations', esfportal_visible_participations(memberships)::text, true);
        PERFORM set_config('esfportal.scope', scope, true);
    END IF;
    RETURN NULL;
END
$$;
