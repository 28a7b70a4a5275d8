"""Property test: random members do random things and never see a row that they have no right to."""

import re
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from accounts.database_access import user_scope
from accounts.permissions import Role
from participants.register.models import OutcomeEvent, Participation, Person, Spell
from projects.models import Project
from projects.team.models import Membership
from reporting import disclosure
from reporting.indicators import figures
from reporting.reports import jobs
from reporting.reports.models import Report
from tests.cast import Cast
from tests.esfportal.database.two_projects import (
    ABOUT_PEOPLE,
    ABOUT_PROJECTS,
    BY_PERSON,
    keys_in,
    visible_participations,
    visible_project_keys,
)
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    InterventionFactory,
    MembershipFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    SpellFactory,
    SubProjectFactory,
)
from tests.reporting.reports.job_support import asked_for, quick_render
from tests.signing_in import signed_in
from tests.sizes import size

EXAMPLES, STEPS = size(3, 110), size(80, 100)  # 240 operations, and 11,000
MEMBERS = (
    "leader",
    "case_worker",
    "colleague",
    "funder",
    "administrator",
    "stranger",
    "former",
    "without_role",
)
PAGES = (
    "register:list",
    "register:register",
    "projects:detail",
    "register:detail",
    "projects:list",
)
choose = disclosure.choose_suppressed_cells
MARK = re.compile(r"Qx(\d+)q")

members = st.sampled_from(MEMBERS)
numbers = st.integers(0, 1_000)
places = st.sampled_from([OSKARSHAMN, VASTERVIK])


class RowLevelSecurityMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.cast = Cast()
        self.north = SubProjectFactory(project=self.cast.project)
        self.cast.project.project_municipalities.filter(municipality=VASTERVIK).update(sub_project=self.north)
        self.interventions = [self.cast.intervention, InterventionFactory(project=self.cast.project)]
        self.projects = [self.cast.project, self.cast.other_project]
        self.registered, self.browsers, self.days = [], {}, 0
        for number in range(3):
            self.register(number, VASTERVIK if number == 1 else OSKARSHAMN, number)

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def one_of(self, rows, number):
        return rows[number % len(rows)]

    # What changes

    @rule(number=numbers, place=places, intervention=numbers)
    def register(self, number, place, intervention):
        project = self.one_of(self.projects, number)
        chosen = [*self.interventions, None] if project == self.cast.project else [None]
        participation = ParticipationFactory(
            project=project,
            family_name=f"Qx{len(self.registered)}q",
            spell__municipality_id=place,
            spell__intervention=self.one_of(chosen, intervention),
        )
        OutcomeEventFactory(participation=participation)
        self.registered.append(participation)

    @rule(number=numbers, place=places)
    def come_back(self, number, place):
        participation = self.one_of(self.registered, number)
        if not participation.spells.filter(entry_date__gte=date(2019, 1, 1)).exists():
            participation.spells.update(exit_date=date(2018, 12, 1), exit_reason="moved")
            SpellFactory(participation=participation, entry_date=date(2019, 1, 1), municipality_id=place)

    @rule(member=members, role=st.sampled_from(Role.values), number=numbers, in_force=st.booleans())
    def give_role(self, member, role, number, in_force):
        parts = [{}, {"municipality_id": VASTERVIK}, {"intervention": self.interventions[1]}]
        parts.append({"sub_project": self.north})
        project = None if role == Role.ADMINISTRATOR else self.one_of(self.projects, number)
        works = role in (Role.PROJECT_LEADER, Role.CASE_WORKER) and project == self.cast.project
        MembershipFactory(
            user=getattr(self.cast, member),
            role=role,
            project=project,
            ends_on=date(2999, 1, 1) if in_force else date(2020, 1, 1),
            reason="Revision" if role in (Role.AUDITOR, Role.REPRESENTATIVE) else "",
            **(self.one_of(parts, number) if works else {}),
        )

    @rule(member=members, number=numbers)
    def end_role(self, member, number):
        roles = list(Membership.objects.filter(user=getattr(self.cast, member)).order_by("pk"))
        if roles:
            role = self.one_of(roles, number)
            role.ends_on = max(role.starts_on, date(2020, 1, 1))
            role.save()

    @rule(member=members)
    def open_or_close_account(self, member):
        user = getattr(self.cast, member)
        user.is_active = not user.is_active
        user.save()

    # What is looked at

    @rule(member=members, table=st.sampled_from(sorted(ABOUT_PEOPLE)), counted=st.none() | numbers)
    def ask_for_people_in_sql(self, member, table, counted):
        user = getattr(self.cast, member)
        expected, all_keys = self.people_of(user, table)
        # Whose project is counted changes how people are looked up, and not who is seen.
        named = None if counted is None else self.one_of(self.projects, counted)
        with user_scope(user):
            seen = keys_in(table, counted=named)
        assert seen <= expected, (member, table, seen - expected)
        assert expected & all_keys == seen  # all visible rows are found, too

    @rule(member=members, table=st.sampled_from(sorted(ABOUT_PROJECTS)))
    def ask_for_projects_in_sql(self, member, table):
        user = getattr(self.cast, member)
        own = set(Membership.objects.filter(user=user).values_list("project", flat=True))
        expected = visible_project_keys(user) | (own if table == "team_membership" else set())
        with user_scope(user):
            assert keys_in(table) <= expected

    @rule(member=members, model=st.sampled_from([Participation, Spell, OutcomeEvent, Person]))
    def ask_the_orm(self, member, model):
        user = getattr(self.cast, member)
        expected = self.rows_of(model, visible_participations(user))
        with user_scope(user):
            assert set(model.objects.values_list("pk", flat=True)) == expected

    @rule(member=members, page=st.sampled_from(PAGES), number=numbers)
    def open_page(self, member, page, number):
        user = getattr(self.cast, member)
        participation = self.one_of(self.registered, number)
        slug = participation.project.slug
        arguments = {"projects:list": [], "register:detail": [slug, participation.public_id]}
        if user not in self.browsers:
            self.browsers[user] = signed_in(user)
        answer = self.browsers[user].get(reverse(page, args=arguments.get(page, [slug])))
        assert answer.status_code in (200, 302, 403, 404)
        shown = {self.registered[int(mark)].pk for mark in MARK.findall(answer.text)}
        assert shown <= visible_participations(user), (member, page)

    @rule(member=members, number=numbers)
    def compute_figures(self, member, number):
        user, project = getattr(self.cast, member), self.one_of(self.projects, number)
        all_keys = set(Participation.objects.filter(project=project).values_list("pk", flat=True))
        with user_scope(user):
            assert set(figures.compute(project).counted) == all_keys
            seen = keys_in("register_participation")
        assert seen == visible_participations(user)

    @rule(number=numbers)
    def have_a_report_made(self, number):
        project = self.one_of(self.projects, number)
        self.days += 1
        report = asked_for(project, starts_on=project.starts_on + timedelta(days=self.days))
        with user_scope(None):
            assert jobs.make(report.job.pk)
            assert not Report.objects.exists()
        counted = Report.objects.get(pk=report.pk).counted_participations
        assert set(counted) == set(project.participations.values_list("pk", flat=True))

    def people_of(self, user, table):
        """Return (keys that the user may see in a table, all keys in it)."""
        all_keys, keys = keys_in(table), visible_participations(user)
        if table in BY_PERSON:
            keys = set(Participation.objects.filter(pk__in=keys).values_list("person", flat=True))
        return keys, all_keys

    def rows_of(self, model, participations):
        path = {Participation: "pk", Person: "participations"}.get(model, "participation")
        return set(model.objects.filter(**{f"{path}__in": participations}).values_list("pk", flat=True))


@pytest.mark.django_db
def test_random_members_never_see_a_foreign_row(monkeypatch):
    monkeypatch.setattr(jobs.files, "render", quick_render)
    # The cells that a release does not show are chosen from the figures alone.
    monkeypatch.setattr(disclosure, "choose_suppressed_cells", partial(choose, complementary=False))
    monkeypatch.setattr("esfportal.jobs.queue.enqueue", lambda _job: True)
    run_state_machine_as_test(
        RowLevelSecurityMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


@pytest.mark.django_db(transaction=True)
def test_without_rls_foreign_rows_are_found(cast, owner):
    ParticipationFactory(project=cast.project)
    assert Project.objects.count() == 2
    with owner(), transaction.atomic():
        with user_scope(cast.stranger):
            assert keys_in("register_participation") == set()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE register_participation DISABLE ROW LEVEL SECURITY")
        with user_scope(cast.stranger):
            foreign = keys_in("register_participation")
        assert foreign - visible_participations(cast.stranger)
        transaction.set_rollback(True)
