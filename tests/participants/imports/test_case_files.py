"""Every file in the folder of cases, by the command and on the page: one answer, and no name in a message."""

import io
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from participants.register.models import Participation, Person
from tests.factories import MembershipFactory, ProjectFactory, UserFactory
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR).parent / "shared" / "cases" / "files"
FILES = sorted(path.name for path in FOLDER.glob("*") if path.suffix != ".toml")
FAMILY_NAMES = ("Exempelsson", "Provsson")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2026, 11, 28), tick=False):
        yield


@pytest.fixture
def project():
    return ProjectFactory(slug="prov", starts_on=date(2017, 9, 1), ends_on=date(2020, 11, 30))


def by_command(project, path):
    said = io.StringIO()
    try:
        call_command("import_participants", project.slug, str(path), stdout=said, stderr=said)
    except CommandError as error:
        assert not Person.objects.exists()
        return f"{said.getvalue()}{error}"
    return ""


@pytest.mark.parametrize("name", FILES or [pytest.param("", marks=pytest.mark.skip("There are no cases."))])
def test_the_command_and_the_page_agree(project, sign_in, name):
    leader = UserFactory()
    MembershipFactory(user=leader, project=project, leader=True)
    client = sign_in(leader)
    with (FOLDER / name).open("rb") as file:
        page = client.post(
            reverse("imports:import_participants", args=[project.slug]), {"file": file}, follow=True
        )
    assert page.status_code == 200
    assert not Person.objects.exists()
    draft = page.context.get("draft") if page.redirect_chain else None
    # A refused file is kept, too, so that its mistakes can be corrected in the page.
    is_refused = draft is None or bool(page.context["problems"] or page.context["file_error"])
    asked = not is_refused and (page.context["people"] or page.context["answers"].initial["asked"])

    refusal = by_command(project, FOLDER / name)

    assert bool(refusal) == bool(is_refused or asked)
    shown = refusal if is_refused else ""
    assert not [each for each in FAMILY_NAMES if each in shown]
    if is_refused:
        for line in refusal.splitlines():
            assert "Traceback" not in line
        assert 'role="alert"' in page.text or "is-invalid" in page.text
    elif not asked:
        stored = Participation.objects.count()
        client.post(reverse("imports:import_confirm", args=[project.slug, draft.pk]))
        run_jobs("import")
        assert Participation.objects.count() == stored  # the command has saved the same already
