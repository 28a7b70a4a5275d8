"""Every management command's help and output: plain, in one language, without personal data."""

import argparse
import io
import re
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.core.management.base import BaseCommand

from accounts.audit.hash_chain import ChainBreak
from tests.access.test_commands_and_tasks import commands
from tests.accounts.identity_providers.support import PROVIDER_FILE
from tests.command_output import problems_of
from tests.factories import ParticipationFactory, ProjectFactory
from tests.participants.imports.files import BO, EVA, csv_file, outcome, person

# A masked number keeps its birth date.
SECRET = ("Zarathustra", "Personsson", *(part for n in (BO, EVA) for part in (n[2:], f"{n[2:8]}-{n[8:]}")))
OF_DJANGO = {"createsuperuser", "flush", "migrate"}  # with Django's own help
WITH_THE_OWNER = {"createsuperuser", "make_row_policies", "migrate"}  # outside a transaction
KALMAR = settings.BASE_DIR / "projects" / "files" / "kalmar.toml"
# Not run here, with the reason.
NOT_RUN = {
    "flush": "removes everything that is stored",
    "load_demo": "tests/esfportal/demo/test_loaded_demo.py looks at its output",
}


@dataclass(frozen=True)
class Run:
    command: str
    arguments: tuple = ()
    language: str = "en"
    succeeds: bool = True


def runs():
    yield Run("report", ("samverkan", "--format", "csv", "--output", "FOLDER/report.csv"))
    yield Run("report", ("nowhere", "--format", "csv", "--output", "FOLDER/report.csv"), succeeds=False)
    yield Run("report", ("samverkan", "--format", "doc", "--output", "FOLDER/x"), succeeds=False)
    yield Run("report", ("samverkan", "--format", "csv", "--output", "FOLDER/no/x"), succeeds=False)
    yield Run(
        "report", ("samverkan", "--format", "csv", "--output", "-x", "--from", "yesterday"), succeeds=False
    )
    yield Run(
        "report", ("samverkan", "--format", "csv", "--output", "-x", "--from", "2031-01-01"), succeeds=False
    )
    yield Run("load_project", (str(KALMAR),))
    yield Run("load_project", ("FOLDER/missing.toml",), succeeds=False)
    yield Run("load_project", ("FOLDER/people.csv",), succeeds=False)
    for file in ("missing.toml", "people.csv", "provider.toml"):  # the last: without its secret
        yield Run("load_identity_provider", (f"FOLDER/{file}",), succeeds=False)
    for file in ("missing.csv", "people.csv"):
        yield Run("load_rates", (f"FOLDER/{file}",), succeeds=False)
    yield Run("rotate_keys")
    yield Run("rotate_keys", ("--check",))
    yield Run("rotate_index_key")
    yield Run("verify_audit")
    yield Run("verify_audit", ("--since", "yesterday"), succeeds=False)
    yield Run("verify_audit", ("--anchor", "0" * 64), succeeds=False)
    for language in ("sv", "en"):
        spoken = ("--language", language)
        for command, file in (("import_participants", "people"), ("import_outcomes", "outcomes")):
            yield Run(command, ("samverkan", f"FOLDER/{file}.csv", *spoken), language)
            yield Run(command, ("samverkan", f"FOLDER/{file}.csv", "--dry-run", *spoken), language)
            yield Run(command, ("samverkan", f"FOLDER/{file}-wrong.csv", *spoken), language, succeeds=False)
            yield Run(command, ("samverkan", "FOLDER/missing.csv", *spoken), language, succeeds=False)
            yield Run(command, ("samverkan", "FOLDER", *spoken), language, succeeds=False)
            yield Run(command, ("nowhere", f"FOLDER/{file}.csv", *spoken), language, succeeds=False)
        yield Run("import_participants", ("samverkan", "FOLDER/asked.csv", *spoken), language, succeeds=False)
        yield Run("import_outcomes", ("samverkan", "FOLDER/outcomes.csv", "--people", *spoken), language)


RUNS = list(runs())


@pytest.fixture
def folder(db, tmp_path):
    """Return a folder of files about a project with a participant."""
    project = ProjectFactory(slug="samverkan", name="Samverkan", name_en="Cooperation")
    known = {"given_name": "Zarathustra", "family_name": "Personsson"}
    ParticipationFactory(project=project, person__number=EVA, **known, spell__entry_date="2018-03-01")
    files = {
        "people": ("participants", [person(BO, **known)]),
        "people-wrong": (
            "participants",
            [person(BO, **known, exit_date="2018-02-30"), person(EVA + "1", **known)],
        ),
        "asked": ("participants", [person(EVA, given_name="Nietzsche", family_name="Personsson")]),
        "outcomes": ("outcomes", [outcome(EVA)]),
        "outcomes-wrong": ("outcomes", [outcome(EVA, kind="job"), outcome(BO)]),
    }
    for name, (kind, rows) in files.items():
        (tmp_path / f"{name}.csv").write_bytes(csv_file(rows, kind).getvalue())
    (tmp_path / "provider.toml").write_text(PROVIDER_FILE)
    return tmp_path


def printed(command, *arguments):
    """Run the command; return (whether it succeeded, everything that it prints)."""
    said = io.StringIO()
    try:
        call_command(command, *arguments, stdout=said, stderr=said)
    except CommandError as error:
        return False, f"{said.getvalue()}\n{error}"
    return True, said.getvalue()


def test_every_command_is_run_or_has_a_reason():
    tested = {run.command for run in RUNS} | WITH_THE_OWNER
    assert tested | set(NOT_RUN) == set(commands())
    assert not tested & set(NOT_RUN)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"{run.command} {' '.join(run.arguments)}")
def test_output_is_plain_and_in_one_language(folder, run):
    arguments = (each.replace("FOLDER", str(folder)) for each in run.arguments)
    succeeded, text = printed(run.command, *arguments)
    text = text.replace(str(folder), "FOLDER").replace("FOLDER/", "")
    assert (succeeded, problems_of(text, language=run.language, secret=SECRET)) == (run.succeeds, []), text
    assert text.strip()


@pytest.mark.parametrize("name", commands())
def test_help_is_plain_english(name):
    command = load_command_class(get_commands()[name], name)
    parser = command.create_parser("manage.py", name)
    shared = {action.dest for action in BaseCommand().create_parser("manage.py", "x")._actions}
    own = [action for action in parser._actions if action.dest not in shared]
    assert [action.dest for action in own if not action.help or action.help == argparse.SUPPRESS] == []
    if name in OF_DJANGO:
        return
    assert command.help.endswith("."), "a sentence"
    for text in (command.help, *(action.help for action in own)):
        assert problems_of(text) == []
        assert "; again" not in text, "say it as a sentence"


@pytest.mark.django_db(transaction=True)
def test_commands_of_the_tables_owner_speak_one_language(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "fem helt andra ord")
    account = ("--no-input", "--email", "first@example.org", "--full_name", "Zarathustra Personsson")
    said = [
        printed("createsuperuser", *account),
        printed("createsuperuser", *account),
        printed("createsuperuser", "--no-input", "--email", "", "--full_name", "Zarathustra"),
        printed("make_row_policies"),
        printed("migrate"),
    ]
    assert [succeeded for succeeded, _text in said] == [True, False, False, True, True]
    for _succeeded, text in said:
        assert problems_of(text, secret=SECRET) == []


@pytest.mark.django_db
def test_counts_of_one_and_of_several_are_in_words(cast):
    succeeded, text = printed("verify_audit")
    assert succeeded
    assert problems_of(text) == []
    assert re.search(r"^\w+: 1 entry not in the chain yet$", text, re.MULTILINE)
    assert re.search(r"^\w+: [2-9] entries not in the chain yet$", text, re.MULTILINE)


@pytest.mark.parametrize("kind", ChainBreak.MESSAGES)
@pytest.mark.parametrize("count", [1, 2])
def test_each_break_of_the_chain_is_in_words(kind, count):
    text = str(ChainBreak(kind, "audit_auditentry", 1, 9, count=count))
    assert problems_of(text) == []
    assert ("{" in ChainBreak.MESSAGES[kind]) == (f": {count} " in text)
