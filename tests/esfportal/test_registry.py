"""Registries that apps fill in AppConfig.ready()."""

import sys

from django.apps import apps

from esfportal.registry import Registry


def test_a_registry_has_each_item_once_when_apps_are_made_ready_again():
    registries = [
        value
        for name, module in sorted(sys.modules.items())
        if name.startswith(("accounts.", "participants.", "projects.", "reporting."))
        for value in vars(module).values()
        if isinstance(value, Registry)
    ]
    before = [list(each) for each in registries]
    assert any(before)

    for config in apps.get_app_configs():
        if not config.name.startswith("django."):
            config.ready()

    assert registries == before
