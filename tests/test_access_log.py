"""Whoever shows a person leaves a line in the read log. A view that forgets it fails here.

Every address of the access table is opened as the project leader. Where the answer holds a participant's
name or public id, the log must say that they were shown, by whom and in what way.
"""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse
from django.utils import timezone

from accounts.models import ReadEntry
from participants.register.models import Participation
from tests.answers import content_of
from tests.factories import ParticipationFactory
from tests.participants.imports.files import ASA, csv_file, outcome, person
from tests.test_access import USED_BY, rows_of_the_leader, targets  # noqa: F401  (a fixture)

KINDS = {
    "reports:evidence": {"listed"},
    "register:list": {"listed"},
    "register:reveal": {"revealed"},
    "register:print": {"printed"},
    "privacy:log": {"listed"},
    "privacy:log_month": {"listed"},
    "privacy:log_note": {"listed"},
    "privacy:log_sign": {"listed"},
}
OPENED = {"opened"}


@pytest.fixture
def people(cast, targets):  # noqa: F811
    """{participation: what gives it away}, everybody with a name that stands nowhere else."""
    found = {}
    for participation in Participation.objects.order_by("pk"):
        participation.family_name = "Märk" + "åäö"[len(found) % 3] * (len(found) + 1) + "sson"
        participation.save(update_fields=["family_name"])
        found[participation] = (participation.family_name, str(participation.public_id))
    return found


def noted():
    """What the test itself has left in the log; the targets have an older entry."""
    return ReadEntry.objects.filter(at__gt=timezone.now() - timedelta(1))


def shown_in(response, people):
    """Those whom the answer names or leads to. A closed page about a protected identity repeats the
    address it was asked for by, and shows nobody by that."""
    text, address = content_of(response).decode("utf-8", errors="replace"), response.request["PATH_INFO"]
    return {
        participation
        for participation, marks in people.items()
        if any(mark in text for mark in marks if not (participation.person.is_protected and mark in address))
    }


def without_a_line(response, people, entries, kinds, actor):
    """Those whom the answer shows and the entries do not."""
    right = [entry for entry in entries if entry.kind in kinds and entry.actor == actor]
    logged = {subject for entry in right for subject in entry.subjects}
    return {participation for participation in shown_in(response, people) if participation.pk not in logged}


def requests_of_the_leader():
    for name, target, usage, _expected in rows_of_the_leader():
        for method in {"get", "post"}.intersection(USED_BY[usage]):
            yield pytest.param(name, target, method, id=f"{name}-{target}-{method}")


@pytest.mark.parametrize(
    ("name", "target", "method"), sorted(requests_of_the_leader(), key=lambda row: row.id)
)
def test_who_is_shown_is_noted(cast, sign_in, targets, people, name, target, method):  # noqa: F811
    response = getattr(sign_in(cast.leader), method)(reverse(name, args=targets[target]))

    assert without_a_line(response, people, noted(), KINDS.get(name, OPENED), cast.leader) == set()


def test_the_pages_about_people_do_show_them(cast, sign_in, targets, people):  # noqa: F811
    """Otherwise the test above would find nothing to miss."""
    client = sign_in(cast.leader)
    own = targets["participation"]
    for name, arguments in {"list": own[:1], "detail": own, "edit": own, "exit": own, "outcome": own}.items():
        assert shown_in(client.get(reverse(f"register:{name}", args=arguments)), people), name


def forgetful(request):
    """A page that shows everybody and tells no one."""
    return HttpResponse(", ".join(Participation.objects.values_list("family_name", flat=True)))


urlpatterns = [path("forgetful/", forgetful)]


@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
def test_a_view_that_forgets_is_found(cast, people):
    response = Client().get("/forgetful/")
    assert without_a_line(response, people, noted(), OPENED, cast.leader) == set(people)


def test_a_form_that_comes_back_shows_the_person_again(cast, sign_in, targets, people):  # noqa: F811
    address = reverse("register:exit", args=targets["participation"])
    sign_in(cast.leader).post(address, {"exit_date": "nej"})
    assert [entry.kind for entry in noted()] == ["opened"]


def test_every_opening_counts(cast, sign_in, targets):  # noqa: F811
    client = sign_in(cast.leader)
    for _time in range(3):
        client.get(reverse("register:detail", args=targets["participation"]))
    assert noted().filter(kind="opened").count() == 3


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_search_leaves_what_was_found_and_not_what_was_sought(cast, sign_in, people, everywhere):
    sought, *_others = people
    client, place = sign_in(cast.leader), "" if everywhere else cast.project.slug
    response = client.post("/participants/search/", {"q": sought.family_name, "project": place}, follow=True)

    assert sought in shown_in(response, people)
    entry = noted().get()
    assert (entry.kind, entry.project, entry.subjects, entry.count) == (
        "searched",
        cast.project,
        [sought.pk],
        1,
    )
    assert sought.family_name not in str(vars(entry))


def test_a_search_that_finds_nobody_is_noted(cast, sign_in, people):
    sign_in(cast.leader).post("/participants/search/", {"q": "Finns Inte"}, follow=True)
    entry = noted().get()
    assert (entry.kind, entry.subjects, entry.count) == ("searched", [], 0)


@pytest.mark.parametrize("page", ["register", "check"])
def test_being_told_that_somebody_protected_takes_part_is_too(cast, sign_in, page):
    """Though nothing else is told of them."""
    hidden = ParticipationFactory(project=cast.project, person__number=ASA, person__protected=True)
    address = reverse(f"register:{page}", args=[cast.project.slug])
    sign_in(cast.leader).post(address, {"personal_identity_number": ASA})
    entry = noted().get()
    assert (entry.kind, entry.purpose, entry.subjects) == ("searched", "registration", [hidden.pk])


@pytest.mark.parametrize("page", ["register", "check"])
def test_being_told_that_somebody_takes_part_is_a_search(cast, sign_in, people, page):
    known, *_others = people
    born = known.person.birth_date.isoformat()
    given = {"given_name": known.given_name, "family_name": known.family_name, "birth_date": born}
    response = sign_in(cast.leader).post(
        reverse(f"register:{page}", args=[cast.project.slug]), given | {"without_number": "on"}
    )

    assert known in shown_in(response, people)
    entry = noted().get()
    assert (entry.kind, entry.purpose, entry.subjects) == ("searched", "registration", [known.pk])


def test_printing_is_noted(cast, sign_in, targets):  # noqa: F811
    arguments = targets["participation"]
    response = sign_in(cast.case_worker).post(reverse("register:printed", args=arguments))
    entry = noted().get()
    assert (response.status_code, entry.kind, entry.actor) == (204, "printed", cast.case_worker)


@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize("protection", ["none", "confidentiality_mark"])
@pytest.mark.parametrize("kind", ["participants", "outcomes"])
def test_the_people_whom_a_file_meets_are_noted(cast, sign_in, kind, wrong, protection):
    """The protected too: that their rows are left alone tells that they take part."""
    known = ParticipationFactory(project=cast.project, person__number=ASA, person__protection=protection)
    rows_of_kind = {"participants": [person(entry_date="2018-03-01")], "outcomes": [outcome()]}[kind]
    if wrong:
        rows_of_kind[0][{"participants": "entry_date", "outcomes": "date"}[kind]] = "2017-09-01"
    address = reverse(f"imports:import_{kind}", args=[cast.project.slug])
    sign_in(cast.leader).post(address, {"file": csv_file(rows_of_kind, kind)}, follow=True)

    entries = {(entry.kind, entry.purpose, *entry.subjects) for entry in noted()}
    assert entries == {("searched", "import", known.pk)}


def test_somebody_without_a_number_whom_a_file_meets_is_noted(cast, sign_in):
    known = ParticipationFactory(
        project=cast.project, given_name="Åsa", family_name="Öberg", person__number=""
    )
    told = {"birth_date": known.person.birth_date.isoformat(), "sex": known.person.sex}
    address = reverse("imports:import_participants", args=[cast.project.slug])
    sign_in(cast.leader).post(address, {"file": csv_file([person("", **told)])})
    assert {tuple(entry.subjects) for entry in noted()} == {(known.pk,)}
