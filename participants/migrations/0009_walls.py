"""People behind the second wall.

A participation is seen by whoever works with the whole project's people, and by whoever has a part of it
where the person has, or has had, a spell. That part's participations are gathered once, when the scope is
entered, and anew when a spell is written in the transaction. Somebody who is being registered has no spell
yet, and is reached until the first one says where they belong.
"""

from django.db import migrations

from esfportal.walls import (
    REGISTRY,
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    enable_rls,
    is_own,
    managed_projects,
    scope_is,
    visible_with,
)

# The same rule as participants/querysets.py and participants/reach.py read and write by. It is asked with an
# operator's eyes; whoever calls it sees to that.
FUNCTIONS = """
CREATE FUNCTION esfportal_reached(parts bigint[]) RETURNS bigint[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT a.id), '{}')
    FROM accounts_membership m
    JOIN participants_participation a ON a.project_id = m.project_id
    JOIN participants_spell s ON s.participation_id = a.id
    LEFT JOIN projects_intervention i ON i.id = s.intervention_id
    WHERE m.id = ANY (parts) AND CASE
        WHEN m.municipality_id IS NOT NULL THEN s.municipality_id = m.municipality_id
        WHEN m.intervention_id IS NOT NULL THEN s.intervention_id = m.intervention_id
        WHEN i.sub_project_id IS NOT NULL THEN i.sub_project_id = m.sub_project_id
        ELSE EXISTS (
            SELECT FROM projects_projectmunicipality p
            WHERE p.sub_project_id = m.sub_project_id AND p.municipality_id = s.municipality_id
        )
    END
$$;

CREATE FUNCTION esfportal_reach_anew() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
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
$$;
CREATE TRIGGER reach_anew AFTER INSERT OR UPDATE OR DELETE ON participants_spell
    FOR EACH STATEMENT EXECUTE FUNCTION esfportal_reach_anew();

CREATE FUNCTION esfportal_reach_newcomer() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM set_config('esfportal.reached', (esfportal_ids('reached') || NEW.id)::text, true);
    RETURN NEW;
END
$$;
CREATE TRIGGER reach_newcomer BEFORE INSERT ON participants_participation
    FOR EACH ROW WHEN (current_setting('esfportal.parts', true) NOT IN ('', '{}'))
    EXECUTE FUNCTION esfportal_reach_newcomer();
"""
DROP = """
DROP TRIGGER reach_newcomer ON participants_participation;
DROP FUNCTION esfportal_reach_newcomer();
DROP TRIGGER reach_anew ON participants_spell;
DROP FUNCTION esfportal_reach_anew();
DROP FUNCTION esfportal_reached(bigint[]);
"""

OF_ALL_PEOPLE = any_of(scope_is(), column_in("people", "project_id"))
OF_A_PART = all_of(
    column_in("part_projects", "project_id"), "id IN (SELECT unnest(esfportal_ids('reached')))"
)
ADMINISTERS = "(SELECT esfportal_administers())"
HANGING = (
    "participants_spell",
    "participants_outcomeevent",
    "participants_namedcaseworker",
    "participants_opening",
)
PARTICIPATION = visible_with("participants_participation", "participation_id")


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0008_log_reviews"),
        ("projects", "0005_walls"),
        ("accounts", "0009_walls"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP),
        enable_rls(
            "participants_participation",
            read=any_of(OF_ALL_PEOPLE, OF_A_PART),
            add=any_of(
                OF_ALL_PEOPLE, all_of(column_in("part_projects", "project_id"), is_own("created_by_id"))
            ),
            change=any_of(OF_ALL_PEOPLE, OF_A_PART),
        ),
        enable_rls(
            "participants_person",
            read=visible_with(
                "participants_participation", "participants_person.id", REGISTRY, key="person_id"
            ),
            add=scope_is(REGISTRY),
            change=visible_with(
                "participants_participation", "participants_person.id", REGISTRY, key="person_id"
            ),
            remove=scope_is(),
        ),
        *(enable_rls(table, read=PARTICIPATION) for table in HANGING),
        *(append_only_policies(f"{table}history", read=PARTICIPATION) for table in HANGING),
        append_only_policies(
            "participants_participationhistory",
            read=visible_with("participants_participation", "participants_participationhistory.id"),
        ),
        append_only_policies(
            "participants_personhistory",
            read=visible_with("participants_participation", "participants_personhistory.id", key="person_id"),
        ),
        enable_rls(
            "participants_logreview", read=any_of(managed_projects("project_id", SYSTEM), ADMINISTERS)
        ),
        append_only_policies("participants_logreviewhistory", read=any_of(managed_projects(), ADMINISTERS)),
        enable_rls("participants_lognote", read=visible_with("participants_logreview", "review_id")),
        enable_rls(
            "participants_importdraft",
            read=any_of(
                scope_is(SYSTEM),
                all_of(
                    is_own("created_by_id"),
                    any_of(column_in("people", "project_id"), column_in("part_projects", "project_id")),
                ),
            ),
        ),
    ]
