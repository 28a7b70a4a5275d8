"""Officers: who gives and ends the roles of a project's funders and auditors (ADR 120)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.database_access import user_scope
from accounts.models import User
from accounts.permissions import Role
from projects.models import ProjectOrganisation
from projects.team.memberships import may_end, may_grant
from projects.team.models import Invitation, Membership
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.projects.team.officers import officer

pytestmark = pytest.mark.django_db
TEAM = "/projects/samverkan/team/"
PARTNERS = "/projects/samverkan/partners/"


def test_only_the_funders_own_managers_and_administrators_give_officers(cast, fund, manager):
    role = cast.funder.memberships.get()
    colleague = UserFactory(organisation=fund)
    elsewhere = UserFactory(organisation=OrganisationFactory(), manages_officers=True)
    for user in (cast.leader, cast.case_worker, colleague, elsewhere, cast.stranger):
        assert (may_grant(user, role), may_end(user, role)) == (False, False), user
    for user in (manager, cast.administrator):
        assert (may_grant(user, role), may_end(user, role)) == (True, True)
    of_another = Membership(role=Role.FUNDER, project=cast.project, user=elsewhere)
    elsewhere_project = Membership(role=Role.FUNDER, project=cast.other_project, user=colleague)
    leader = Membership(role=Role.PROJECT_LEADER, project=cast.project, user=colleague)
    assert not any(may_grant(manager, grant) for grant in (of_another, elsewhere_project, leader))
    auditor = Membership(role=Role.AUDITOR, project=cast.project, user=colleague)
    assert may_grant(manager, auditor)
    fund.is_managing_authority = False
    fund.save()
    assert not may_grant(manager, auditor)  # auditors read exact figures
    User.objects.filter(pk=manager.pk).update(is_active=False)
    assert not may_grant(manager, role)


def test_an_invitation_of_a_leader_stops_working_when_only_funders_may_give_it(cast, client):
    invitation = Invitation(project=cast.project, email="ny@example.org", role=Role.FUNDER)
    token = invitation.renew(by=cast.leader)
    invitation.save()
    account = {"full_name": "Ny", "password1": "sju helt nya stenar", "password2": "sju helt nya stenar"}
    client.get(f"/invitation/{token}/")
    client.post("/invitation/", account)
    assert not User.objects.filter(email="ny@example.org").exists()


def test_the_database_lets_leaders_neither_give_nor_take_officers(cast, fund):
    held = cast.funder.memberships.get()
    with user_scope(cast.leader), pytest.raises(ProgrammingError), transaction.atomic():
        MembershipFactory(user=cast.without_role, project=cast.project, funder=True)
    held.starts_on = timezone.localdate() + timedelta(days=9)
    with user_scope(cast.leader), pytest.raises(ProgrammingError), transaction.atomic():
        held.save()
    with user_scope(cast.leader), pytest.raises(ProgrammingError), transaction.atomic():
        cast.project.partners.create(organisation=OrganisationFactory(), role="funder")
    with user_scope(cast.leader):
        assert not Membership.objects.filter(pk=held.pk).delete()[0]
        assert not ProjectOrganisation.objects.filter(role="funder").delete()[0]


def test_the_database_shows_managers_the_officers_and_no_others(cast, fund, manager):
    MembershipFactory(project=cast.other_project, funder=True)
    with user_scope(manager):
        assert [each.user_id for each in Membership.objects.all()] == [cast.funder.pk]
    with user_scope(UserFactory(organisation=fund)):
        assert not Membership.objects.exists()


def test_a_project_has_one_responsible_officer_of_each_organisation(cast, fund):
    first, second = cast.funder.memberships.get(), officer(cast, fund)
    Membership.objects.filter(pk=first.pk).update(responsible_for=fund)
    assert list(Membership.objects.responsible()) == [first]
    with pytest.raises(IntegrityError, match="one_responsible"), transaction.atomic():
        Membership.objects.filter(pk=second.pk).update(responsible_for=fund)
    leader = cast.leader.memberships.get()
    with pytest.raises(IntegrityError, match="responsible_as_funder"), transaction.atomic():
        Membership.objects.filter(pk=leader.pk).update(responsible_for=OrganisationFactory())


def test_leaders_neither_choose_nor_remove_funding_organisations(cast, fund, sign_in):
    leader = sign_in(cast.leader)
    partner = cast.project.partners.get(role="funder")
    change, remove = (f"/projects/samverkan/edit/partners/{partner.pk}/{end}" for end in ("", "remove/"))
    page = leader.get(PARTNERS).text
    assert "Fonden" in page
    assert change not in page
    words = "En administratör anger vilka organisationer som finansierar projektet."
    for address in (change, remove):
        assert words in leader.get(address, follow=True).text
        assert words in leader.post(address, {"role": "partner"}, follow=True).text
    added = {"organisation": fund.pk, "role": "funder"}
    assert words in leader.post("/projects/samverkan/edit/partners/add/", added).text
    assert cast.project.partners.filter(role="funder").count() == 1


def test_administrators_set_which_projects_an_organisation_funds(cast, fund, sign_in):
    office = sign_in(cast.administrator)
    address = f"/admin/accounts/organisation/{fund.pk}/change/"
    page = office.get(address)
    formset = page.context["inline_admin_formsets"][0].formset
    prefix, row = formset.prefix, formset.forms[0].instance
    sent = {
        **{name: value or "" for name, value in page.context["adminform"].form.initial.items()},
        f"{prefix}-TOTAL_FORMS": 2,
        f"{prefix}-INITIAL_FORMS": 1,
        f"{prefix}-0-id": row.pk,
        f"{prefix}-0-organisation": fund.pk,
        f"{prefix}-0-project": cast.project.pk,
        f"{prefix}-0-DELETE": "on",
        f"{prefix}-1-organisation": fund.pk,
        f"{prefix}-1-project": cast.other_project.pk,
    }
    answer = office.post(address, sent)
    assert answer.status_code == 302, answer.context["errors"]
    assert list(fund.partnerships.values_list("project__slug", "role")) == [("annat", "funder")]
    actions = AuditEntry.objects.filter(object_type="projects.projectorganisation").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "projectorganisation_removed",
        "projectorganisation_added",
    ]


def test_a_manager_of_officers_has_an_organisation(cast):
    with pytest.raises(IntegrityError, match="manages_officers"), transaction.atomic():
        User.objects.filter(pk=cast.funder.pk).update(manages_officers=True)


def test_the_database_lets_only_administrators_mark_managers(cast, fund, manager):
    other = OrganisationFactory()
    rows = User.objects.filter(pk__in=[cast.leader.pk, cast.funder.pk])
    for user in (cast.leader, manager, cast.funder):
        with user_scope(user), pytest.raises(ProgrammingError), transaction.atomic():
            rows.update(manages_officers=True, organisation=fund)
    with user_scope(manager), pytest.raises(ProgrammingError), transaction.atomic():
        User.objects.filter(pk=manager.pk).update(organisation=other)
    with user_scope(cast.administrator):
        assert rows.update(manages_officers=True, organisation=fund) == 2
