"""The trap in conftest.py catches what it is there for."""

import pytest
from django.conf import settings
from django.template import Context, Origin, Template, engines

OURS = str(settings.BASE_DIR / "templates" / "made-up.html")


def render(source, origin=OURS):
    engine = engines["django"].engine
    return Template(source, origin=Origin(origin), engine=engine).render(Context({"known": 1}))


@pytest.mark.parametrize("source", ["{{ unknown }}", "{{ known.unknown }}", "{{ unknown|upper }}"])
def test_a_misspelt_variable_fails(source):
    with pytest.raises(pytest.fail.Exception, match="unknown"):
        render(source)


@pytest.mark.parametrize("source", ["{% if unknown %}{{ unknown }}{% endif %}", "{% firstof unknown '' %}"])
def test_asking_whether_there_is_one_does_not(source):
    assert render(source) == ""


def test_other_peoples_templates_are_left_alone():
    assert render("{{ unknown }}", origin="/elsewhere/page.html") == ""
