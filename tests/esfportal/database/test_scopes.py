"""Visible rows in each access scope, without any filter of the portal's own."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.db.transaction import TransactionManagementError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.database_access import (
    link_access,
    operator_scope,
    person_lookup_access,
    system_scope,
    user_scope,
    whole_project_access,
    whole_project_reading,
)
from esfportal.urls import urlpatterns as portals_own
from participants.imports.actions import discard_old_drafts
from participants.register.models import OutcomeEvent, Participation, Person, Spell
from projects.models import Project
from projects.team.models import Membership
from reporting.indicators import figures
from reporting.reports.models import Report
from tests.esfportal.database.sql import column, tables_with_rls
from tests.factories import (
    VASTERVIK,
    InterventionFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    SubProjectFactory,
    UserFactory,
)
from tests.numbers import nth_number

pytestmark = pytest.mark.django_db
ANONYMOUS = AnonymousUser()


@pytest.fixture
def people(cast):
    """Return a participation in the cast's municipality, one in the other and one in another project."""
    found = {
        "here": ParticipationFactory(project=cast.project, person__number=nth_number(1)),
        "there": ParticipationFactory(
            project=cast.project, person__number=nth_number(2), spell__municipality_id=VASTERVIK
        ),
        "elsewhere": ParticipationFactory(project=cast.other_project, person__number=nth_number(3)),
    }
    for participation in found.values():
        OutcomeEventFactory(participation=participation)
    return found


def seen(people):
    """Return the names of the visible people, which must be the same in every table about people."""
    by_key = {participation.pk: name for name, participation in people.items()}
    by_person = {participation.person_id: name for name, participation in people.items()}
    tables = [
        {by_key[pk] for pk in Participation.objects.values_list("pk", flat=True)},
        {by_key[pk] for pk in Spell.objects.values_list("participation", flat=True)},
        {by_key[pk] for pk in OutcomeEvent.objects.values_list("participation", flat=True)},
        {by_person[pk] for pk in Person.objects.values_list("pk", flat=True)},
        {by_key[pk] for pk in column("SELECT id FROM register_participationhistory")},
    ]
    assert all(each == tables[0] for each in tables), tables
    return tables[0]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("leader", {"here", "there"}),
        ("case_worker", {"here"}),
        ("colleague", {"there"}),
        ("stranger", {"elsewhere"}),
        ("funder", set()),
        ("administrator", set()),
        ("former", set()),
        ("without_role", set()),
    ],
)
def test_visible_people_of_each_role(cast, people, who, expected):
    with user_scope(getattr(cast, who)):
        assert seen(people) == expected
    assert seen(people) == {"here", "there", "elsewhere"}  # the tests' default scope again


def test_nothing_is_visible_without_a_scope(cast, people):
    Report.objects.create(project=cast.project, starts_on="2018-01-01", ends_on="2018-12-31")
    filled = {name for name in tables_with_rls() if column(f"SELECT count(*) FROM {name}") != [0]}
    assert len(filled) > 15
    with user_scope(ANONYMOUS):
        assert {name for name in tables_with_rls() if column(f"SELECT count(*) FROM {name}") != [0]} == set()


def test_scope_of_a_link_has_its_row_and_no_user(cast, people):
    own_settings = (
        "SELECT esfportal_scope() || esfportal_ids('linked')::text || coalesce(esfportal_user(), 0)"
    )
    with user_scope(cast.leader):
        with link_access("participant", 5):
            assert column(own_settings) == ["participant{5}0"]
            assert column("SELECT esfportal_ids('people')") == [None]
            assert not Project.objects.exists()
        assert seen(people) == {"here", "there"}
        with pytest.raises(DatabaseError, match="no links have the scope"), transaction.atomic():
            link_access("operator", 5).__enter__()


def test_deactivated_user_sees_nothing(cast, people):
    cast.leader.is_active = False
    cast.leader.save()
    with user_scope(cast.leader):
        assert seen(people) == set()
        assert not Project.objects.exists()


@pytest.mark.parametrize("who", [ANONYMOUS, "former", "deactivated"])
def test_inner_scope_without_rights_hides_the_outer_one(cast, people, who):
    cast.deactivated = UserFactory(is_active=False)
    with (
        user_scope(cast.leader),
        whole_project_access(cast.project),
        user_scope(getattr(cast, str(who), ANONYMOUS)),
    ):
        assert seen(people) == set()
        assert not Project.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_scope_ends_with_its_transaction(cast, people):
    with user_scope(cast.case_worker):
        assert column("SELECT esfportal_user()") == [cast.case_worker.pk]
    with operator_scope("look_around"), whole_project_access(cast.project):
        pass
    names = column("SELECT unnest(esfportal_scope_settings())")
    left = {name: column("SELECT current_setting(%s, true)", f"esfportal.{name}")[0] for name in names}
    assert left.pop("scope") == "operator"  # the tests' default scope, a setting of the connection
    assert {name: value for name, value in left.items() if value} == {}


def test_intervention_worker_sees_its_participants(cast, people):
    other = InterventionFactory(project=cast.project)
    Spell.objects.filter(participation=people["here"]).update(intervention=cast.intervention)
    Spell.objects.filter(participation=people["there"]).update(intervention=other)
    Membership.objects.filter(user=cast.case_worker).update(municipality=None, intervention=other)
    with user_scope(cast.case_worker):
        assert seen(people) == {"there"}


def test_sub_project_covers_its_interventions_and_municipalities(cast, people):
    north = SubProjectFactory(project=cast.project)
    cast.project.project_municipalities.filter(municipality=VASTERVIK).update(sub_project=north)
    Membership.objects.filter(user=cast.case_worker).update(municipality=None, sub_project=north)
    with user_scope(cast.case_worker):
        assert seen(people) == {"there"}
    Spell.objects.filter(participation=people["there"]).update(intervention=cast.intervention)
    cast.intervention.sub_project = SubProjectFactory(project=cast.project)
    cast.intervention.save()
    with user_scope(cast.case_worker):
        assert seen(people) == set()


def test_visible_part_follows_writes_in_the_transaction(cast, people):
    with user_scope(cast.case_worker):
        newcomer = Participation.objects.create(
            project=cast.project,
            person=_person(),
            given_name="Ny",
            family_name="Ny",
            created_by=cast.case_worker,
        )
        Spell.objects.create(participation=newcomer, entry_date="2019-01-01", municipality_id="0882")
        reached = {people["here"].pk, newcomer.pk}
        assert set(Participation.objects.values_list("pk", flat=True)) == reached
        assert newcomer.spells.count() == 1
        Spell.objects.filter(participation=people["here"]).update(municipality=VASTERVIK)
        assert set(Participation.objects.values_list("pk", flat=True)) == {newcomer.pk}


def _person():
    with person_lookup_access():
        return Person.objects.create(birth_date="1990-01-01", sex="man")


@pytest.mark.parametrize(
    "write",
    [
        lambda foreign, cast: Spell.objects.create(
            participation_id=foreign.pk, entry_date="2019-05-01", municipality_id="0882"
        ),
        lambda foreign, cast: Participation.objects.create(
            project=cast.other_project, person_id=foreign.person_id, given_name="A", family_name="B"
        ),
        lambda foreign, cast: Membership.objects.create(
            user=cast.case_worker, role="project_leader", project=cast.other_project
        ),
        lambda foreign, cast: AuditEntry.objects.create(
            action="forged", actor=cast.leader, object_type="x", object_id="1"
        ),
    ],
    ids=[
        "a spell of an invisible participation",
        "a participation elsewhere",
        "a role",
        "another's audit entry",
    ],
)
def test_rls_refuses_foreign_writes(cast, people, write):
    with user_scope(cast.case_worker):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            write(people["there"], cast)
        assert Participation.objects.filter(pk=people["there"].pk).update(given_name="X") == 0


def test_any_user_may_write_own_audit_entries(cast):
    with user_scope(cast.without_role):
        entry = AuditEntry.objects.create(
            action="tested", actor=cast.without_role, object_type="x", object_id="1"
        )
        assert entry.pk
    with user_scope(ANONYMOUS):
        assert AuditEntry.objects.create(action="tested", object_type="x", object_id="1").pk


def test_whole_project_access_is_limited_to_the_project(cast, people):
    with user_scope(cast.case_worker):
        for scope in (whole_project_access, whole_project_reading):
            with scope(cast.project):
                assert seen(people) == {"here", "there"}
            assert seen(people) == {"here"}


def test_only_who_works_with_people_learns_their_number(cast, people):
    ParticipationFactory(project=cast.project, voided_at=timezone.now(), void_reason="x")
    projects = [cast.project.pk, cast.other_project.pk]
    asked = "SELECT esfportal_count_people(id) FROM unnest(%s::bigint[]) AS id"
    numbers = {
        "leader": [2, 0],
        "case_worker": [2, 0],  # who sees one of them
        "stranger": [0, 1],
        **{who: [0, 0] for who in ("funder", "administrator", "former", "visitor")},
    }
    for who, expected in numbers.items():
        with user_scope(getattr(cast, who, ANONYMOUS)):
            visible = "SELECT id FROM register_participation ORDER BY id"
            before = column(visible)
            assert column(asked, projects) == expected, who
            assert column(visible) == before


def test_a_failure_while_people_are_counted_leaves_the_scope(cast, people):
    asked = "SELECT esfportal_count_people(%s) / 0"
    with user_scope(cast.case_worker):
        with pytest.raises(DatabaseError), transaction.atomic():
            column(asked, cast.project.pk)
        assert seen(people) == {"here"}


def test_figures_count_the_whole_project_for_a_part_worker(cast, people):
    with user_scope(cast.case_worker):
        assert len(figures.compute(cast.project).counted) == 2


def test_person_lookup_shows_people_without_participations(cast, people):
    with user_scope(cast.case_worker):
        with person_lookup_access():
            assert Person.objects.count() == 3
            assert Participation.objects.count() == 1
        assert Person.objects.count() == 1


def test_system_scope_sees_jobs_but_no_people(cast, people):
    Report.objects.create(project=cast.project, starts_on="2018-01-01", ends_on="2018-12-31")
    with user_scope(ANONYMOUS), system_scope():
        assert Report.objects.count() == 1
        assert seen(people) == set()
    with user_scope(ANONYMOUS):
        assert discard_old_drafts() == 0


def test_operator_sees_everything_and_is_audited(cast, people):
    with user_scope(ANONYMOUS):
        with operator_scope("look_around", project="samverkan"):
            assert seen(people) == {"here", "there", "elsewhere"}
            assert column("SELECT esfportal_source()") == ["look_around"]
            with person_lookup_access(), system_scope():
                assert seen(people) == {"here", "there", "elsewhere"}  # these do not narrow the operator's
            with whole_project_access(cast.project):
                assert column("SELECT esfportal_source()") == ["look_around"]
                with user_scope(cast.leader):
                    assert column("SELECT esfportal_source()") == [""]
        assert seen(people) == set()
    entry = AuditEntry.objects.get(action="command_run")
    assert (entry.object_id, entry.actor, entry.details) == ("look_around", None, {"project": "samverkan"})


@pytest.mark.parametrize("scope", [whole_project_access, whole_project_reading])
def test_failed_scope_restores_the_outer_one(cast, people, scope):
    with user_scope(cast.case_worker):
        with pytest.raises(ZeroDivisionError), scope(cast.project):
            raise ZeroDivisionError
        assert seen(people) == {"here"}


def test_nothing_runs_in_a_reading_scope_that_the_database_has_ended(cast):
    with transaction.atomic(), user_scope(cast.case_worker):
        with pytest.raises(DatabaseError), whole_project_reading(cast.project):
            column("SELECT 1 / 0")
        with pytest.raises(TransactionManagementError):
            Participation.objects.count()


# A view without any filter


def forgetful(request):
    keys = Participation.objects.order_by("pk").values_list("pk", flat=True)
    return HttpResponse(" ".join(str(pk) for pk in keys), content_type="text/plain")


forgetful.login_required = False


def streaming(request):
    return StreamingHttpResponse([b"later"])


urlpatterns = [*portals_own, path("forgetful/", forgetful), path("streaming/", streaming)]


@pytest.mark.urls("tests.esfportal.database.test_scopes")
@pytest.mark.parametrize(
    ("who", "expected"),
    [("anonymous", []), ("funder", []), ("stranger", ["elsewhere"]), ("case_worker", ["here"])],
)
def test_unfiltered_view_shows_no_foreign_rows(cast, people, sign_in, who, expected):
    client = Client() if who == "anonymous" else sign_in(getattr(cast, who))
    page = client.get("/forgetful/")
    assert page.status_code == 200
    assert page.text.split() == [str(people[name].pk) for name in expected]


@pytest.mark.urls("tests.esfportal.database.test_scopes")
def test_streamed_response_is_refused(cast, sign_in):
    with pytest.raises(RuntimeError, match="streamed"):
        sign_in(cast.leader).get("/streaming/")
