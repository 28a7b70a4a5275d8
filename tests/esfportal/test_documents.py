"""Commands, links, files and tests that the documents name exist."""

import re
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands, load_command_class

ROOT = settings.BASE_DIR
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PLACES = ("", "templates", "static", "accounts", "projects", "participants", "reporting", "esfportal")
README = (ROOT / "README.md").read_text()


def words(pattern):
    """Return (document, match) of a pattern."""
    return [
        (path.relative_to(ROOT), match)
        for path in DOCUMENTS
        for match in re.findall(pattern, path.read_text())
    ]


def make(target):
    return subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, check=False)


def test_every_make_target_is_in_the_makefile():
    targets = {target for _, target in words(r"(?:`|^    |=\d+ )make ([a-z-]+)")}
    assert targets >= {"demo", "test", "setup", "clean-data"}
    assert [target for target in targets if make(target).returncode] == []


def test_every_command_of_the_readme_exists_with_its_options():
    rows = re.findall(r"^\| `(\w+)((?: [^`]*)?)` \|", README, re.MULTILINE)
    assert {name for name, _ in rows} >= {"load_project", "import_participants", "import_outcomes", "report"}
    for name, usage in rows:
        command = load_command_class(get_commands()[name], name)
        options = command.create_parser("manage.py", name).format_help()
        for option in re.findall(r"--[a-z-]+", usage):
            assert option in options, f"{name} {option}"


def test_every_command_named_in_documents_exists():
    for path, name in words(r"manage\.py ([a-z_]+)"):
        assert name in get_commands(), f"{path}: {name}"


def test_every_link_leads_somewhere():
    for path, target in words(r"\]\(([^)#:]+)(?:#[^)]*)?\)"):
        assert (ROOT / path).parent.joinpath(target).exists(), f"{path}: {target}"


def test_every_file_named_in_documents_exists():
    for path, name in words(r"`((?:\w+/)+[\w./-]*|[\w-]+\.(?:toml|yml|md|lock))`"):
        if not name.startswith(("var/", ".venv/")):
            assert any((ROOT / place / name).exists() for place in PLACES), f"{path}: {name}"


def test_every_decision_has_a_number_of_its_own():
    names = [path.name for path in (ROOT / "docs" / "adr").glob("*.md")]
    names = [name for name in names if name not in ("README.md", "template.md")]
    assert names
    assert [name for name in names if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name)] == []
    assert len({name[:4] for name in names}) == len(names)


def test_the_build_server_does_what_a_developer_does():
    run = Path(ROOT / ".ci" / "run")
    assert run.stat().st_mode & 0o111
    assert run.read_text().splitlines()[-1] == "exec make test"


def test_every_test_named_in_documents_exists():
    leaned_on = words(r"((?:`test_\w+`(?:, )?)+) \[(tests/[\w/]+\.py)\]")
    assert len(leaned_on) > 15
    for path, (names, file) in leaned_on:
        text = (ROOT / file).read_text()
        for name in re.findall(r"`(\w+)`", names):
            assert f"def {name}(" in text, f"{path}: {file} has no {name}"
    named = {name for _path, name in words(r"`(test_\w+)`")}
    assert named == {name for _path, (names, _file) in leaned_on for name in re.findall(r"`(\w+)`", names)}
