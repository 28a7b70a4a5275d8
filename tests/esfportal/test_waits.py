"""Tests wait for what they expect, rather than for a time that is enough on an idle machine."""

import ast
from itertools import pairwise

import pytest
from django.conf import settings

BROWSER_TESTS = sorted((settings.BASE_DIR / "tests" / "browser").glob("*.py"))
# Each returns what is on the page at this moment, which may be the page before. `expect(...)` waits.
OF_THIS_MOMENT = {
    *("title", "is_visible", "is_hidden", "is_enabled", "is_disabled", "is_checked", "is_editable"),
    *("inner_text", "text_content", "all_inner_texts", "all_text_contents", "input_value", "get_attribute"),
}
ASSERTING = ("assert_", "check_")  # how the names of fixtures begin that look at the page at once


def problems_in(text, path="test.py"):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Assert) and (
            names := set(map(_of_this_moment, ast.walk(node.test))) - {None}
        ):
            yield f"{path}:{node.lineno} asserts {', '.join(names)} without waiting: use expect(...)"
        for first, second in pairwise(_statements(node)):
            if _clicks(first) and _asserts(second):
                yield f"{path}:{second.lineno} does not wait after the click: use follow(...) or expect(...)"


def _statements(node):
    body = getattr(node, "body", ())
    return body if isinstance(body, list) else ()


def _of_this_moment(node):
    if ast.unparse(node) == "page.url":
        return "page.url"
    name = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
    if name in OF_THIS_MOMENT or (name == "count" and "locator" in ast.unparse(node)):
        return name
    return None


def _clicks(statement):
    return _called(statement).rpartition(".")[2] in ("click", "dblclick", "press")


def _asserts(statement):
    return isinstance(statement, ast.Assert) or _called(statement).startswith(ASSERTING)


def _called(statement):
    is_call = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
    return ast.unparse(statement.value.func) if is_call else ""


@pytest.mark.parametrize("path", BROWSER_TESTS, ids=lambda path: path.name)
def test_browser_tests_wait(path):
    assert list(problems_in(path.read_text(encoding="utf-8"), path.name)) == []


@pytest.mark.parametrize(
    "text",
    [
        "page.goto('/')\nassert page.title() == 'x'",
        "assert not page.locator('h1').is_visible()",
        "assert page.locator('h1').count() == 1",
        "assert page.url.endswith('/')",
        "for each in pages:\n    page.get_by_role('link').first.click()\n    assert_good_page(page)",
        "page.press('#id', 'Enter')\nassert Person.objects.count() == 1",
    ],
)
def test_what_does_not_wait_is_found(text):
    assert len(list(problems_in(text))) == 1


def test_what_waits_is_left_alone():
    text = "page.get_by_role('link').click()\nexpect(page).to_have_title('x')\nassert Person.objects.count() == 1"
    assert list(problems_in(text)) == []


def test_property_tests_are_never_called_slow():
    # Hypothesis fails a test whose examples are made slowly, as they are on a busy machine. The profile of
    # tests/conftest.py says so, but a test's own list replaces that of the profile.
    found = []
    for path in sorted((settings.BASE_DIR / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "suppress_health_check":
                text = ast.unparse(node.value)
                if "too_slow" not in text and text not in ("SUPPRESSED", "list(HealthCheck)"):
                    found.append(f"{path.name}:{node.value.lineno} {text}")
    assert found == []
