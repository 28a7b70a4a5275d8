"""SQL of the history triggers of one model, which a new release of pgtrigger or pghistory may change."""

from pgtrigger import registry

from projects.models import BudgetLine

UPDATE = """\
CREATE OR REPLACE FUNCTION pgtrigger_history_update_d0dc8() RETURNS TRIGGER AS $$
BEGIN
IF TG_RELID <> '"projects_budgetline"'::regclass THEN
RAISE EXCEPTION '% belongs to another table', TG_NAME USING ERRCODE = 'restrict_violation';
END IF;
INSERT INTO "projects_budgetlinehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", \
"project_id", "name", "name_en", "amount") SELECT 'update', now(), \
(SELECT esfportal_actor()), (SELECT esfportal_source()), \
new_values."id", new_values."project_id", new_values."name", new_values."name_en", new_values."amount" \
FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") \
WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
DROP TRIGGER IF EXISTS pgtrigger_history_update_d0dc8 ON "projects_budgetline";
CREATE TRIGGER pgtrigger_history_update_d0dc8 AFTER UPDATE ON "projects_budgetline" \
REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values
FOR EACH STATEMENT  EXECUTE FUNCTION pgtrigger_history_update_d0dc8();
COMMENT ON TRIGGER pgtrigger_history_update_d0dc8 ON "projects_budgetline" \
IS '9191c9e8edfb9c79bfd2bf8993e84e32cc2382b2';"""


def test_the_update_trigger_is_as_reviewed():
    (trigger,) = [
        trigger.compile(model).sql
        for model, trigger in registry.registered()
        if (model, trigger.name) == (BudgetLine, "history_update")
    ]
    lines = [line.strip() for line in str(trigger).split("\n") if line.strip()]
    assert lines == UPDATE.split("\n")
