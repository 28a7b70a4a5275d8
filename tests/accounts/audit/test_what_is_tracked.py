"""Every table of ours has a history or a reason to have none, and nothing comes into one unseen."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from accounts.audit import row_history
from participants.register.models import (
    OpeningHistory,
    OutcomeEventHistory,
    ParticipationHistory,
    PersonHistory,
    SpellHistory,
)

OURS = [app.rpartition(".")[2] for app in settings.OUR_APPS if not app.startswith("esfportal")]
WITHOUT = {
    "audit.AuditEntry": "is a trail itself",
    "accounts.ReadEntry": "is a trail itself",
    "audit.Seal": "seals the trails, and is a chain itself",
    "privacy.LogNote": "is a trail itself",
    "accounts.SignInGuesses": "counts that come and go within the hour, about nobody named",
    "imports.ImportJob": "the state of work, without personal data",
    "imports.ImportDraft": "an uploaded file that waits, encrypted, for a day at most",
    "projects.County": "written by migrations only",
    "projects.Municipality": "written by migrations only",
    "reports.ReportRelease": "made of a report, fixed with it by a trigger",
    "reports.ReportJob": "the state of work, which tells of nobody",
    "accounts.User_groups": "groups give no right in the portal",
    "accounts.User_user_permissions": "Django's permissions give no right in the portal",
}
# What of a person stands in clear. A column that comes to a table of people comes here too, or is hidden.
IN_CLEAR = {
    PersonHistory: "id number_kind birth_date sex protection",
    ParticipationHistory: "id project person given_name family_name labour_market_status unemployed_since"
    " in_education self_employed education_level jobless_household dependent_children single_adult rural"
    " created_by",
    SpellHistory: "id participation entry_date exit_date exit_reason municipality intervention case_worker",
    OpeningHistory: "id participation user reason opened_at closed_at",
    OutcomeEventHistory: "id participation happened_on kind improvement supersedes is_withdrawal recorded_by",
}


# What else is left out of the events, of whatever table: nothing of it says who may do what, or moves money.
LEFT_OUT = {
    "accounts.User": {"password", "last_login"},
    "team.Invitation": {"token_hash"},
    "reports.Report": {"figures", "counted", "counted_in"},
}


def event_models():
    return [model for model in apps.get_models() if issubclass(model, row_history.Event)]


def test_every_table_has_a_history_or_a_reason():
    tracked = {model.pgh_tracked_model._meta.concrete_model for model in event_models()}
    without = {
        model._meta.label
        for app in OURS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not model._meta.proxy and not issubclass(model, row_history.Event) and model not in tracked
    }
    assert without == set(WITHOUT)


@pytest.mark.parametrize("event_model", IN_CLEAR, ids=lambda model: model.__name__)
def test_what_of_a_person_stands_in_clear(event_model):
    fields = [f.name for f in event_model._meta.local_fields if not f.name.startswith("pgh_")]
    assert sorted(fields) == sorted(IN_CLEAR[event_model].split())


@pytest.mark.parametrize("event_model", event_models(), ids=lambda model: model.__name__)
def test_every_column_is_kept_or_hidden(event_model):
    tracked = event_model.pgh_tracked_model._meta.concrete_model._meta
    kept = {field.name for field in event_model._meta.local_fields}
    hidden = {name for names in event_model.hidden.values() for name in names}
    stored = {field.name for field in tracked.local_fields if not field.generated}
    assert stored == (kept | hidden | set(event_model.ignored)) & {f.name for f in tracked.local_fields}
    assert not kept & hidden


def test_nothing_is_left_out_that_was_not_decided_upon():
    """A column named as hidden or ignored would be gone from the history, and every other test be content."""
    left_out = {}
    for model in event_models():
        names = {name for group in model.hidden.values() for name in group} | set(model.ignored)
        if names and model not in IN_CLEAR:
            left_out[model.pgh_tracked_model._meta.concrete_model._meta.label] = names
    assert left_out == LEFT_OUT


@pytest.mark.django_db
def test_every_history_and_every_log_is_a_trail_that_is_guarded_and_sealed():
    """A table that has lost its guard is no trail, is not sealed, and is missed by no check of the chain."""
    logs = [label for label, reason in WITHOUT.items() if reason == "is a trail itself"]
    ours = {model._meta.db_table for model in [*event_models(), *map(apps.get_model, logs)]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_trails()")
        assert {trail for (trail,) in cursor.fetchall()} == ours


@pytest.mark.django_db
def test_the_triggers_of_the_database_are_those_of_the_models():
    """A trigger that is switched off, gone or older than its model is told here."""
    from pgtrigger import registry

    told = [
        (trigger.get_uri(model), *trigger.get_installation_status(model))
        for model, trigger in registry.registered()
    ]
    assert len(told) > 100
    assert [each for each in told if each[1:] != ("INSTALLED", True)] == []


@pytest.mark.django_db
def test_the_trails_functions_run_as_their_owner_and_look_where_they_should():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosecdef, proconfig FROM pg_proc WHERE proname ~ '^pgtrigger_history_'"
        )
        functions = cursor.fetchall()
    assert len(functions) > 80
    for name, runs_as_owner, given in functions:
        assert runs_as_owner == (not name.startswith("pgtrigger_history_key")), name
        assert given == ["search_path=pg_catalog, public, pg_temp"], name
