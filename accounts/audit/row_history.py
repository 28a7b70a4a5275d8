"""Row history: tables of events, written by database triggers for every INSERT, UPDATE and DELETE (ADR 83).

    PersonHistory = track(Person, hidden={"number": ["number_encrypted", …]})

An event is a copy of the row after the write, or before it for a DELETE.

The function of such a trigger, here for an UPDATE of a BudgetLine (all of it is in test_trigger_sql.py):

    INSERT INTO "projects_budgetlinehistory" ("pgh_label", "pgh_created_at", "pgh_actor_id", "pgh_source", "id", …)
    SELECT 'update', now(), (SELECT esfportal_actor()), (SELECT esfportal_source()), new_values."id", …
    FROM old_values JOIN new_values ON (old_values."id") = (new_values."id")
    WHERE (old_values.* IS DISTINCT FROM new_values.*); RETURN NULL;
"""

# Built on django-pghistory's event models and pgtrigger's migrations. Their trigger functions can be
# switched off by a setting of any session, and run with the writer's rights. Ours cannot be switched off and
# run with the owner's rights, so that the application needs no right to write history. They use private
# API of both libraries (`compiler`, `registry`): compare the triggers' SQL when one is updated.

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pghistory
import pghistory.models
import pghistory.trigger
import pgtrigger
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, migrations, models
from pgtrigger import compiler, registry, utils


class Label(models.TextChoices):
    START = "start"  # the row existed when its history began
    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


class Event(pghistory.models.Event):
    pgh_tracked_model: type[models.Model]  # type: ignore[assignment]  # None only in the base class
    hidden: Mapping[str, Sequence[str]]
    found_by: tuple[str, ...]

    pgh_id = models.BigAutoField(primary_key=True)
    pgh_label = models.CharField(max_length=6)
    pgh_created_at = models.DateTimeField()  # the start of the transaction
    pgh_actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    pgh_source = models.CharField(max_length=80)  # "", "import", a command or "role …"
    pgh_hidden = ArrayField(models.CharField(max_length=12), null=True)  # the hidden groups that changed

    class Meta:
        abstract = True


class OwnTriggerSql(compiler.UpsertTriggerSql):
    """SQL of a trigger whose function runs with the owner's rights and cannot be switched off."""

    RIGHTS = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

    def get_template(self) -> str:
        return f"""
            CREATE OR REPLACE FUNCTION {{pgid}}() RETURNS TRIGGER AS $$
                BEGIN
                    {{func}}
                END;
            $$ LANGUAGE plpgsql {self.RIGHTS};

            DROP TRIGGER IF EXISTS {{pgid}} ON {{table}};
            CREATE TRIGGER {{pgid}} {{when}} {{operation}} ON {{table}} {{referencing}}
                FOR EACH {{level}} {{condition}} EXECUTE FUNCTION {{execute}};

            COMMENT ON TRIGGER {{pgid}} ON {{table}} IS '{{hash}}';
        """

    # Not in the template, because deployed migrations hold its digest. Without it, the owner of a table with such
    # columns could attach the function and so write history. Only the owner of ours may add triggers to ours.
    ITS_TABLE = """BEGIN
                    IF TG_RELID <> '{table}'::regclass THEN
                        RAISE EXCEPTION '% belongs to another table', TG_NAME USING ERRCODE = 'restrict_violation';
                    END IF;"""

    # Neither are these. PostgreSQL computes a sub-select without a column once for a statement, not for each row.
    ONCE = ("esfportal_actor()", "esfportal_source()")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.data = self.data.replace("BEGIN", self.ITS_TABLE.format(table=utils.quote(self.table)), 1)
        for call in self.ONCE:
            self.data = self.data.replace(call, f"(SELECT {call})")


class GuardSql(OwnTriggerSql):
    """SQL of a trigger whose function runs with the writer's rights, because it checks the writer's role."""

    RIGHTS = "SET search_path = pg_catalog, public, pg_temp"


class _OwnTemplate:
    sql_class = OwnTriggerSql

    def compile(self, model: type[models.Model]) -> compiler.Trigger:
        compiled = super().compile(model)  # type: ignore[misc]  # of the other base class, a Trigger
        return compiler.Trigger(name=compiled.name, sql=self.sql_class(**compiled.sql.kwargs))


class AppendOnly(_OwnTemplate, pgtrigger.Trigger):
    """Refuses UPDATE and DELETE except by a superuser. The hash chain covers every table that has it."""

    sql_class = GuardSql
    name = "append_only"
    level = pgtrigger.Statement
    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete
    func = (
        "IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN"
        " RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
        " END IF; RETURN NULL;"
    )


class ItsTransaction(_OwnTemplate, pgtrigger.Trigger):
    """Writes the start of the transaction, whatever the writer says: the history's entries have the same time."""

    sql_class = GuardSql
    name = "its_transaction"
    when = pgtrigger.Before
    operation = pgtrigger.Insert
    func = "NEW.transaction_at := now(); RETURN NEW;"


class PrimaryKeyUnchanged(_OwnTemplate, pgtrigger.Trigger):
    """Refuses a new primary key, because the row's events are found by it."""

    sql_class = GuardSql
    name = "history_key"
    when = pgtrigger.Before
    operation = pgtrigger.Update
    func = (
        "RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
        " RETURN NULL;"
    )

    def get_condition(self, model: type[models.Model]) -> pgtrigger.Condition:
        return pgtrigger.AnyChange(model._meta.pk.name)


class OwnerMakesSuperusers(_OwnTemplate, pgtrigger.Trigger):
    """Refuses a new superuser, or other marks of one, unless the owner of the tables writes it (ADR 109)."""

    sql_class = GuardSql
    name = "owner_makes_superusers"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update
    # OLD is empty in an INSERT. The demo and invitations may add a user with `is_staff`, which gives no access.
    func = (
        "IF (CASE TG_OP WHEN 'INSERT' THEN NEW.is_superuser ELSE"
        " (NEW.is_superuser, NEW.is_staff) IS DISTINCT FROM (OLD.is_superuser, OLD.is_staff) END)"
        " AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN"
        " RAISE EXCEPTION 'only the owner of the tables makes superusers' USING ERRCODE = 'insufficient_privilege';"
        " END IF; RETURN NEW;"
    )


class EventTrigger(_OwnTemplate, pghistory.trigger.Event):
    event_model: type[Event]

    # One statement more, also for a COPY of a hundred thousand rows.
    def get_func(self, model: type[models.Model]) -> pgtrigger.Func:
        event = self.event_model._meta
        kept = [field.column for field in event.local_fields if not field.name.startswith("pgh_")]
        values = {
            "pgh_label": f"'{self.label}'",
            "pgh_created_at": "now()",
            "pgh_actor_id": "esfportal_actor()",
            "pgh_source": "esfportal_source()",
            **{column: f'{self.values}."{column}"' for column in kept},
        }
        if self.event_model.hidden and self.label == Label.UPDATE:
            values["pgh_hidden"] = self._changed_groups(model)
        columns = ", ".join(f'"{column}"' for column in values)
        rows = f"{{cond_{self.values}}}"
        return pgtrigger.Func(
            f'INSERT INTO "{event.db_table}" ({columns}) SELECT {", ".join(values.values())} FROM {rows}; '  # noqa: S608  (names of our models)  # nosec B608
            "RETURN NULL;"
        )

    @property
    def values(self) -> str:
        return "old_values" if self.row == "OLD" else "new_values"

    def _changed_groups(self, model: type[models.Model]) -> str:
        cases = []
        for group, names in self.event_model.hidden.items():
            columns = [model._meta.get_field(name).column for name in names]
            changed = " OR ".join(f'old_values."{c}" IS DISTINCT FROM new_values."{c}"' for c in columns)
            cases.append(f"CASE WHEN {changed} THEN '{group}' END")
        return f"nullif(array_remove(ARRAY[{', '.join(cases)}], NULL), ARRAY[]::text[])"


class _TrackedEvent(pghistory.RowEvent):
    def setup(self, event_model: type[pghistory.models.Event]) -> None:
        trigger = EventTrigger(  # type: ignore[no-untyped-call]  # pghistory's constructor
            event_model=event_model,
            label=self.label,
            name=self.trigger_name,
            row=self.row,
            operation=self.operation,
            condition=self.condition,
            level=pgtrigger.Statement,
        )
        trigger.register(event_model.pgh_tracked_model)


def track(
    model: type[models.Model],
    *,
    name: str | None = None,
    hidden: Mapping[str, Sequence[str]] | None = None,
    ignored: Sequence[str] = (),
    find_by: str | None = None,
    app_label: str | None = None,
) -> type[Event]:
    """Return a new model of the events of `model`'s rows, and register the triggers.

    `hidden` is {group: fields} whose values are never copied, only that one of the group has changed;
    changes of `ignored` make no event; `find_by` is the indexed field (default: the primary key).
    """
    hidden = hidden or {}
    out = {*ignored, *(field for fields in hidden.values() for field in fields)}
    generated = [field.name for field in model._meta.concrete_model._meta.local_fields if field.generated]
    name = name or f"{model.__name__}History"
    key = find_by or model._meta.pk.name
    PrimaryKeyUnchanged().register(model)
    return pghistory.create_event_model(
        model,
        _TrackedEvent(Label.INSERT, operation=pgtrigger.Insert, row="NEW", trigger_name="history_insert"),
        _TrackedEvent(
            Label.UPDATE,
            operation=pgtrigger.Update,
            row="NEW",
            trigger_name="history_update",
            condition=pgtrigger.AnyChange(exclude=[*ignored]),
        ),
        _TrackedEvent(Label.DELETE, operation=pgtrigger.Delete, row="OLD", trigger_name="history_delete"),
        exclude=[*out, *generated],
        obj_field=None,  # type: ignore[arg-type]  # None: no such field (pghistory's annotation omits it)
        context_field=None,  # type: ignore[arg-type]  # the same
        base_model=Event,
        model_name=name,
        app_label=app_label,
        abstract=False,
        attrs={"hidden": hidden, "ignored": tuple(ignored), "found_by": (find_by,) if find_by else ()},
        meta={
            "default_permissions": (),
            "triggers": [AppendOnly()],
            "indexes": [models.Index(fields=[key, "pgh_id"], name=f"{name.lower()[:26]}_row")],
        },
    )


class AddTrigger(pgtrigger.migrations.AddTrigger):
    def state_forwards(self, app_label: str, state: Any) -> None:
        # pgtrigger's own version renders all related models again, which triggers do not change.
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]


def start_history(app: str, *names: str) -> migrations.RunPython:
    """Return the operation that writes a START event for each existing row of the models."""

    def start(apps: Any, schema_editor: Any) -> None:
        for name in names:
            model, event = apps.get_model(app, name)._meta, apps.get_model(app, f"{name}History")._meta
            kept = [f'"{f.column}"' for f in event.local_fields if not f.name.startswith("pgh_")]
            columns = ", ".join(kept)
            schema_editor.execute(
                f'INSERT INTO "{event.db_table}" (pgh_label, pgh_created_at, pgh_source, {columns}) '  # noqa: S608  (names of our models)  # nosec B608
                f"SELECT '{Label.START}', now(), 'migrate', {columns} FROM \"{model.db_table}\""
            )

    return migrations.RunPython(start, migrations.RunPython.noop)


def set_source(source: str) -> None:
    """Set the `pgh_source` of the transaction's events: "import", or the name of a command."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('esfportal.source', %s, true)", [source])


def broken_triggers() -> Iterator[tuple[str, str | None]]:
    """Yield (table, trigger) for each trigger that is missing, switched off or has another function."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgrelid::regclass::text, t.tgname, p.prosrc FROM pg_trigger t"
            " JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgenabled IN ('O', 'A') AND p.proname = t.tgname"
        )
        found = {(table, name): source for table, name, source in cursor.fetchall()}
    # Between the first two "$$" of the compiled SQL is the function's body.
    for model, trigger in registry.registered():
        if isinstance(trigger, _OwnTemplate):
            table, name = model._meta.db_table, trigger.get_pgid(model)
            if found.get((table, name)) != str(trigger.compile(model).sql).split("$$")[1]:
                yield table, trigger.name
