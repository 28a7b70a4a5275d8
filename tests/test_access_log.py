"""Every view that shows a person writes an access log entry."""

# Every address of the access table is opened as the project leader. If the response contains a
# participant's name or public id, the log must have an entry with the right actor and kind.

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse
from django.utils import timezone

from accounts.models import AccessLogEntry
from participants.register.models import Participation
from tests.access.targets import targets_of
from tests.answers import content_of
from tests.cast import Cast
from tests.factories import ParticipationFactory
from tests.participants.imports.files import ASA, csv_file, outcome, person
from tests.sample_objects import rolled_back
from tests.signing_in import one_record_of_activity
from tests.test_access import USED_BY, rows_of_the_leader

LISTING = ("activity", "participants", "enrol", "hours", "record", "week_record")  # of attendance
KINDS = {
    "reports:evidence": {"listed"},
    "reports:since_last_people": {"listed"},
    "employers:detail": {"listed"},
    "cofinancing:book": {"listed"},
    "sampling:sample": {"listed"},
    **{f"sampling:{kind}": {"list_file"} for kind in ("csv", "xlsx", "list_csv", "list_xlsx")},
    **{f"attendance:{page}": {"listed"} for page in LISTING},
    "register:list": {"listed"},
    **{f"certificates:{page}": {"listed"} for page in ("month", "last_month", "group_step")},
    **{f"week_sheets:{page}": {"listed"} for page in ("week", "this_week")},
    "evidence:list": {"listed"},
    "register:exported_file": {"list_file"},
    **{f"imports:attendance_of_{what}": {"list_file"} for what in ("activity", "month")},
    "imports:import_rows": {"listed"},
    **{f"imports:import_rows_{kind}": {"list_file"} for kind in ("csv", "xlsx")},
    "register:bulk_exit": {"listed"},
    "consents:record_several": {"listed"},
    "surveys:invite": {"listed"},
    "surveys:person_link": {"printed"},
    "casework:day": {"listed"},
    "casework:done": {"listed"},
    **{f"casework:{page}": {"listed"} for page in ("caseload", "move", "handed")},
    "register:reveal": {"revealed"},
    "register:print": {"printed"},
    **{f"statistics:{page}": {"listed"} for page in ("months", "month", "prepare")},
    **{f"statistics:{kind}": {"list_file"} for kind in ("csv", "xlsx")},
    "scb_template:file": {"list_file"},
    **{page: {"printed"} for page in ("plans:paper", "certificates:paper", "certificates:group_file")},
    "privacy:log": {"listed"},
    "privacy:log_month": {"listed"},
    "privacy:log_note": {"listed"},
    "privacy:log_sign": {"listed"},
}
OPENED = {"opened"}
# None is found, or taken for a double, when another is searched for or registered.
DIFFERENT_NAMES = (
    "Almqvistare",
    "Björkhagen",
    "Dalfeldt",
    "Ekehöjd",
    "Fagerskär",
    "Grönhult",
    "Hjortsvall",
    "Idegård",
    "Järpetorp",
    "Lindskog",
    "Mossefors",
    "Nässlebrink",
    "Oxdal",
    "Pilkvarn",
    "Rönnblom",
    "Sälgnäs",
    "Tallmark",
    "Uvberg",
)


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """The cast, the targets of the addresses and the people, for all tests of the file: each is rolled back."""
    with django_db_blocker.unblock(), rolled_back(), one_record_of_activity():
        cast = Cast()
        targets = targets_of(cast)
        yield cast, targets, _with_different_names()


def _with_different_names():
    """Return {participation: texts that identify it}, each with a unique name."""
    found, names = {}, iter(DIFFERENT_NAMES)
    for participation in Participation.objects.order_by("pk"):
        participation.family_name = next(names)
        participation.save(update_fields=["family_name"])
        found[participation] = (participation.family_name, str(participation.public_id))
    return found


@pytest.fixture
def cast(db, made_once):
    return made_once[0]


@pytest.fixture
def targets(made_once):
    return made_once[1]


@pytest.fixture
def people(made_once):
    return made_once[2]


def new_entries():
    # Only the test's own entries: the targets include an old one.
    return AccessLogEntry.objects.filter(at__gt=timezone.now() - timedelta(1))


def shown_in(response, people):
    """Return the participations that the response names or links to."""
    # A locked page repeats the public id of its own address; that shows no person.
    text, address = content_of(response).decode("utf-8", errors="replace"), response.request["PATH_INFO"]
    return {
        participation
        for participation, marks in people.items()
        if any(mark in text for mark in marks if not (participation.person.is_protected and mark in address))
    }


def missing_in_log(response, people, entries, kinds, actor):
    """Return the participations that are shown but not logged."""
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
def test_every_shown_person_is_logged(cast, sign_in, targets, people, name, target, method):
    response = getattr(sign_in(cast.leader), method)(reverse(name, args=targets[target]))

    assert missing_in_log(response, people, new_entries(), KINDS.get(name, OPENED), cast.leader) == set()


def test_person_pages_show_the_people(cast, sign_in, targets, people):
    # Positive control: otherwise the test above could find nothing.
    client = sign_in(cast.leader)
    own = targets["participation"]
    for name, arguments in {"list": own[:1], "detail": own, "edit": own, "exit": own, "outcome": own}.items():
        assert shown_in(client.get(reverse(f"register:{name}", args=arguments)), people), name


def view_without_logging(request):
    return HttpResponse(", ".join(Participation.objects.values_list("family_name", flat=True)))


urlpatterns = [path("forgetful/", view_without_logging)]


@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
def test_a_view_without_logging_is_found(cast, people):
    response = Client().get("/forgetful/")
    assert missing_in_log(response, people, new_entries(), OPENED, cast.leader) == set(people)


def test_an_invalid_form_logs_the_person_again(cast, sign_in, targets, people):
    address = reverse("register:exit", args=targets["participation"])
    sign_in(cast.leader).post(address, {"exit_date": "nej"})
    assert [entry.kind for entry in new_entries()] == ["opened"]


def test_every_view_is_logged(cast, sign_in, targets):
    client = sign_in(cast.leader)
    for _time in range(3):
        client.get(reverse("register:detail", args=targets["participation"]))
    assert new_entries().filter(kind="opened").count() == 3


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_search_logs_the_results_and_not_the_query(cast, sign_in, people, everywhere):
    sought, *_others = people
    client, place = sign_in(cast.leader), "" if everywhere else cast.project.slug
    response = client.post("/participants/search/", {"q": sought.family_name, "project": place}, follow=True)

    assert sought in shown_in(response, people)
    entry = new_entries().get()
    assert (entry.kind, entry.project, entry.subjects, entry.count) == (
        "searched",
        cast.project,
        [sought.pk],
        1,
    )
    assert sought.family_name not in str(vars(entry))


def test_an_empty_search_is_logged(cast, sign_in, people):
    sign_in(cast.leader).post("/participants/search/", {"q": "Finns Inte"}, follow=True)
    entry = new_entries().get()
    assert (entry.kind, entry.subjects, entry.count) == ("searched", [], 0)


@pytest.mark.parametrize("page", ["register", "check"])
def test_a_protected_duplicate_at_registration_is_logged(cast, sign_in, page):
    hidden = ParticipationFactory(project=cast.project, person__number=ASA, person__protected=True)
    address = reverse(f"register:{page}", args=[cast.project.slug])
    sign_in(cast.leader).post(address, {"personal_identity_number": ASA})
    entry = new_entries().get()
    assert (entry.kind, entry.purpose, entry.subjects) == ("searched", "registration", [hidden.pk])


@pytest.mark.parametrize("page", ["register", "check"])
def test_a_duplicate_at_registration_is_logged_as_a_search(cast, sign_in, people, page):
    known, *_others = people
    born = known.person.birth_date.isoformat()
    given = {"given_name": known.given_name, "family_name": known.family_name, "birth_date": born}
    response = sign_in(cast.leader).post(
        reverse(f"register:{page}", args=[cast.project.slug]), given | {"without_number": "on"}
    )

    shown = shown_in(response, people)  # those with similar names, too
    assert known in shown
    entry = new_entries().get()
    assert (entry.kind, entry.purpose) == ("searched", "registration")
    assert entry.subjects == sorted(each.pk for each in shown)


def test_printing_is_logged(cast, sign_in, targets):
    arguments = targets["participation"]
    response = sign_in(cast.case_worker).post(reverse("register:printed", args=arguments))
    entry = new_entries().get()
    assert (response.status_code, entry.kind, entry.actor) == (204, "printed", cast.case_worker)


@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize("protection", ["none", "confidentiality_mark"])
@pytest.mark.parametrize("kind", ["participants", "outcomes"])
def test_people_matched_by_a_file_are_logged(cast, sign_in, kind, wrong, protection):
    # Protected people too: that their rows are skipped reveals that they take part.
    known = ParticipationFactory(project=cast.project, person__number=ASA, person__protection=protection)
    rows_of_kind = {"participants": [person(entry_date="2018-03-01")], "outcomes": [outcome()]}[kind]
    if wrong:
        rows_of_kind[0][{"participants": "entry_date", "outcomes": "date"}[kind]] = "2017-09-01"
    address = reverse(f"imports:import_{kind}", args=[cast.project.slug])
    sign_in(cast.leader).post(address, {"file": csv_file(rows_of_kind, kind)}, follow=True)

    entries = {(entry.kind, entry.purpose, *entry.subjects) for entry in new_entries()}
    assert entries == {("searched", "import", known.pk)}


def test_a_person_without_number_matched_by_a_file_is_logged(cast, sign_in):
    known = ParticipationFactory(
        project=cast.project, given_name="Åsa", family_name="Öberg", person__number=""
    )
    values = {
        "birth_date": known.person.birth_date.isoformat(),
        "gender": known.person.sex,
    }  # the column name
    address = reverse("imports:import_participants", args=[cast.project.slug])
    sign_in(cast.leader).post(address, {"file": csv_file([person("", **values)])})
    assert {tuple(entry.subjects) for entry in new_entries()} == {(known.pk,)}
