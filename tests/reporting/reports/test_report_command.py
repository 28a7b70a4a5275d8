import io
import os
import re
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from time_machine import travel

from reporting.indicators import figures
from reporting.reports import files
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(slug="kalmar", name="Samverkansprojekt Kalmar län", name_en="Kalmar cooperation")


def report(tmp_path, *arguments, slug="kalmar", name="report.csv", kind="csv"):
    output = tmp_path / name
    said = io.StringIO()
    call_command("report", slug, "--format", kind, "--output", str(output), *arguments, stdout=said)
    return output.read_bytes(), said.getvalue()


@pytest.mark.parametrize("kind", ["csv", "pdf", "xlsx"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_file_is_what_the_report_renders(tmp_path, project, kind, language):
    days = {"starts_on": date(2018, 1, 1), "ends_on": date(2018, 12, 31)}
    arguments = "--from", "2018-01-01", "--to", "2018-12-31", "--language", language
    with travel("2019-05-05 12:00 +0000", tick=False):  # the file says when it was made
        content, said = report(tmp_path, *arguments, kind=kind)
        document = figures.compute(project, **days).document
    assert content == files.render(document, kind, language)
    assert document.digest in said


def test_default_is_from_the_projects_start_to_today_in_swedish(tmp_path, project):
    with travel("2019-05-05 12:00 +0000"):
        content, _said = report(tmp_path)
    text = content.decode("utf-8-sig")
    assert '"report";"from";"2017-09-01"' in text
    assert '"report";"to";"2019-05-05"' in text
    assert "Samverkansprojekt Kalmar län" in text


def test_default_after_the_end_is_the_projects_last_day_and_says_so(tmp_path, project):
    project.ends_on = date(2020, 11, 30)
    project.save()
    said = io.StringIO()
    output = str(tmp_path / "report.csv")
    with travel("2020-11-30 12:00 +0000"):
        call_command("report", "kalmar", "--format", "csv", "--output", output, stderr=said)
    assert said.getvalue() == "", "the last day itself is not past the end"
    with travel("2026-05-05 12:00 +0000"):
        call_command("report", "kalmar", "--format", "csv", "--output", output, stderr=said)
    assert '"report";"to";"2020-11-30"' in (tmp_path / "report.csv").read_text(encoding="utf-8-sig")
    assert said.getvalue() == "The project ended on 2020-11-30: counted up to that day.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from", "2018-13-01"], "--from '2018-13-01' is not a day"),
        (["--from", "1 januari"], "is not a day"),
        (["--to", "20181231"], "--to '20181231' is not a day"),
        (["--from", "2019-01-02", "--to", "2019-01-01"], "ends"),
        (["--language", "de"], "There is no language 'de'"),
    ],
)
def test_wrong_arguments_are_one_line_and_write_nothing(tmp_path, project, arguments, message):
    with pytest.raises(CommandError) as error:
        report(tmp_path, *arguments)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_unknown_project(tmp_path, project):
    with pytest.raises(CommandError, match=r"^There is no project 'nowhere'\.$"):
        report(tmp_path, slug="nowhere")


def test_unknown_kind_of_file(tmp_path, project):
    with pytest.raises(CommandError, match="There is no format 'docx'; there is pdf, csv, xlsx"):
        report(tmp_path, kind="docx")


@pytest.mark.parametrize("name", ["no/such/folder/report.csv", "folder"])
def test_file_that_cannot_be_written_is_left_as_it_was(tmp_path, project, name):
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CommandError, match="can't be written") as error:
        report(tmp_path, name=name)
    assert "\n" not in str(error.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_old_file_is_replaced_and_no_temporary_file_remains(tmp_path, project):
    (tmp_path / "report.csv").write_text("old " * 10_000)
    content, _said = report(tmp_path, "--to", "2018-12-31")
    assert b"old" not in content
    assert [path.name for path in tmp_path.iterdir()] == ["report.csv"]


def test_others_may_read_the_file_as_the_umask_says(tmp_path, project):
    report(tmp_path, "--to", "2018-12-31")
    (tmp_path / "plain").touch()
    assert (tmp_path / "report.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_standard_output(project):
    out = io.TextIOWrapper(io.BytesIO())
    call_command("report", "kalmar", "--format", "csv", "--output", "-", "--to", "2018-12-31", stdout=out)
    assert out.buffer.getvalue().startswith(b"\xef\xbb\xbf")


@pytest.mark.django_db(transaction=True)  # the command commits its audit entry
def test_from_the_shell_a_mistake_is_one_line_and_exit_status_1(tmp_path):
    command = [sys.executable, "manage.py", "report", "kalmar", "--format", "docx", "--output", "x"]
    # The test's database, which is migrated already.
    database = re.sub(r"/[^/]*$", f"/{connection.settings_dict['NAME']}", settings.DATABASE_URL)
    done = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "CommandError: There is no format 'docx'; there is pdf, csv, xlsx.\n"
