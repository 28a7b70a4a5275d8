"""An administrator creates a project: by a form, or by a file that is checked and shown first."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.database_access import user_scope
from projects.actions import ProjectChanged, ProjectNotLoadable, loading
from projects.models import Project, ProjectHistory
from projects.project_files.parser import LARGEST, parse
from projects.team.models import Invitation
from tests.at_once import Meeting
from tests.cast import Cast
from tests.factories import OrganisationFactory
from tests.participants.imports.test_races import run_together

pytestmark = pytest.mark.django_db
FILES = Path(settings.BASE_DIR) / "projects" / "files"
KALMAR = (FILES / "kalmar.toml").read_text(encoding="utf-8")
CREATE, CHECK, LOAD = "/new-project/", "/new-project/file/", "/new-project/file/save/"
NEW = {
    "name": "Nya vägar",
    "programme_period": "2021-2027",
    "region": "mellersta_norrland",
    "new_name": "Sundsvalls kommun",
    "new_kind": "municipality",
    "municipalities": "Sundsvall, 2262",
    "starts_on": "2023-09-01",
    "ends_on": "2029-08-31",
    "phase": "analysis",
    "budget_total": "12 000 000",
    "esf_support": "6 480 000",
}


@pytest.fixture
def administrator(cast, sign_in):
    return sign_in(cast.administrator)


def text(response):
    return " ".join(response.content.decode().split())


def upload(client, content, name="project.toml"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(CHECK, {"file": SimpleUploadedFile(name, content)})


def sent_back(page):
    """Return what the form below the changes sends."""
    return {"text": page.context["form"].content, "seen": page.context["seen"]}


def test_a_project_from_the_form_says_what_is_left_and_gets_its_leader(cast, administrator):
    mistaken = NEW | {"slug": "Nya vägar", "ends_on": "2031-01-01", "municipalities": "Sundsvall, Nowhere"}
    refused = administrator.post(CREATE, mistaken | {"new_name": "", "esf_support": "13 000 000"})
    assert {"slug", "municipalities", "organisation", "ends_on"} <= set(refused.context["form"].errors)
    refused = administrator.post(CREATE, NEW | {"esf_support": "13 000 000", "ends_on": "2031-01-01"})
    assert set(refused.context["form"].errors) == {"ends_on"}
    refused = administrator.post(CREATE, NEW | {"esf_support": "13 000 000"})
    assert set(refused.context["form"].errors) == {"esf_support"}
    assert not Project.objects.filter(name="Nya vägar").exists()

    page = administrator.post(CREATE, NEW, follow=True)
    project = Project.objects.get(slug="nya-vagar")
    assert page.redirect_chain == [(project.get_absolute_url(), 302)]
    assert (project.budget_total, project.phases.get().kind) == (12_000_000, "analysis")
    assert set(project.municipalities.values_list("name", flat=True)) == {"Sundsvall", "Timrå"}
    assert project.partners.get().organisation.kind == "municipality"
    entry = AuditEntry.objects.filter(project=project).get()
    assert (entry.action, entry.actor_id) == ("project_created", cast.administrator.pk)
    assert ProjectHistory.objects.get(id=project.pk).pgh_actor_id == cast.administrator.pk
    assert page.context["left"][0][0] == "Ingen ledare är inbjuden."
    assert "Det finns inga mål än." in text(page)

    # Sent twice, it makes one project: the name is taken, and another is proposed.
    again = administrator.post(CREATE, NEW)
    assert "nya-vagar-2" in str(again.context["form"].errors["slug"])

    invite = reverse("team:invite_leader", args=["nya-vagar"])
    sent = {"email": "Ny.Ledare@example.org", "language": "sv", "starts_on": "2023-09-01"}
    assert administrator.post(invite, sent).status_code == 302
    first = Invitation.objects.get(project=project)
    assert (first.role, first.email, first.is_limited_to_part) == (
        "project_leader",
        "ny.ledare@example.org",
        False,
    )
    assert administrator.post(invite, sent).status_code == 302  # the link is sent again
    assert Invitation.objects.get(project=project).token_hash != first.token_hash
    assert "inte svarat" in text(administrator.get(project.get_absolute_url()))

    administrator.logout()
    link = re.search(r"/invitation/\S+", mail.outbox[-1].body)[0]
    administrator.get(link)
    account = {"full_name": "Nina Ny", "password1": "tre ord och en fyra", "password2": "tre ord och en fyra"}
    assert administrator.post("/invitation/", account).status_code == 302
    assert project.memberships.get().role == "project_leader"


def test_a_file_shows_what_it_would_do_before_it_is_saved(cast, administrator):
    page = upload(administrator, KALMAR)
    assert page.context["plan"].is_new
    assert "Mål: Deltagare" in text(page)
    assert not Project.objects.filter(slug="kalmar").exists()

    assert "Nothing" not in text(page)
    other_text = sent_back(page) | {"text": KALMAR.replace("value = 418", "value = 5")}
    assert "Ingenting sparades" in text(administrator.post(LOAD, other_text))  # not what was shown
    assert administrator.post(LOAD, sent_back(page)).url == "/projects/kalmar/"
    kalmar = Project.objects.get(slug="kalmar")
    assert kalmar.partners.filter(role="funder").exists()  # set by administrators only
    assert "Ingenting sparades" in text(administrator.post(LOAD, sent_back(page)))  # sent twice

    downloaded = administrator.get("/projects/kalmar/file/").content.decode()
    assert not upload(administrator, downloaded).context["plan"].changed
    event = downloaded[downloaded.index("[[events]]") : downloaded.index("[texts.summary]")]
    page = upload(administrator, downloaded.replace("value = 418", "value = 420").replace(event, ""))
    plan = page.context["plan"]
    assert [change.item for change in plan.removed] == ["Evenemang: Spridningskonferens"] or plan.removed
    [change] = plan.updated
    assert [(each.label, each.old, each.new) for each in change.differences] == [("värde", "418", "420")]
    # A colleague changes the project before the changes are saved.
    kalmar.phases.create(kind="mobilisation")
    assert "Ingenting sparades" in text(administrator.post(LOAD, sent_back(page)))
    assert kalmar.targets.get(code="participants").value == 418
    page = administrator.post(CHECK, sent_back(page))
    assert {str(each.kind) for each in page.context["plan"].changes} == {"updated", "removed"}
    assert administrator.post(LOAD, sent_back(page)).status_code == 302
    assert kalmar.targets.get(code="participants").value == 420
    actions = AuditEntry.objects.filter(project=kalmar, object_type="projects.project").order_by("pk")
    assert list(actions.values_list("action", "actor")) == [
        ("project_created", cast.administrator.pk),
        ("project_loaded", cast.administrator.pk),
    ]


def test_every_mistake_is_shown_with_its_line_in_the_users_language(administrator):
    OrganisationFactory(name="Kommunförbundet Kalmar län", kind="company")
    wrong = KALMAR.replace("value = 60", "value = 600").replace("max_age = 24", "max_agee = 24")
    page = upload(administrator, wrong.replace('role = "owner"', 'role = "boss"'))
    lines = wrong.splitlines()
    found = {
        mistake.key: (lines[mistake.line - 1].split(" ")[0], mistake.reason)
        for mistake in page.context["mistakes"]
    }
    assert found["targets[1].value"] == ("value", "är en procentsats från 0 till 100")
    assert found["target_groups[0].max_agee"] == ("max_agee", 'okänd nyckel (menade du "max_age"?)')
    assert found["organisations[0].role"][1].startswith('"boss" är inte någon av owner, ')
    assert len(found) == 3
    assert not page.context["plan"]
    page = upload(administrator, KALMAR)  # read without a mistake, but another kind is stored
    [mistake] = page.context["mistakes"]
    assert (mistake.key, lines[mistake.line - 1]) == ("organisations[0].kind", 'kind = "federation"')
    administrator.post("/language/", {"language": "en"})
    assert "is already registered as" in text(upload(administrator, KALMAR))


HOSTILE = [
    b"",
    b"\xff\xfe\x00",
    KALMAR.encode("utf-16"),
    b"slug = 'a\x00b'",
    b"a = " + b"[" * 20_000,
    b".".join([b"a"] * 20_000) + b" = 1",
    b"a = " + b"9" * 20_000,
    b"budget_total = 1e999999999",
    b"esf_share = -nan",
    b"[[targets]]\n" * 300,
    "\n".join(f"k{number} = 1" for number in range(300)).encode(),
    b"# " + b"a" * LARGEST,
    b"name = '<script>alert(1)</script>'",
    b"slug = 'x' # \r\r\n",
]


def test_a_hostile_file_is_refused_in_words(administrator):
    for content in HOSTILE:
        page = upload(administrator, content, name="<b>.toml")
        assert page.status_code == 200
        assert page.context["mistakes"] or page.context["form"].errors, content[:50]
        assert "<script>alert" not in page.text
    sent = {"text": "slug = 'a\0b'", "seen": "new.x"}
    assert administrator.post(LOAD, sent).context["form"].errors["file"]


def test_only_an_administrator_creates_projects(cast, sign_in):
    for user in (cast.leader, cast.case_worker, cast.funder, cast.stranger):
        client = sign_in(user)
        assert client.get(CREATE).status_code == client.post(LOAD, {"text": KALMAR}).status_code == 403
        assert upload(client, KALMAR).status_code == client.get(f"{CHECK}example/").status_code == 403
        assert CREATE not in text(client.get("/projects/"))
    assert not Project.objects.filter(slug="kalmar").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("together", [True, False], ids=["together", "one after the other"])
def test_two_administrators_create_the_same_project_once(monkeypatch, together):
    cast, (file, _errors) = Cast(), parse(KALMAR.encode())
    meeting, reserve_ids, found_none = Meeting(), loading.reserve_ids, []

    def meet(*about):  # neither has found a project of that name
        found_none.append(about)
        if together:
            meeting.wait()
        return reserve_ids(*about)

    monkeypatch.setattr(loading, "reserve_ids", meet)

    def create():
        with user_scope(cast.administrator):
            return loading.load_project(file, seen=loading.NEW, by=cast.administrator)

    results = run_together(create, create) if together else [*run_together(create), *run_together(create)]
    refused = [type(each) for each in results if isinstance(each, Exception)]
    assert refused == [ProjectNotLoadable if together else ProjectChanged]
    assert len(found_none) == (2 if together else 1)  # positive control
    assert Project.objects.filter(slug="kalmar").count() == 1
    assert AuditEntry.objects.filter(action="project_created").count() == 1
    connection.close()
