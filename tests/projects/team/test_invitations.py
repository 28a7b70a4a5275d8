"""Invitations: an e-mail with a link that works once, for a week."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.models import User
from accounts.permissions import ROLES
from projects.team import emails
from projects.team.models import Invitation, Membership
from tests.factories import OSKARSHAMN, MembershipFactory, SubProjectFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/projects/samverkan/team/"
OFFER = {
    "email": "Ny.Person@example.org",
    "language": "sv",
    "role": "case_worker",
    "part": f"municipality-{OSKARSHAMN}",
    "starts_on": "2020-01-01",
    "ends_on": "",
}
ACCOUNT = {
    "full_name": "Nya Person",
    "password1": "sju helt nya stenar",
    "password2": "sju helt nya stenar",
}


@pytest.fixture
def leader(cast, sign_in):
    return sign_in(cast.leader)


def invite(client, **changes):
    """Send an invitation and return the path of its link."""
    response = client.post(f"{PAGE}invite/", OFFER | changes)
    assert response.status_code == 302, response.context["form"].errors
    return link_in(mail.outbox[-1])


def link_in(message):
    return re.search(r"http://testserver(/invitation/\S+/)", message.body)[1]


def open_link(link, client=None):
    client = client or Client(headers={"accept-language": "sv"})
    return client, client.get(link, follow=True)


def test_a_part_leader_sees_invitations_to_the_part_only(cast, leader, sign_in):
    part = SubProjectFactory(project=cast.project)
    MembershipFactory(user=cast.without_role, project=cast.project, leader=True, sub_project=part)
    invite(leader)
    invite(leader, email="delen@example.org", part=f"sub_project-{part.pk}")
    for reader, seen in ((leader, True), (sign_in(cast.without_role), False)):
        text = reader.get(PAGE).text
        assert "delen@example.org" in text
        assert ("ny.person@example.org" in text) is seen


def test_a_new_user_creates_an_account_and_joins(cast, leader):
    client, page = open_link(invite(leader))
    assert "Du är inbjuden" in page.text
    assert cast.project.name in page.text
    assert str(ROLES["case_worker"].description) in page.text
    response = client.post("/invitation/", ACCOUNT)
    assert response.url == cast.project.get_absolute_url()
    user = User.objects.get(email="ny.person@example.org")
    assert user.check_password(ACCOUNT["password1"])
    assert int(client.session["_auth_user_id"]) == user.pk
    membership = user.memberships.get()
    assert (membership.role, membership.municipality_id) == ("case_worker", OSKARSHAMN)
    assert (membership.starts_on, membership.ends_on) == (date(2020, 1, 1), None)
    entry = AuditEntry.objects.about(membership).get()
    assert (entry.actor, entry.details["invited_by"]) == (user, cast.leader.pk)


def test_an_existing_user_confirms_by_signing_in(cast, leader, sign_in):
    link = invite(leader, email=cast.without_role.email)
    client, page = open_link(link)
    assert "/accounts/login/?next=/invitation/" in page.text
    client.post("/invitation/", ACCOUNT)
    assert not cast.without_role.memberships.exists()
    client = sign_in(cast.without_role)
    open_link(link, client)
    assert not cast.without_role.memberships.exists()  # opening the link is not accepting
    assert client.post("/invitation/").url == cast.project.get_absolute_url()
    assert cast.without_role.memberships.get().project == cast.project


def test_signing_in_keeps_the_invitation(cast, leader):
    cast.without_role.set_password("tre ord och en fyra")
    cast.without_role.save()
    client, _page = open_link(invite(leader, email=cast.without_role.email))
    sent = {"login": cast.without_role.email, "password": "tre ord och en fyra", "next": "/invitation/"}
    response = client.post("/accounts/login/?next=/invitation/", sent)
    assert response.url == "/invitation/"
    assert "Tacka ja" in client.get("/invitation/").text


def test_the_leader_can_not_see_who_has_an_account(cast, leader):
    # The same redirect, page and e-mail for addresses with and without an account.
    answers = {}
    for email in (cast.without_role.email, cast.stranger.email, "unknown@example.org"):
        response = leader.post(f"{PAGE}invite/", OFFER | {"email": email}, follow=True)
        page = re.sub(
            r"(csrf\S+|version\") value=\"\S+\"|\d\d[:.]\d\d", "", response.text.replace(email, "ADDRESS")
        )
        leader.post(f"{PAGE}invitations/{Invitation.objects.open().get().pk}/withdraw/", follow=True)
        number = re.compile(r"invitations/\d+/")
        answers[email] = (response.redirect_chain, number.sub("", page))
    assert len({repr(response) for response in answers.values()}) == 1
    assert [message.to for message in mail.outbox] == [[email] for email in answers]


def test_the_e_mail_is_in_the_users_language_and_names_no_person(cast, leader):
    cast.without_role.language = "en"
    cast.without_role.save()
    invite(leader, email=cast.without_role.email)
    invite(leader)
    english, swedish = mail.outbox
    assert english.subject == "esfportal: Invitation to The cooperation project"
    assert "as case worker" in english.body
    assert swedish.subject == "esfportal: Inbjudan till Samverkansprojektet"
    assert "inom 7 dagar" in swedish.body
    for message in mail.outbox:
        for who in (cast.leader, cast.without_role):
            assert who.full_name not in message.body + message.subject


def test_a_link_works_once(cast, leader):
    link = invite(leader)
    client, _page = open_link(link)
    client.post("/invitation/", ACCOUNT)
    for again in (client, Client(headers={"accept-language": "sv"})):
        assert "Länken fungerar inte längre" in open_link(link, again)[1].text
    assert "Länken fungerar inte längre" in client.post("/invitation/", ACCOUNT).text
    assert Membership.objects.filter(user__email="ny.person@example.org").count() == 1


def expired(cast, leader):
    Invitation.objects.update(expires_at=timezone.now())


def withdrawn(cast, leader):
    leader.post(f"{PAGE}invitations/{Invitation.objects.get().pk}/withdraw/")


def sent_again(cast, leader):
    leader.post(f"{PAGE}invitations/{Invitation.objects.get().pk}/send/")


def last_day_passed(cast, leader):
    Invitation.objects.update(ends_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("cause", [expired, withdrawn, sent_again, last_day_passed])
def test_a_link_that_stopped_working_reveals_nothing_else(cast, leader, cause):
    link = invite(leader)
    client, _page = open_link(link)
    cause(cast, leader)
    responses = (
        [client.post("/invitation/", ACCOUNT), open_link(link)[1]] if cause is not last_day_passed else []
    )
    responses += [
        client.post("/invitation/", ACCOUNT),
        open_link("/invitation/never-sent/")[1],
        Client().get("/invitation/"),
    ]
    pages = {re.sub(r"csrf\S+ value=\"\S+\"", "", response.text) for response in responses[:-1]}
    assert len(pages) == 1
    assert {response.status_code for response in responses} == {200}
    assert "Länken fungerar inte längre" in pages.pop()
    assert not User.objects.filter(email="ny.person@example.org").exists()


def inviter_left(cast):
    MembershipFactory(project=cast.project, leader=True)
    cast.leader.memberships.update(ends_on=date(2020, 1, 1))


def inviters_account_was_closed(cast):
    User.objects.filter(pk=cast.leader.pk).update(is_active=False)


def municipality_left_the_project(cast):  # the part that the role was offered in
    cast.project.project_municipalities.all().delete()


@pytest.mark.parametrize("cause", [inviter_left, inviters_account_was_closed, municipality_left_the_project])
def test_a_role_the_inviter_may_no_longer_grant_is_not_granted(cast, leader, cause):
    client, page = open_link(invite(leader))
    assert "Du är inbjuden" in page.text
    cause(cast)
    assert "Länken fungerar inte längre" in client.post("/invitation/", ACCOUNT).text
    assert not User.objects.filter(email="ny.person@example.org").exists()


def test_an_invitation_does_not_reopen_a_closed_account(cast, leader):
    closed = UserFactory(email="closed@example.org", is_active=False)
    client, page = open_link(invite(leader, email=closed.email))
    assert "/accounts/login/" in page.text
    client.post("/invitation/", ACCOUNT)
    closed.refresh_from_db()
    assert not closed.is_active
    assert not closed.memberships.exists()


def test_the_link_is_for_the_address_it_was_sent_to(cast, leader, sign_in):
    client, page = open_link(invite(leader), sign_in(cast.without_role))
    assert "Inbjudan gäller en annan adress" in page.text
    assert "ny.person@example.org" not in page.text
    client.post("/invitation/")
    assert not cast.without_role.memberships.exists()


def test_a_token_is_not_stored_logged_or_kept_in_urls(cast, leader, caplog):
    caplog.set_level("DEBUG")
    link = invite(leader)
    token = link.split("/")[2]
    client = Client()
    first = client.get(link)
    assert (first.status_code, first.url) == (302, "/invitation/")
    assert "no-store" in first["Cache-Control"]
    # Other sites never get the path, which contains the token.
    assert first["Referrer-Policy"] in ("strict-origin", "same-origin", "no-referrer")
    assert token not in client.get("/invitation/").text
    assert token not in str(dict(client.session))
    assert token not in str(Invitation.objects.values())
    assert token not in caplog.text
    assert token not in str(list(AuditEntry.objects.values()))
    assert len(token) >= 43  # 32 bytes in base64


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password1": "kort", "password2": "kort"}, "password1"),
        ({"password1": "nya person 1234", "password2": "nya person 1234"}, "password1"),
        ({"password1": "password1234", "password2": "password1234"}, "password1"),
        ({"password2": "något annat här"}, "password2"),
        ({"full_name": " "}, "full_name"),
    ],
)
def test_a_weak_password_creates_no_account(cast, leader, wrong, field):
    client, _page = open_link(invite(leader))
    response = client.post("/invitation/", ACCOUNT | wrong)
    assert field in response.context["form"].errors
    assert not User.objects.filter(email="ny.person@example.org").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "LEADER@example.org"}, "Du kan inte ändra dina egna roller"),
        ({"email": "oskarshamn@example.org"}, "Personen har redan den rollen"),
        ({"role": "administrator", "part": ""}, "administrator"),
        (
            {"role": "funder", "part": ""},
            "avslutas av en administratör, eller av finansiärens egen organisation",
        ),
        (
            {"role": "auditor", "part": "", "ends_on": "2090-01-01", "reason": "Revision"},
            "av en administratör",
        ),
        ({"ends_on": "2021-01-01"}, "Den sista dagen har passerat"),
        ({"ends_on": "2019-01-01"}, "Sista dagen ligger före den första"),
        ({"email": "no address"}, "error"),
        ({"part": "municipality-0180"}, "0180"),
        ({"part": ""}, "Välj den kommun, det delprojekt eller den insats"),
        ({"role": ""}, "error"),
    ],
)
def test_an_impossible_offer_sends_no_e_mail(cast, leader, changes, words):
    response = leader.post(f"{PAGE}invite/", OFFER | changes)
    assert response.status_code == 200
    assert words in response.text
    assert mail.outbox == []
    assert not Invitation.objects.exists()


def test_no_role_is_chosen_beforehand_and_each_is_explained(cast, leader):
    page = leader.get(f"{PAGE}invite/").text
    roles = re.findall(r'<input[^>]*name="role"[^>]*>', page)
    assert len(roles) == 2
    assert not any("checked" in role for role in roles)
    for role, is_offered in (("project_leader", 1), ("case_worker", 1), ("funder", 0), ("auditor", 0)):
        assert (str(ROLES[role].description) in page) == is_offered


@pytest.mark.parametrize("page", ["invite/", "{pk}/"])
def test_what_some_roles_must_have_is_not_called_optional(cast, leader, page):
    member = cast.case_worker.memberships.get()
    text = leader.get(PAGE + page.format(pk=member.pk)).text
    assert re.search(r"<label[^>]*>\s*Del\s*</label>", text)
    assert re.search(r"<label[^>]*>\s*Till\s*</label>", text)
    assert "(frivilligt)" not in text


def test_a_case_worker_of_a_project_without_parts_needs_no_part(cast, sign_in):
    page = "/projects/annat/team/invite/"
    assert sign_in(cast.stranger).post(page, OFFER | {"part": ""}).status_code == 302
    assert not Invitation.objects.get().is_limited_to_part


def test_a_part_leader_offers_that_part_only(cast, sign_in):
    part = SubProjectFactory(project=cast.project)
    leads = MembershipFactory(project=cast.project, leader=True, sub_project=part)
    client = sign_in(leads.user)
    for changes in ({"part": ""}, {}, {"role": "funder", "part": ""}, {"role": "auditor", "part": ""}):
        assert client.post(f"{PAGE}invite/", OFFER | changes).status_code == 200
    assert not Invitation.objects.exists()
    invite(client, part=f"sub_project-{part.pk}", role="project_leader")
    assert Invitation.objects.get().part == part
    others = Invitation.objects.get()
    Invitation.objects.update(sub_project=None)
    assert client.post(f"{PAGE}invitations/{others.pk}/send/").status_code == 404
    assert client.post(f"{PAGE}invitations/{others.pk}/withdraw/").status_code == 404


def test_an_address_is_invited_once_and_sent_to_again(cast, leader):
    first = invite(leader)
    response = leader.post(f"{PAGE}invite/", OFFER)
    assert "Adressen har redan en inbjudan" in response.text
    assert "väntar på svar" in leader.get(PAGE).text
    Invitation.objects.update(expires_at=timezone.now())
    assert "länken har gått ut" in leader.get(PAGE).text
    leader.post(f"{PAGE}invitations/{Invitation.objects.get().pk}/send/")
    assert link_in(mail.outbox[-1]) != first
    assert "Du är inbjuden" in open_link(link_in(mail.outbox[-1]))[1].text
    leader.post(f"{PAGE}invitations/{Invitation.objects.get().pk}/withdraw/")
    response = leader.post(f"{PAGE}invitations/{Invitation.objects.get().pk}/send/", follow=True)
    assert "besvarats eller dragits tillbaka" in response.text
    assert [entry.action for entry in AuditEntry.objects.filter(object_type="team.invitation")] == [
        "invitation_withdrawn",
        "invitation_sent_again",
        "invitation_sent",
    ]


def test_nothing_is_saved_if_the_e_mail_fails(cast, leader, monkeypatch, caplog):
    def refuse(*arguments):
        raise OSError("550 <ny.person@example.org> unknown")

    monkeypatch.setattr(emails, "send_email", refuse)
    response = leader.post(f"{PAGE}invite/", OFFER)
    assert "Mejlet kunde inte skickas" in response.text
    assert not Invitation.objects.exists()
    assert "ny.person" not in caplog.text


def test_accepting_does_not_duplicate_an_existing_role(cast, leader, sign_in):
    link = invite(leader, email=cast.without_role.email)
    MembershipFactory(user=cast.without_role, project=cast.project, municipality_id=OSKARSHAMN)
    client = sign_in(cast.without_role)
    open_link(link, client)
    assert client.post("/invitation/").status_code == 302
    assert cast.without_role.memberships.count() == 1
