"""Style of all files in git: sizes, conventions for views, templates and prose."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tests.conftest import LONGEST

ROOT = settings.BASE_DIR
APPS = ("accounts", "esfportal", "participants", "projects", "reporting")
FILE_LINES, FUNCTION_LINES, VIEW_LINES = 400, 50, 30
TEMPLATE_COLUMNS = 180


@cache
def tracked():
    """Return the paths of all files in git and of new ones that are not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [Path(name) for name in listed.splitlines() if (ROOT / name).is_file()]


@cache
def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def modules(*, tests=False):
    """Return all Python files except migrations; `tests` includes tests and benchmarks."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and (tests or path.parts[0] in (*APPS, "manage.py"))
    ]


@cache
def view_modules():
    return [path for path in modules() if path.name == "views.py" or "views" in path.parts]


@cache
def templates():
    return [path for path in tracked() if path.parts[0] == "templates" or "templates" in path.parts[1:2]]


def functions(path):
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, node.end_lineno - node.lineno + 1


def found(paths, pattern):
    """Return "file:line text" for each line that matches the pattern."""
    return [
        f"{path}:{number} {line.strip()}"
        for path in paths
        for number, line in enumerate(read(path).splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_there_is_something_to_measure():
    assert len(modules()) > 50
    assert len(view_modules()) >= 4
    assert len(templates()) > 20


def test_no_file_is_too_long():
    assert [str(path) for path in modules(tests=True) if read(path).count("\n") > FILE_LINES] == []


def test_no_template_line_is_too_long():
    # A template tag and a comment cannot be broken; everything else can, beside a block tag or an attribute.
    long = [
        f"{path}:{number} has {len(line)} columns"
        for path in templates()
        if path.suffix in (".html", ".svg")  # the lines of an e-mail are its paragraphs
        for number, line in enumerate(read(path).splitlines(), 1)
        if len(line) > TEMPLATE_COLUMNS and not re.fullmatch(r"\s*\{%.*%\}", line)
    ]
    assert long == []


def test_no_function_is_too_long():
    long = [
        f"{path}:{node.lineno} {node.name} has {size} lines"
        for path in modules()
        for node, size in functions(path)
        if size > (VIEW_LINES if path in view_modules() else FUNCTION_LINES)
    ]
    assert long == []


def test_views_start_from_what_the_user_may_see():
    assert found(view_modules(), r"\b[A-Z]\w+\.(objects|_default_manager)\b") == []


def test_views_leave_parsing_to_forms():
    assert found(view_modules(), r"request\.(GET|POST)(\[|\.get\()") == []


def limits_methods(path):
    tree = ast.parse(read(path))
    made_here = [
        node for node in tree.body if isinstance(node, ast.Assign) and "require_" in ast.unparse(node)
    ]
    return {"require_", *(target.id for node in made_here for target in node.targets)}


def test_views_name_their_methods():
    unnamed = [
        f"{path}:{node.lineno} {node.name}"
        for path in view_modules()
        for node, _ in functions(path)
        if node.args.args and node.args.args[0].arg == "request" and not node.name.startswith("_")
        if not any(name in ast.unparse(each) for each in node.decorator_list for name in limits_methods(path))
    ]
    assert unnamed == []


def test_no_reminders_are_left_in_code():
    later = "|".join(("TO" + "DO", "FIX" + "ME", "raise NotImp" + "lemented"))
    assert found(modules(tests=True), later) == []


def forgets(handler):
    """Return whether an except clause catches every error and ignores it."""
    takes_all = handler.type is None or ast.unparse(handler.type) in ("Exception", "BaseException")
    return takes_all and all(
        ast.unparse(line) in ("pass", "continue", "return", "return None") for line in handler.body
    )


def test_no_error_is_swallowed():
    swallowed = [
        f"{path}:{node.lineno}"
        for path in modules(tests=True)
        for node in ast.walk(ast.parse(read(path)))
        if isinstance(node, ast.ExceptHandler) and forgets(node)
    ]
    assert swallowed == []


def test_no_save_or_delete_signals():
    assert found(modules(), r"(?<!def )(?<!field\.)\b(pre|post)_(save|delete)\b") == []  # but a field's own


def test_templates_are_fit_for_the_content_policy():
    inline = r"""\sstyle=|\son(click|change|submit|load|input|keydown)=|<script>|<style|javascript:"""
    assert found(templates(), inline) == []
    assert found(templates(), r"<script(?![^>]*\bsrc=)") == []


def test_templates_escape():
    pages = [path for path in templates() if path.suffix != ".txt"]
    assert found(pages, r"\|\s*safe\b|autoescape off") == []
    assert found(modules(), r"\bmark_safe\(|SafeString\(") == []


def overridden():
    """Return the names of packages' templates, which a file of ours may override."""
    folders = [Path(app.path) / "templates" for app in apps.get_app_configs() if "site-packages" in app.path]
    return {
        str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*") if path.is_file()
    }


LOOKED_FOR = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
CRISPY = "bootstrap5/"  # crispy-forms builds these names from its template pack


def test_every_template_is_used():
    sources = "\n".join(read(path) for path in [*modules(), *templates()])
    built = (CRISPY, *re.findall(r"([\w/]+/)\{\w+\}\.html", sources))  # f"folder/{part}.html"
    names = [str(path).partition("templates/")[2] for path in templates()]
    asked_for = overridden() | LOOKED_FOR | {name for name in names if name in sources}
    assert [name for name in names if name not in asked_for and not name.startswith(built)] == []


def test_migrations_have_names():
    unnamed = [str(path) for path in tracked() if re.search(r"migrations/\d{4}_auto_", str(path))]
    assert unnamed == []


def test_imports_go_one_way():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_test_uses_serialized_rollback():
    # It empties every table without sending `post_migrate`, which fills the counties and municipalities in.
    assert found(modules(tests=True), "serialized" + "_rollback=True") == []


def test_no_file_names_this_machine():
    text = [
        path
        for path in tracked()
        if path.suffix in (".py", ".md", ".sh", ".toml", ".yml", ".html", ".css", ".js")
    ]
    text += [Path("Makefile"), Path("Dockerfile")]
    places = "|".join(("/ho" + "me/[a-z]", "/ro" + "ot/", "/Us" + "ers/", "/wo" + "rk/"))
    assert found([path for path in text if "vendor" not in path.parts], rf"(?<![\w.~:-])({places})") == []


# Words that were decided against, for the field's own (GLOSSARY.md says which).
WORDS = {
    *(
        "wall",
        "walls",
        "walled",
        "rewall",
        "eyes",
        "doorbell",
        "workshop",
        "deed",
        "deeds",
        "world",
        "worlds",
    ),
    *("told", "seal", "seals", "sealing", "unseal", "desk", "verdict", "strand", "trail", "trails", "canary"),
    *("whoever", "somebody", "someone", "anybody", "everybody", "whichever", "elsewhere"),
}
RIDDLE = re.compile(r"\W*(What|Whether|Who|Whose|Whom|How|Where|Which)\b")
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def documented(paths):
    """Yield (where, node) for every module, class and function."""
    for path in paths:
        for node in ast.walk(ast.parse(read(path))):
            if isinstance(node, DOCUMENTED):
                yield f"{path}:{getattr(node, 'lineno', 1)}", node


def words_of(name):
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def names_defined(node):
    """Return the names that a module, class or function defines itself."""
    names = [] if isinstance(node, ast.Module) else [node.name]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        names += [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]
    for statement in node.body:
        if isinstance(statement, ast.Assign):
            names += [
                each.id
                for target in statement.targets
                for each in ast.walk(target)
                if isinstance(each, ast.Name)
            ]
    return names


def test_no_name_uses_a_word_decided_against():
    found = [
        f"{where} {name}"
        for where, node in documented(modules())
        for name in names_defined(node)
        if words_of(name) & WORDS
    ]
    assert found == []


def test_no_docstring_uses_a_word_decided_against():
    found = [
        f"{where} {sorted(used)}"
        for where, node in documented(modules())
        if (used := set(re.findall(r"[a-z]+", (ast.get_docstring(node) or "").lower())) & WORDS)
    ]
    assert found == []


def test_no_docstring_opens_with_a_riddle():
    found = [
        f"{where} {docstring.splitlines()[0]}"
        for where, node in documented(modules(tests=True))
        if (docstring := ast.get_docstring(node)) and RIDDLE.match(docstring)
    ]
    assert found == []


def test_prose_stays_within_its_measures():
    """The measures of docs/dev/measures.md, over all apps."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from measure_prose import measure
    finally:
        sys.path.pop(0)
    found = measure(*(ROOT / app for app in APPS))
    assert 100 * found.words / found.code <= 60
    assert 1000 * found.vague / found.prose <= 1
    assert 100 * found.comments / found.lines >= 2
    assert max(found.folders.values()) <= 15


def test_the_longest_test_files_exist():
    # A renamed file would silently lose its place at the beginning of a parallel run.
    assert [name for name in LONGEST if not (ROOT / name).is_file()] == []
