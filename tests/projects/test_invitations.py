"""Invitations: a link by mail that works once, for a week, and tells nobody who has an account."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, Membership, User
from accounts.permissions import ROLES
from projects.models import Invitation
from projects.team import letters
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
    "reason": "",
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
    """Send an invitation; gives the address in the letter, without the host."""
    answer = client.post(f"{PAGE}invite/", OFFER | changes)
    assert answer.status_code == 302, answer.context["form"].errors
    return link_in(mail.outbox[-1])


def link_in(letter):
    return re.search(r"http://testserver(/invitation/\S+/)", letter.body)[1]


def opened(link, client=None):
    client = client or Client(headers={"accept-language": "sv"})
    return client, client.get(link, follow=True)


def test_a_part_leader_sees_invitations_to_the_part_only(cast, leader, sign_in):
    part = SubProjectFactory(project=cast.project)
    MembershipFactory(user=cast.nobody, project=cast.project, leader=True, sub_project=part)
    invite(leader)
    invite(leader, email="delen@example.org", part=f"sub_project-{part.pk}")
    for reader, seen in ((leader, True), (sign_in(cast.nobody), False)):
        text = reader.get(PAGE).text
        assert "delen@example.org" in text
        assert ("ny.person@example.org" in text) is seen


def test_a_new_user_creates_an_account_and_joins(cast, leader):
    client, page = opened(invite(leader))
    assert "Du är inbjuden" in page.text
    assert cast.project.name in page.text
    assert str(ROLES["case_worker"].description) in page.text
    answer = client.post("/invitation/", ACCOUNT)
    assert answer.url == cast.project.get_absolute_url()
    user = User.objects.get(email="ny.person@example.org")
    assert user.check_password(ACCOUNT["password1"])
    assert int(client.session["_auth_user_id"]) == user.pk
    membership = user.memberships.get()
    assert (membership.role, membership.municipality_id) == ("case_worker", OSKARSHAMN)
    assert (membership.starts_on, membership.ends_on) == (date(2020, 1, 1), None)
    entry = AuditEntry.objects.about(membership).get()
    assert (entry.actor, entry.details["invited_by"]) == (user, cast.leader.pk)


def test_an_existing_user_confirms_by_signing_in(cast, leader, sign_in):
    link = invite(leader, email=cast.nobody.email)
    client, page = opened(link)
    assert "/accounts/login/?next=/invitation/" in page.text
    client.post("/invitation/", ACCOUNT)
    assert not cast.nobody.memberships.exists()
    client = sign_in(cast.nobody)
    opened(link, client)
    assert not cast.nobody.memberships.exists()  # opening is not accepting
    assert client.post("/invitation/").url == cast.project.get_absolute_url()
    assert cast.nobody.memberships.get().project == cast.project


def test_signing_in_keeps_the_invitation(cast, leader):
    cast.nobody.set_password("tre ord och en fyra")
    cast.nobody.save()
    client, _page = opened(invite(leader, email=cast.nobody.email))
    sent = {"login": cast.nobody.email, "password": "tre ord och en fyra", "next": "/invitation/"}
    answer = client.post("/accounts/login/?next=/invitation/", sent)
    assert answer.url == "/invitation/"
    assert "Tacka ja" in client.get("/invitation/").text


def test_the_leader_can_not_see_who_has_an_account(cast, leader):
    answers = {}
    for email in (cast.nobody.email, cast.stranger.email, "unknown@example.org"):
        answer = leader.post(f"{PAGE}invite/", OFFER | {"email": email}, follow=True)
        page = re.sub(r"csrf\S+ value=\"\S+\"|\d\d[:.]\d\d", "", answer.text.replace(email, "ADDRESS"))
        leader.post(f"{PAGE}invitations/{Invitation.objects.open().get().pk}/withdraw/", follow=True)
        number = re.compile(r"invitations/\d+/")
        answers[email] = (answer.redirect_chain, number.sub("", page))
    assert len({repr(answer) for answer in answers.values()}) == 1
    assert [letter.to for letter in mail.outbox] == [[email] for email in answers]


def test_the_e_mail_is_in_the_users_language_and_names_no_person(cast, leader):
    cast.nobody.language = "en"
    cast.nobody.save()
    invite(leader, email=cast.nobody.email)
    invite(leader)
    english, swedish = mail.outbox
    assert english.subject == "esfportal: Invitation to The cooperation project"
    assert "as case worker" in english.body
    assert swedish.subject == "esfportal: Inbjudan till Samverkansprojektet"
    assert "inom 7 dagar" in swedish.body
    for letter in mail.outbox:
        for who in (cast.leader, cast.nobody):
            assert who.full_name not in letter.body + letter.subject


def test_a_link_works_once(cast, leader):
    link = invite(leader)
    client, _page = opened(link)
    client.post("/invitation/", ACCOUNT)
    for again in (client, Client(headers={"accept-language": "sv"})):
        assert "Länken fungerar inte längre" in opened(link, again)[1].text
    assert "Länken fungerar inte längre" in client.post("/invitation/", ACCOUNT).text
    assert Membership.objects.filter(user__email="ny.person@example.org").count() == 1


def out_of_time(cast, leader):
    Invitation.objects.update(expires_at=timezone.now())


def withdrawn(cast, leader):
    leader.post(f"{PAGE}invitations/{Invitation.objects.get().pk}/withdraw/")


def sent_again(cast, leader):
    leader.post(f"{PAGE}invitations/{Invitation.objects.get().pk}/send/")


def its_last_day_has_passed(cast, leader):
    Invitation.objects.update(ends_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("cause", [out_of_time, withdrawn, sent_again, its_last_day_has_passed])
def test_a_link_that_stopped_working_reveals_nothing_else(cast, leader, cause):
    link = invite(leader)
    client, _page = opened(link)
    cause(cast, leader)
    dead = (
        [client.post("/invitation/", ACCOUNT), opened(link)[1]]
        if cause is not its_last_day_has_passed
        else []
    )
    dead += [
        client.post("/invitation/", ACCOUNT),
        opened("/invitation/never-sent/")[1],
        Client().get("/invitation/"),
    ]
    pages = {re.sub(r"csrf\S+ value=\"\S+\"", "", answer.text) for answer in dead[:-1]}
    assert len(pages) == 1
    assert {answer.status_code for answer in dead} == {200}
    assert "Länken fungerar inte längre" in pages.pop()
    assert not User.objects.filter(email="ny.person@example.org").exists()


def inviter_left(cast):
    MembershipFactory(project=cast.project, leader=True)
    cast.leader.memberships.update(ends_on=date(2020, 1, 1))


def inviters_account_was_closed(cast):
    User.objects.filter(pk=cast.leader.pk).update(is_active=False)


def municipality_left_the_project(cast):
    cast.project.project_municipalities.all().delete()


@pytest.mark.parametrize("cause", [inviter_left, inviters_account_was_closed, municipality_left_the_project])
def test_a_role_the_inviter_may_no_longer_grant_is_not_granted(cast, leader, cause):
    client, page = opened(invite(leader))
    assert "Du är inbjuden" in page.text
    cause(cast)
    assert "Länken fungerar inte längre" in client.post("/invitation/", ACCOUNT).text
    assert not User.objects.filter(email="ny.person@example.org").exists()


def test_an_invitation_does_not_reopen_a_closed_account(cast, leader):
    closed = UserFactory(email="closed@example.org", is_active=False)
    client, page = opened(invite(leader, email=closed.email))
    assert "/accounts/login/" in page.text
    client.post("/invitation/", ACCOUNT)
    closed.refresh_from_db()
    assert not closed.is_active
    assert not closed.memberships.exists()


def test_the_link_is_for_the_address_it_was_sent_to(cast, leader, sign_in):
    client, page = opened(invite(leader), sign_in(cast.nobody))
    assert "Inbjudan gäller en annan adress" in page.text
    assert "ny.person@example.org" not in page.text
    client.post("/invitation/")
    assert not cast.nobody.memberships.exists()


def test_a_token_is_not_stored_logged_or_kept_in_urls(cast, leader, caplog):
    caplog.set_level("DEBUG")
    link = invite(leader)
    token = link.split("/")[2]
    client = Client()
    first = client.get(link)
    assert (first.status_code, first.url) == (302, "/invitation/")
    assert "no-store" in first["Cache-Control"]
    assert first["Referrer-Policy"] in ("strict-origin", "same-origin", "no-referrer")  # never a path abroad
    assert token not in client.get("/invitation/").text
    assert token not in str(dict(client.session))
    assert token not in str(Invitation.objects.values())
    assert token not in caplog.text
    assert token not in str(list(AuditEntry.objects.values()))
    assert len(token) >= 43


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
    client, _page = opened(invite(leader))
    answer = client.post("/invitation/", ACCOUNT | wrong)
    assert field in answer.context["form"].errors
    assert not User.objects.filter(email="ny.person@example.org").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "LEADER@example.org"}, "Du kan inte ändra dina egna roller"),
        ({"email": "oskarshamn@example.org"}, "Personen har redan den rollen"),
        ({"role": "administrator", "part": ""}, "administrator"),
        ({"role": "funder"}, "Välj ingen del av det"),
        ({"role": "auditor", "part": ""}, "Ange granskningens sista dag"),
        ({"role": "auditor", "part": "", "ends_on": "2090-01-01"}, "Ange vad som granskas"),
        ({"ends_on": "2021-01-01"}, "Den sista dagen har passerat"),
        ({"ends_on": "2019-01-01"}, "Sista dagen ligger före den första"),
        ({"email": "no address"}, "error"),
        ({"part": "municipality-0180"}, "0180"),
    ],
)
def test_an_impossible_offer_sends_no_e_mail(cast, leader, changes, words):
    answer = leader.post(f"{PAGE}invite/", OFFER | changes)
    assert answer.status_code == 200
    assert words in answer.text
    assert mail.outbox == []
    assert not Invitation.objects.exists()


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
    answer = leader.post(f"{PAGE}invite/", OFFER)
    assert "Adressen har redan en inbjudan" in answer.text
    assert "väntar på svar" in leader.get(PAGE).text
    Invitation.objects.update(expires_at=timezone.now())
    assert "länken har gått ut" in leader.get(PAGE).text
    leader.post(f"{PAGE}invitations/{Invitation.objects.get().pk}/send/")
    assert link_in(mail.outbox[-1]) != first
    assert "Du är inbjuden" in opened(link_in(mail.outbox[-1]))[1].text
    leader.post(f"{PAGE}invitations/{Invitation.objects.get().pk}/withdraw/")
    assert leader.post(f"{PAGE}invitations/{Invitation.objects.get().pk}/send/").status_code == 404
    assert [entry.action for entry in AuditEntry.objects.filter(object_type="projects.invitation")] == [
        "invitation_withdrawn",
        "invitation_sent_again",
        "invitation_sent",
    ]


def test_nothing_is_saved_if_the_e_mail_fails(cast, leader, monkeypatch, caplog):
    def refuse(*arguments):
        raise OSError("550 <ny.person@example.org> unknown")

    monkeypatch.setattr(letters, "send_email", refuse)
    answer = leader.post(f"{PAGE}invite/", OFFER)
    assert "Brevet kunde inte skickas" in answer.text
    assert not Invitation.objects.exists()
    assert "ny.person" not in caplog.text


def test_accepting_does_not_duplicate_an_existing_role(cast, leader, sign_in):
    link = invite(leader, email=cast.nobody.email)
    MembershipFactory(user=cast.nobody, project=cast.project, municipality_id=OSKARSHAMN)
    client = sign_in(cast.nobody)
    opened(link, client)
    assert client.post("/invitation/").status_code == 302
    assert cast.nobody.memberships.count() == 1
