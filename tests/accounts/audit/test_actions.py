"""Audit actions: the enum names the actions of the code, no more and no fewer."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.employers.item_types import ITEM_TYPES as OF_EMPLOYERS
from participants.imports.actions import REFUSED
from participants.imports.models import ImportDraft
from projects.item_types import ITEM_TYPES
from tests.factories import SpellFactory

APPS = ("accounts", "projects", "participants", "reporting")
# Actions that code composes: by the model of an item of a project or employer, and by the kind of an import file.
COMPOSED = {
    *(
        AuditAction(f"{item_type.model._meta.model_name}_{done}")
        for item_type in (*ITEM_TYPES.values(), *OF_EMPLOYERS.values())
        for done in ("added", "changed", "removed")
    ),
    *(AuditAction(f"{kind}_imported") for kind in ImportDraft.Kind),
    *REFUSED.values(),
}


def source_nodes():
    for app in APPS:
        for path in Path(settings.BASE_DIR / app).rglob("*.py"):
            if "migrations" not in path.parts and path.parts[-3:] != ("accounts", "audit", "actions.py"):
                yield from ((path, node) for node in ast.walk(ast.parse(path.read_text())))


def test_every_action_is_used():
    used = {
        AuditAction[node.attr]
        for _path, node in source_nodes()
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "AuditAction"
        if node.attr in AuditAction.__members__
    }
    assert len(used) > 40
    # Imports audit with the stored value.
    literal = {
        AuditAction(node.args[0].value)
        for _path, node in source_nodes()
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "audit" and node.args
        if isinstance(node.args[0], ast.Constant)
    }
    assert set(AuditAction) - used - literal == COMPOSED - used


def test_every_action_is_about_a_model_that_exists():
    labels = {model._meta.label_lower for model in apps.get_models()} | {"command"}
    assert [action for action in AuditAction if not labels.issuperset(action.object_types)] == []


def test_actions_about_a_persons_record_are_about_the_participation():
    # The register extract contains the audit entries about the participation (article 15).
    about_people = [
        action
        for action in AuditAction
        if action.object_types[0].startswith("register.") and action.object_types != ("register.savedfilter",)
    ]
    assert about_people
    by_types = {action.object_types for action in about_people}
    # Warnings about an imported file are confirmed for the project.
    assert by_types == {("register.participation",), ("register.participation", "projects.project")}


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["walked_past", AuditAction.SPELL_CORRECTED])
def test_an_unknown_action_or_the_wrong_kind_of_object_is_refused(cast, action):
    spell = SpellFactory(participation__project=cast.project)
    with pytest.raises(ValueError):
        audit(action, spell, by=cast.leader, project=cast.project)
