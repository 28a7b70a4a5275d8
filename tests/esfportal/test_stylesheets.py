"""Classes of the templates: a style sheet or a script knows each."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ATTRIBUTE = re.compile(r'class="((?:[^"{]|\{%.*?%\}|\{\{.*?\}\})*)"', re.DOTALL)
# What a template adds: notice-{% if … %}good{% endif %}, then other tags, then state-{{ kind }}.
ADDED = [
    re.compile(pattern, re.DOTALL)
    for pattern in (r"\S*-\{%\s*if.*?endif\s*%\}", r"\{%.*?%\}", r"\S*\{\{.*?\}\}\S*")
]
# Of the administration's own style sheets, a look that all notices have, marks for tests and for HTMX.
DJANGO = {
    "hiddenfields",
    "results",
    "sortoptions",
    "sortpriority",
    "sortremove",
    "toggle",
}  # of the administration's lists
MARKS = {"help", "notice-info", "text-fields", "waits"} | DJANGO


def text_of(folder, kind):
    return "\n".join(path.read_text() for path in (ROOT / folder).rglob(kind))


def known_classes():
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", text_of("static", "*.css")))


def whole_classes(value):
    for pattern in ADDED:
        value = pattern.sub(" ", value)
    return value.split()


def test_each_class_of_a_template_is_styled():
    known = known_classes() | MARKS
    scripts = text_of("static/js", "*.js")
    unknown = {
        (path.name, name)
        for path in (ROOT / "templates").rglob("*.html")
        for value in ATTRIBUTE.findall(path.read_text())
        for name in whole_classes(value)
        if name not in known and f'"{name}"' not in scripts
    }
    assert unknown == set()


def test_whole_classes_leaves_out_what_a_tag_completes():
    value = "chip{% if late %} late{% endif %} state-{{ kind }} x-{% if a %}good{% else %}bad{% endif %} end"
    assert whole_classes(value) == ["chip", "late", "end"]
