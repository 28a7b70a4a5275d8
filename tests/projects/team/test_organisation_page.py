"""The page on which a funder's organisation manages its officers (ADR 120)."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.audit.row_versions import version_of
from accounts.models import User
from projects.team.membership_actions import change_membership, end_membership
from projects.team.memberships import ActionRefused
from projects.team.models import Invitation, Membership
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.projects.team.officers import officer

pytestmark = pytest.mark.django_db
PAGE = "/organisation/"


@pytest.fixture
def chief(manager, sign_in):
    return sign_in(manager)


def role_of(user):
    return Membership.objects.with_parts().get(user=user, role="funder")


def ended(client, membership, address=None, **sent):
    version = version_of([membership])
    data = {"last_day": str(timezone.localdate()), "takes_over": "nobody", "version": version} | sent
    return client.post(address or f"{PAGE}roles/{membership.pk}/end/", data)


def test_a_manager_sees_the_organisations_projects_officers_and_users(cast, fund, chief):
    officer(cast, OrganisationFactory(), user__full_name="Anna Annanstans")
    page = chief.get(PAGE)
    assert page.status_code == 200
    for words in ("Fonden", "Samverkansprojektet", "Finn Finansiär", "Ossian Chef"):
        assert words in page.text
    for words in ("Ett annat projekt", "Lena Ledare", "Anna Annanstans"):
        assert words not in page.text


def test_nobody_else_opens_the_pages(cast, fund, sign_in):
    role = role_of(cast.funder)
    paths = ["", "invite/", "give/", f"roles/{role.pk}/end/", f"colleagues/{cast.funder.pk}/end/"]
    for user in (cast.funder, cast.leader, cast.administrator, cast.without_role):
        client = sign_in(user)
        assert {client.get(f"{PAGE}{path}").status_code for path in paths} == {404}
        assert client.post(f"{PAGE}roles/{role.pk}/responsible/").status_code == 404
        assert PAGE not in client.get("/account/").text


def test_a_manager_reaches_no_other_organisations_roles(cast, fund, chief):
    others = officer(cast, OrganisationFactory())
    elsewhere = MembershipFactory(project=cast.other_project, user__organisation=fund, funder=True)
    for held in (others, elsewhere, cast.leader.memberships.get()):
        assert ended(chief, held).status_code == 404
        assert chief.post(f"{PAGE}roles/{held.pk}/responsible/").status_code == 404
    assert chief.get(f"{PAGE}colleagues/{others.user_id}/end/").status_code == 404
    assert chief.get("/projects/samverkan/").status_code == 404  # a manager needs a role to read the project


def test_a_colleague_is_invited_and_joins_the_organisation(cast, fund, chief):
    offer = {
        "email": "Ny@fonden.example",
        "language": "sv",
        "project": cast.project.pk,
        "role": "funder",
        "starts_on": "2026-01-01",
    }
    assert chief.post(f"{PAGE}invite/", offer).status_code == 302
    assert "ny@fonden.example" in chief.get(PAGE).text
    message = mail.outbox[-1]
    assert (message.to, "Ossian" in message.body) == (["ny@fonden.example"], False)
    visitor = Client(headers={"accept-language": "sv"})
    visitor.get(re.search(r"http://testserver(/invitation/\S+/)", message.body)[1], follow=True)
    account = {
        "full_name": "Nya Person",
        "password1": "sju helt nya stenar",
        "password2": "sju helt nya stenar",
    }
    assert visitor.post("/invitation/", account).status_code == 302
    new = User.objects.get(email="ny@fonden.example")
    assert (new.organisation, role_of(new).project, new.manages_officers) == (fund, cast.project, False)


def test_an_invited_user_of_another_organisation_can_not_accept(cast, fund, manager, sign_in):
    user = UserFactory(organisation=OrganisationFactory())
    invitation = Invitation(project=cast.project, email=user.email, role="funder", organisation=fund)
    token = invitation.renew(by=manager)
    invitation.save()
    client = sign_in(user)
    client.get(f"/invitation/{token}/")
    client.post("/invitation/")
    assert not Membership.objects.filter(user=user).exists()
    User.objects.filter(pk=user.pk).update(organisation=None)
    client.post("/invitation/")
    assert role_of(user).user.organisation == fund


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"project": "other"}, "project"),
        ({"project": ""}, "project"),
        ({"role": "project_leader"}, "role"),
        ({"role": "auditor"}, "ends_on"),
        ({"user": "manager"}, "user"),
    ],
)
def test_a_manager_gives_only_officers_of_the_own_organisation(cast, fund, manager, chief, changes, words):
    colleague = UserFactory(organisation=fund)
    sent = {"user": colleague.pk, "project": cast.project.pk, "role": "funder", "starts_on": "2026-01-01"}
    named = {"other": cast.other_project.pk, "manager": manager.pk}
    sent |= {name: named.get(value, value) for name, value in changes.items()}
    response = chief.post(f"{PAGE}give/", sent)
    assert words in response.context["form"].errors
    assert not Membership.objects.filter(user__in=[colleague, manager]).exists()


def test_a_manager_gives_a_role_from_a_date(cast, fund, chief):
    colleague = UserFactory(organisation=fund)
    sent = {"user": colleague.pk, "project": cast.project.pk, "role": "funder", "starts_on": "2031-01-01"}
    assert chief.post(f"{PAGE}give/", sent).status_code == 302
    assert "kommande" in chief.get(PAGE).text
    held = role_of(colleague)
    assert str(held.starts_on) == "2031-01-01"
    assert AuditEntry.objects.filter(action="membership_given", object_id=str(held.pk)).exists()
    assert "har redan den rollen" in chief.post(f"{PAGE}give/", sent).text


def test_the_last_officer_ends_only_with_a_successor(cast, fund, manager, chief):
    colleague = UserFactory(organisation=fund)
    held = role_of(cast.funder)
    assert "skulle sakna handläggare" in ended(chief, held).text
    later = timezone.localdate() + timedelta(days=5)
    assert "skulle sakna handläggare" in ended(chief, held, last_day=str(later)).text
    with pytest.raises(ActionRefused, match="sakna handläggare"):
        end_membership(held, by=cast.funder)
    held.ends_on = later
    with pytest.raises(ActionRefused, match="sakna handläggare"):
        change_membership(held, changed={"ends_on"}, by=manager)
    Membership.objects.filter(pk=held.pk).update(responsible_for=fund)
    held.refresh_from_db()
    assert ended(chief, held, takes_over=str(colleague.pk)).status_code == 302
    held.refresh_from_db()
    assert (held.is_over, held.responsible_for) == (True, None)
    assert list(Membership.objects.responsible()) == [role_of(colleague)]
    end_membership(role_of(colleague), by=cast.administrator)  # an administrator may leave it without one
    assert not Membership.objects.responsible().exists()


def test_all_roles_of_a_colleague_end_together_or_not_at_all(cast, fund, chief):
    cast.other_project.partners.create(organisation=fund, role="funder")
    second = MembershipFactory(user=cast.funder, project=cast.other_project, funder=True)
    officer(cast, fund)
    address = f"{PAGE}colleagues/{cast.funder.pk}/end/"
    page = chief.get(address)
    version = re.search(r'name="version" value="([^"]*)"', page.text)[1]
    refused = ended(chief, second, address, version=version)
    assert "skulle sakna handläggare" in refused.text
    assert Membership.objects.not_over().filter(user=cast.funder).count() == 2
    takes_over = str(UserFactory(organisation=fund).pk)
    assert ended(chief, second, address, version=version, takes_over=takes_over).status_code == 302
    assert not Membership.objects.not_over().filter(user=cast.funder).exists()


def test_one_officer_is_responsible_chosen_or_by_taking_it(cast, fund, chief, sign_in):
    first, second = role_of(cast.funder), officer(cast, fund, user__full_name="Vilma Vald")
    chosen = f"{PAGE}roles/{first.pk}/responsible/"
    assert chief.post(chosen, {"version": version_of(first)}).status_code == 302
    assert list(Membership.objects.responsible()) == [first]
    client = sign_in(second.user)
    page = client.get("/projects/samverkan/")
    version = re.search(r'responsible/".*?name="version" value="([^"]*)"', page.text, re.DOTALL)[1]
    take = "/projects/samverkan/responsible/"
    client.post(take, {"version": version})
    assert list(Membership.objects.responsible()) == [second]
    for user in (cast.leader, cast.case_worker, cast.funder, cast.administrator):
        assert "Vilma Vald" in sign_in(user).get("/projects/samverkan/").text
    assert "efter att du öppnade sidan" in client.post(take, {"version": version}, follow=True).text
    for user, status in ((cast.leader, 404), (cast.administrator, 404), (cast.stranger, 404)):
        assert sign_in(user).post(take).status_code == status


def test_invitations_are_sent_again_and_withdrawn(cast, fund, manager, chief):
    invitation = Invitation(project=cast.project, email="ny@fonden.example", role="funder", organisation=fund)
    invitation.renew(by=manager)
    invitation.save()
    address = f"{PAGE}invitations/{invitation.pk}/"
    chief.post(f"{address}send/", {"version": version_of(invitation)})
    assert mail.outbox[-1].to == ["ny@fonden.example"]
    invitation.refresh_from_db()
    chief.post(f"{address}withdraw/", {"version": version_of(invitation)})
    invitation.refresh_from_db()
    assert invitation.withdrawn_at
