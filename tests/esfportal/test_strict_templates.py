"""The strict templates of conftest.py fail for variables that do not exist."""

from copy import deepcopy

import pytest
from django.conf import settings
from django.template import Context, Origin, Template, engines
from django.test import override_settings

OURS = str(settings.BASE_DIR / "templates" / "made-up.html")


def render(source, origin=OURS):
    engine = engines["django"].engine
    return Template(source, origin=Origin(origin), engine=engine).render(Context({"known": 1}))


@pytest.mark.parametrize("source", ["{{ unknown }}", "{{ known.unknown }}", "{{ unknown|upper }}"])
def test_a_misspelt_variable_fails(source):
    with pytest.raises(pytest.fail.Exception, match="unknown"):
        render(source)


@pytest.mark.parametrize("name", ["DEBUG", "TEMPLATES", "INSTALLED_APPS"])
def test_it_fails_under_changed_settings_and_after_them(name):
    with override_settings(**{name: deepcopy(getattr(settings, name))}):
        assert_that_it_fails()
    assert_that_it_fails()


def assert_that_it_fails():
    with pytest.raises(pytest.fail.Exception, match="unknown"):
        render("{{ unknown }}")


@pytest.mark.parametrize("source", ["{% if unknown %}{{ unknown }}{% endif %}", "{% firstof unknown '' %}"])
def test_conditions_on_a_missing_variable_pass(source):
    assert render(source) == ""


def test_templates_of_packages_are_not_strict():
    assert render("{{ unknown }}", origin="/elsewhere/page.html") == ""
