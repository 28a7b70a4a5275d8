"""Spells and outcomes are judged by a column of their own instead of by the participation they hang on: a look at
one number instead of a lookup a row (docs/adr/0089, benchmarks/walls.py).

The column is the wall's. No code of the portal's reads or writes it: a trigger fills it in from the
participation, whichever way a row comes in, and a participation never moves to another project. So it stands in no
model, and neither do the two indexes that hold it.
"""

from importlib import import_module

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import participants.models.spell
from esfportal.walls import all_of, any_of, column_in, replace_policies, scope_is

BEFORE = import_module("participants.migrations.0010_reach_known_first")
WALLS = import_module("participants.migrations.0009_walls")
TABLES = ("participants_spell", "participants_outcomeevent")

COLUMN = """
CREATE FUNCTION participants_wall_project() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    SELECT a.project_id INTO NEW.wall_project_id FROM participants_participation a WHERE a.id = NEW.participation_id;
    RETURN NEW;
END
$$;

CREATE FUNCTION participants_stays_in_project() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'A participation never moves to another project.' USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER stays_in_project BEFORE UPDATE OF project_id ON participants_participation
    FOR EACH ROW WHEN (OLD.project_id IS DISTINCT FROM NEW.project_id)
    EXECUTE FUNCTION participants_stays_in_project();
"""
COLUMN_DROP = """
DROP TRIGGER stays_in_project ON participants_participation;
DROP FUNCTION participants_stays_in_project();
DROP FUNCTION participants_wall_project();
"""

# Nothing that the trails should tell of happens while the column is filled in for the rows there are.
FILL = """
ALTER TABLE {table} ADD COLUMN wall_project_id bigint;
CREATE TRIGGER wall_project BEFORE INSERT OR UPDATE OF participation_id, wall_project_id ON {table}
    FOR EACH ROW EXECUTE FUNCTION participants_wall_project();
ALTER TABLE {table} DISABLE TRIGGER USER;
UPDATE {table} hangs SET wall_project_id = a.project_id
    FROM participants_participation a WHERE a.id = hangs.participation_id;
ALTER TABLE {table} ENABLE TRIGGER USER;
ALTER TABLE {table} ALTER COLUMN wall_project_id SET NOT NULL;
"""
FILL_DROP = """
DROP TRIGGER wall_project ON {table};
ALTER TABLE {table} DROP COLUMN wall_project_id;
"""

# What the facts ask of a spell or an outcome, and what the wall asks, read without the row itself; and a
# part's spells, for whoever enters with a membership limited to it.
INDEXES = """
DROP INDEX spell_facts;
CREATE INDEX spell_facts ON participants_spell (participation_id, entry_date)
    INCLUDE (exit_date, municipality_id, intervention_id, wall_project_id);
CREATE INDEX spell_part ON participants_spell (wall_project_id, municipality_id)
    INCLUDE (intervention_id, participation_id);
DROP INDEX outcome_facts;
CREATE INDEX outcome_facts ON participants_outcomeevent (participation_id, happened_on)
    INCLUDE (kind, improvement, is_withdrawal, recorded_at, id, wall_project_id);
"""
INDEXES_BEFORE = """
DROP INDEX spell_part;
DROP INDEX spell_facts;
CREATE INDEX spell_facts ON participants_spell (participation_id, entry_date)
    INCLUDE (exit_date, municipality_id, intervention_id);
DROP INDEX outcome_facts;
CREATE INDEX outcome_facts ON participants_outcomeevent (participation_id, happened_on)
    INCLUDE (kind, improvement, is_withdrawal, recorded_at, id);
"""

# The rule of 0009, asked of the spells alone.
REACHED = """
CREATE OR REPLACE FUNCTION esfportal_reached(parts bigint[]) RETURNS bigint[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT s.participation_id), '{}')
    FROM accounts_membership m
    JOIN participants_spell s ON s.wall_project_id = m.project_id
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
$$;
"""
REACHED_BEFORE = WALLS.FUNCTIONS[: WALLS.FUNCTIONS.index("CREATE FUNCTION esfportal_reach_anew")].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)

BY_COLUMN = any_of(
    scope_is(),
    column_in("people", "wall_project_id"),
    all_of(
        column_in("part_projects", "wall_project_id"),
        "participation_id IN (SELECT unnest(esfportal_ids('reached')))",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("participants", "0010_reach_known_first")]

    operations = [
        migrations.RunSQL(COLUMN, COLUMN_DROP),
        *(migrations.RunSQL(FILL.format(table=name), FILL_DROP.format(table=name)) for name in TABLES),
        migrations.RunSQL(
            INDEXES,
            INDEXES_BEFORE,
            state_operations=[
                migrations.RemoveIndex("spell", name="spell_facts"),
                migrations.RemoveIndex("outcomeevent", name="outcome_facts"),
            ],
        ),
        # A spell is looked for by its participation, and by a municipality only within a project.
        migrations.RemoveConstraint("spell", name="spell_no_overlap"),
        migrations.AddConstraint(
            "spell",
            django.contrib.postgres.constraints.ExclusionConstraint(
                name="spell_no_overlap",
                expressions=[
                    ("participation", "="),
                    (
                        participants.models.spell.DateRange(
                            "entry_date",
                            "exit_date",
                            django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                        ),
                        "&&",
                    ),
                ],
                violation_error_message="The dates overlap another period of the same person.",
            ),
        ),
        migrations.AlterField(
            "spell",
            "municipality",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="projects.municipality",
                verbose_name="municipality",
            ),
        ),
        migrations.AddIndex(
            "person",
            models.Index(
                fields=["id"],
                condition=models.Q(("protection", "none"), _negated=True),
                name="person_protected",
            ),
        ),
        migrations.RunSQL(REACHED, REACHED_BEFORE),
        *(replace_policies(name, now={"read": BY_COLUMN}, before={"read": BEFORE.KNOWN}) for name in TABLES),
        migrations.RunSQL(
            BEFORE.BACKWARD, BEFORE.FORWARD
        ),  # who is admitted needs no list of people any more
    ]
