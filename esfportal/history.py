"""The history of a table's rows, written by the database itself, whoever writes and by whatever way.

    PersonHistory = track(Person, hidden={"number": ["number_encrypted", …]})

makes the table of events and the triggers: one INSERT…SELECT a statement, so that a COPY of a hundred
thousand rows costs one more statement. An event is the row as it was after the write (before it, when
deleted). Columns named in `hidden` are never in it: it tells that something of the group changed, not what.
Columns named in `ignored` may change without an event.

Built on django-pghistory's event models and pgtrigger's migrations. Their own trigger functions ask a setting
that any session may set whether to be skipped, and write with the rights of whoever writes; ours can't be
skipped and write with the owner's, so that the application needs no right to write history (ADR 83).
"""

import pghistory
import pghistory.models
import pghistory.trigger
import pgtrigger
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, migrations, models
from pgtrigger import compiler, registry


class Label(models.TextChoices):
    START = "start"  # the row was there when its history began
    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


class Event(pghistory.models.Event):
    """What every event tells beside the row's columns."""

    pgh_id = models.BigAutoField(primary_key=True)
    pgh_label = models.CharField(max_length=6)
    pgh_created_at = models.DateTimeField()  # when the transaction began
    pgh_actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    pgh_source = models.CharField(max_length=80)
    pgh_hidden = ArrayField(models.CharField(max_length=12), null=True)

    class Meta:
        abstract = True


class OwnTriggerSql(compiler.UpsertTriggerSql):
    """A trigger whose function no setting can skip, run with the rights of its owner."""

    RIGHTS = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

    def get_template(self):
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


class GuardSql(OwnTriggerSql):
    """The same, run with the rights of whoever writes, because it asks who that is."""

    RIGHTS = "SET search_path = pg_catalog, public, pg_temp"


class _Own:
    """For triggers: compiled with a template of ours."""

    sql_class = OwnTriggerSql

    def compile(self, model):
        compiled = super().compile(model)
        return compiler.Trigger(name=compiled.name, sql=self.sql_class(**compiled.sql.kwargs))


class AppendOnly(_Own, pgtrigger.Trigger):
    """Refuses UPDATE and DELETE to everybody but a superuser. A table that has it is sealed (accounts.Seal)."""

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


class KeyKept(_Own, pgtrigger.Trigger):
    """A row keeps its key for life: its events are found by it."""

    sql_class = GuardSql
    name = "history_key"
    when = pgtrigger.Before
    operation = pgtrigger.Update
    func = (
        "RAISE EXCEPTION 'a row of % keeps its key', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
        " RETURN NULL;"
    )

    def get_condition(self, model):
        return pgtrigger.AnyChange(model._meta.pk.name)


class EventTrigger(_Own, pghistory.trigger.Event):
    """Writes a statement's events in one INSERT."""

    def get_func(self, model):
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
            values["pgh_hidden"] = self._groups(model)
        columns = ", ".join(f'"{column}"' for column in values)
        rows = f"{{cond_{self.values}}}"
        return pgtrigger.Func(
            f'INSERT INTO "{event.db_table}" ({columns}) SELECT {", ".join(values.values())} FROM {rows}; '  # noqa: S608  (names of our models)  # nosec B608
            "RETURN NULL;"
        )

    @property
    def values(self):
        return "old_values" if self.row == "OLD" else "new_values"

    def _groups(self, model):
        """The hidden groups of which something changed."""
        cases = []
        for group, names in self.event_model.hidden.items():
            columns = [model._meta.get_field(name).column for name in names]
            changed = " OR ".join(f'old_values."{c}" IS DISTINCT FROM new_values."{c}"' for c in columns)
            cases.append(f"CASE WHEN {changed} THEN '{group}' END")
        return f"nullif(array_remove(ARRAY[{', '.join(cases)}], NULL), ARRAY[]::text[])"


class _Tracker(pghistory.RowEvent):
    def setup(self, event_model):
        trigger = EventTrigger(
            event_model=event_model,
            label=self.label,
            name=self.trigger_name,
            row=self.row,
            operation=self.operation,
            condition=self.condition,
            level=pgtrigger.Statement,
        )
        trigger.register(event_model.pgh_tracked_model)


def track(model, *, name=None, hidden=None, ignored=(), find_by=None, app_label=None):
    """The model of events of `model`'s rows, in the models module of its app.

    `hidden` is {group: fields}; `find_by` is the field by which events are looked up (the key, if none is
    named).
    """
    hidden = hidden or {}
    out = {*ignored, *(field for fields in hidden.values() for field in fields)}
    generated = [field.name for field in model._meta.concrete_model._meta.local_fields if field.generated]
    name = name or f"{model.__name__}History"
    key = find_by or model._meta.pk.name
    KeyKept().register(model)
    return pghistory.create_event_model(
        model,
        _Tracker(Label.INSERT, operation=pgtrigger.Insert, row="NEW", trigger_name="history_insert"),
        _Tracker(
            Label.UPDATE,
            operation=pgtrigger.Update,
            row="NEW",
            trigger_name="history_update",
            condition=pgtrigger.AnyChange(exclude=[*ignored]),
        ),
        _Tracker(Label.DELETE, operation=pgtrigger.Delete, row="OLD", trigger_name="history_delete"),
        exclude=[*out, *generated],
        obj_field=None,
        context_field=None,
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
    """pgtrigger's operation without rendering every related model anew: what a trigger does shows in none."""

    def state_forwards(self, app_label, state):
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]


def begin(app, *names):
    """A migration's operation: an event for each row that is there when the history of these models begins."""

    def start(apps, schema_editor):
        for name in names:
            model, event = apps.get_model(app, name)._meta, apps.get_model(app, f"{name}History")._meta
            kept = [f'"{f.column}"' for f in event.local_fields if not f.name.startswith("pgh_")]
            columns = ", ".join(kept)
            schema_editor.execute(
                f'INSERT INTO "{event.db_table}" (pgh_label, pgh_created_at, pgh_source, {columns}) '  # noqa: S608  (names of our models)  # nosec B608
                f"SELECT '{Label.START}', now(), 'migrate', {columns} FROM \"{model.db_table}\""
            )

    return migrations.RunPython(start, migrations.RunPython.noop)


def write_as(source):
    """What the rest of the transaction is written through, for the history: "import", or the name of a command."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('esfportal.source', %s, true)", [source])


def broken_triggers():
    """The tables and triggers of ours that the database lacks, has switched off, or runs another function for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgrelid::regclass::text, t.tgname, p.prosrc FROM pg_trigger t"
            " JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgenabled IN ('O', 'A') AND p.proname = t.tgname"
        )
        found = {(table, name): source for table, name, source in cursor.fetchall()}
    for model, trigger in registry.registered():
        if isinstance(trigger, _Own):
            table, name = model._meta.db_table, trigger.get_pgid(model)
            if found.get((table, name)) != str(trigger.compile(model).sql).split("$$")[1]:
                yield table, trigger.name
