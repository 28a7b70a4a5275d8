"""Every register in the folder of cases, through the commands and the pages: the figures are the decided ones."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from participants.register.models import Participation
from projects.models import Project
from reporting.reports.models import Report
from tests.factories import MembershipFactory, UserFactory
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
CASES = Path(settings.BASE_DIR).parent / "shared" / "cases"
FOLDERS = sorted(path.parent.name for path in CASES.glob("*/project.toml"))
LATER = ("2017-09-01", "2020-11-30")
EARLIER = ("2009-01-07", "2011-01-06")


@dataclass
class Right:
    """Right values: of a period, or what a refused file is told."""

    days: tuple[str, str] = LATER
    totals: dict[str, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)  # number of the file → part of the message
    on_page: tuple[str, ...] = ()


A_QUESTION = "samma person"
RIGHT = {
    "same_day_evidence_added_later": Right(totals={"CR04": "1", "work": "1"}),
    "samordningsnummer_then_personnummer": Right(totals={"participants": "1"}, refused={2: A_QUESTION}),
    "without_number_then_number": Right(totals={"participants": "1"}, refused={2: A_QUESTION}),
    "transfer_share_over_100": Right(totals={"wp-k2": "3", "w-k2": "3"}, on_page=("100,0 %",)),
    "goal_rounded_on_page": Right(on_page=("minst 62,5 %", "minst 99,5 %")),
    "v_a62_0713": Right(EARLIER, {"work": "2", "A23-1E": "2"}),
    "samordningsnummer_month_00": Right(totals={"participants": "0"}, refused={1: "födelsedatum"}),
    "plus_became_space": Right(("2023-01-01", "2026-11-28"), {"participants": "0"}, {1: "tolv siffror"}),
    "incomplete_0713": Right(EARLIER, {"A23-1E": "1", "participants": "1", "A23-6x": "1"}),
    "carry_over_between_spells": Right(("2009-01-07", "2009-12-31"), {"A23-1C": "1"}),
    "G8_isced0_co17": Right(totals={"CO17": "1"}),
    "asof_late_event_full": Right(("2017-09-01", "2019-06-30"), {"CR04": "1"}),
    "asof_reentry_full": Right(("2017-09-01", "2019-06-30"), {"leavers": "0"}),
}


@pytest.fixture(autouse=True)
def today():
    # A day of each programme period's numbers, so that a later run of the tests reads the same.
    with time_machine.travel(date(2026, 11, 28), tick=False):
        yield


def test_each_folder_has_its_right_values():
    if not CASES.is_dir():
        pytest.skip("The cases are not in the folder next to the project.")
    assert set(FOLDERS) <= RIGHT.keys()


def folder(name):
    found = CASES / name
    if not found.is_dir():
        pytest.skip("The cases are not in the folder next to the project.")
    return found


def load(path):
    call_command("load_project", str(path / "project.toml"), stdout=io.StringIO())
    return Project.objects.get()


def imported(project, path, *options):
    """Import a file; return the message of a refusal."""
    said = io.StringIO()
    before = Participation.objects.count()
    kind = path.stem.partition("_")[2]
    try:
        call_command(f"import_{kind}", project.slug, str(path), *options, stdout=said, stderr=said)
    except CommandError as error:
        assert Participation.objects.count() == before
        return f"{said.getvalue()}{error}"
    return ""


def files_of(path):
    return sorted(path.glob("[0-9]_*.csv"))


def totals_of(project, days, tmp_path):
    out = tmp_path / "report.csv"
    options = dict(zip(("starts_on", "ends_on"), days, strict=True))
    call_command(
        "report", project.slug, "--format", "csv", "--output", str(out), **options, stdout=io.StringIO()
    )
    rows = csv.DictReader(io.StringIO(out.read_text("utf-8-sig")), delimiter=";")
    return {row["code"]: row["total"] for row in rows}


@pytest.mark.parametrize("name", RIGHT)
def test_the_commands_give_the_right_figures(name, tmp_path):
    path, right = folder(name), RIGHT[name]
    project = load(path)
    for number, file in enumerate(files_of(path), start=1):
        refusal = imported(project, file)
        expected = right.refused.get(number, "")
        assert expected in refusal
        assert bool(refusal) == bool(expected)

    totals = totals_of(project, right.days, tmp_path)

    assert {code: totals[code] for code in right.totals} == right.totals


@pytest.mark.parametrize("name", RIGHT)
def test_the_same_files_again_change_nothing(name, tmp_path):
    path, right = folder(name), RIGHT[name]
    project = load(path)
    files = [file for number, file in enumerate(files_of(path), start=1) if number not in right.refused]
    for _again in range(2):
        assert [imported(project, file) for file in files] == [""] * len(files)

    totals = totals_of(project, right.days, tmp_path)

    assert {code: totals[code] for code in right.totals} == right.totals


@pytest.mark.parametrize("name", RIGHT)
def test_the_page_of_a_report_says_the_same_as_the_file(name, tmp_path, sign_in):
    path, right = folder(name), RIGHT[name]
    project = load(path)
    leader = UserFactory()
    MembershipFactory(user=leader, project=project, leader=True)
    client = sign_in(leader)
    for number, file in enumerate(files_of(path), start=1):
        upload(client, project, file, is_refused=number in right.refused)
    totals = totals_of(project, right.days, tmp_path)
    client.post(
        reverse("reports:create", args=[project.slug]),
        dict(zip(("starts_on", "ends_on"), right.days, strict=True)),
    )
    run_jobs("report")

    page = client.get(Report.objects.get().get_absolute_url())

    assert page.status_code == 200
    document = Report.objects.get().document
    lines = (*document.outputs, *document.results, *document.measures)
    counted = {line.code: str(line.cumulative.total) for line in lines if line.cumulative}
    counted = {code: total for code, total in counted.items() if total != "None"}
    assert {code: totals[code] for code in counted} == counted
    shown = page.text.replace("\xa0", " ")
    for text in right.on_page:
        assert text in shown


def upload(client, project, path, *, is_refused):
    kind = path.stem.partition("_")[2]
    with path.open("rb") as file:
        page = client.post(
            reverse(f"imports:import_{kind}", args=[project.slug]), {"file": file}, follow=True
        )
    is_asked = page.context.get("answers") is not None and page.context["answers"].initial["asked"]
    assert bool(page.context["problems"] or is_asked or page.context["people"]) == is_refused
    if not is_refused:
        draft = page.context["draft"]
        client.post(reverse("imports:import_confirm", args=[project.slug, draft.pk]))
        run_jobs("import")
