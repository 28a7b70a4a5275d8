-- The participations of a user whose memberships are limited to parts of projects. They are collected once when
-- the scope is entered, and again after a spell is written in the transaction.

-- The same rule as participants/register/querysets.py and rules/editable_parts.py. Call it in the operator scope.
CREATE OR REPLACE FUNCTION esfportal_visible_participations(memberships bigint[])
RETURNS bigint[]
LANGUAGE sql
STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT coalesce(array_agg(DISTINCT s.participation_id), '{}')
    FROM team_membership m
    JOIN register_spell s ON s.project_id = m.project_id
        AND (m.municipality_id IS NULL OR s.municipality_id = m.municipality_id)
    LEFT JOIN projects_intervention i ON i.id = s.intervention_id
    WHERE m.id = ANY (memberships) AND CASE
        WHEN m.municipality_id IS NOT NULL THEN true
        WHEN m.intervention_id IS NOT NULL THEN s.intervention_id = m.intervention_id
        WHEN i.sub_project_id IS NOT NULL THEN i.sub_project_id = m.sub_project_id
        ELSE EXISTS (
            SELECT FROM projects_projectmunicipality p
            WHERE p.sub_project_id = m.sub_project_id AND p.municipality_id = s.municipality_id
        )
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

CREATE TRIGGER refresh_visible_participations AFTER INSERT OR UPDATE OR DELETE ON register_spell
    FOR EACH STATEMENT EXECUTE FUNCTION esfportal_refresh_visible_participations();

-- A new participation has no spell yet, and is visible until its first spell says to which part it belongs.
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

CREATE TRIGGER add_visible_participation BEFORE INSERT ON register_participation
    FOR EACH ROW WHEN (current_setting('esfportal.part_memberships', true) NOT IN ('', '{}'))
    EXECUTE FUNCTION esfportal_add_visible_participation();

-- Reverse
DROP TRIGGER add_visible_participation ON register_participation;
DROP FUNCTION esfportal_add_visible_participation();
DROP TRIGGER refresh_visible_participations ON register_spell;
DROP FUNCTION esfportal_refresh_visible_participations();
DROP FUNCTION esfportal_visible_participations(bigint[]);
