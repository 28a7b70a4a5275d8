"""Paths, modules and names in the documents and the glossary exist."""

import re
import subprocess

import pytest
from django.conf import settings
from django.utils.text import slugify

from tests.esfportal.test_style import WORDS

ROOT = settings.BASE_DIR
GLOSSARY = ROOT / "GLOSSARY.md"
COUNTED = {"measures.md": {"whoever", "somebody"}}  # the words that it measures
PACKAGES = "accounts|benchmarks|esfportal|participants|projects|reporting|tests"
GENERATED = ("var/", ".venv/")
ROW = re.compile(r"^\| [^|]+ \| [^|]+ \| (?P<names>[^|]+) \| [^|]+ \|$", re.MULTILINE)


def tracked_files():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=True, text=True)
    return listed.stdout.splitlines()


DOCUMENTS = [ROOT / name for name in tracked_files() if name.endswith(".md")]


def quoted(path):
    return re.findall(r"`([^`\n]+)`", path.read_text())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_and_module_exists(path):
    missing = [text for text in quoted(path) if _is_path(text) and not _exists(text)]
    missing += [text for text in quoted(path) if _is_module(text) and not _module_exists(text)]
    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_uses_a_word_decided_against(path):
    prose = re.sub(r"```.*?```|`[^`]*`|^    .*$", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
    used = set(re.findall(r"[a-z]+", prose.lower())) & WORDS
    assert used <= COUNTED.get(path.name, set())


def test_every_decision_is_in_the_table_of_decisions():
    folder = ROOT / "docs" / "adr"
    table = (folder / "README.md").read_text()
    decisions = sorted(path for path in folder.glob("*.md") if path.name[:4].isdigit())
    for path in decisions:
        title = path.read_text().splitlines()[0].removeprefix("# ").split(". ", 1)[1]
        assert f"[{title}]({path.name})" in table, path.name
        assert path.name[5:] == f"{slugify(title)}.md"
    assert table.count("](0") == len(decisions)


def test_every_decision_has_the_same_sections():
    for path in (ROOT / "docs" / "adr").glob("0*.md"):
        headings = re.findall(r"^## (.+)$", path.read_text(), re.MULTILINE)
        assert headings == ["Status", "Context", "Options considered", "Decision", "Consequences"], path.name


def test_every_name_of_the_glossary_is_in_the_code():
    code = "\n".join(
        (ROOT / name).read_text()
        for name in tracked_files()
        if name.endswith(".py") and not name.startswith(("tests/", "benchmarks/"))
    )
    words = set(re.findall(r"\w+", code))
    names = [
        name for row in ROW.finditer(GLOSSARY.read_text()) for name in re.findall(r"`([^`]+)`", row["names"])
    ]
    assert len(names) > 80
    missing = [name for name in names if not _is_path(name) and not set(name.split(".")) <= words]
    assert missing == []


def _is_path(text):
    return bool(re.fullmatch(rf"(?:{PACKAGES}|docs|templates|static|scripts|docker)/[\w./-]*", text))


def _exists(text):
    return text.startswith(GENERATED) or (ROOT / text).exists()


def _is_module(text):
    return bool(re.fullmatch(rf"(?:{PACKAGES})(?:\.\w+)+", text)) and not text.endswith((".py", ".html"))


def _module_exists(text):
    """Return whether a dotted name is a module, or a name that its module holds."""
    parts = text.split(".")
    for length in range(len(parts), 0, -1):
        base = ROOT.joinpath(*parts[:length])
        if base.is_dir() and length == len(parts):
            return True
        module = base.with_suffix(".py") if base.with_suffix(".py").exists() else base / "__init__.py"
        if module.exists():
            return all(re.search(rf"\b{name}\b", module.read_text()) for name in parts[length:])
    return False
