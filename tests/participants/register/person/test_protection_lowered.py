"""Protection lowered in one project: staff in the person's other projects are notified, without details."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from accounts.audit.models import AuditEntry
from participants.register.models import AuthorisedCaseWorker
from participants.register.pages.audit_labels import action_label
from projects.team.models import Membership
from tests.factories import VASTERVIK, MembershipFactory, ParticipationFactory, ProjectFactory
from tests.participants.register.person.pages import page

pytestmark = pytest.mark.django_db
# Would reveal to the other project the person, where else the person takes part, or the staff there.
IDENTIFYING = (
    "Hemlig",
    "9401",
    "2396",
    "Oskarshamn",
    "Samverkan",
    "samverkan",
    "cooperation",
    "Lena",
    "leader@",
)


@pytest.fixture
def here(cast):
    return ParticipationFactory(
        project=cast.project,
        given_name="Hemlig",
        family_name="Hemligsson",
        person__number="940112-2396",
        person__protection="protected_registration",
    )


@pytest.fixture
def there(cast, here):
    """The same person in the project that the stranger leads."""
    return ParticipationFactory(
        project=cast.other_project, person=here.person, given_name="Hemlig", family_name="Hemligsson"
    )


@pytest.fixture
def authorised(cast, there):
    """A case worker of the other project who is authorised for the person and reads English."""
    user = MembershipFactory(project=cast.other_project, user__language="en").user
    AuthorisedCaseWorker.objects.create(participation=there, user=user, authorised_by=cast.stranger)
    return user


@pytest.fixture
def lower(cast, sign_in, here, django_capture_on_commit_callbacks):
    """Return a function with which the leader lowers the protection; it returns {address: e-mail}."""

    def lowered(level="none", by=cast.leader):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            answer = sign_in(by).post(
                page(here, "protection/"), {"level": level, "reason": "Hemlig är inte hotad i Oskarshamn."}
            )
        assert answer.status_code == 302
        here.person.refresh_from_db()
        assert here.person.protection == level
        return {address: email for email in mail.outbox for address in email.to}

    return lowered


def audit_entry(participation):
    return AuditEntry.objects.about(participation).get()


@pytest.mark.parametrize("level", ["none", "confidentiality_mark"])
def test_leaders_and_authorised_case_workers_get_an_email(cast, sign_in, there, authorised, lower, level):
    MembershipFactory(project=cast.other_project)  # a case worker who is not authorised
    MembershipFactory(project=ProjectFactory(), leader=True)  # of a project where the person is not

    emails = lower(level)

    assert set(emails) == {cast.stranger.email, authorised.email}
    assert emails[cast.stranger.email].subject == "esfportal: En skyddad identitet i Ett annat projekt"
    assert emails[authorised.email].subject == "esfportal: A protected identity in Another project"
    for user in (cast.stranger, authorised):
        (link,) = [line for line in emails[user.email].body.splitlines() if line.startswith("http")]
        assert link == f"http://testserver{page(there, 'protection/')}"
        assert sign_in(user).get(link).status_code == 200


def test_the_email_names_no_person_and_no_other_project(there, authorised, lower):
    for email in lower().values():
        message = email.message()
        del message["Message-ID"]  # random digits, among which a part of the number may be
        written = message.as_string() + email.subject + email.body
        assert [word for word in IDENTIFYING if word in written] == []


def test_the_other_project_has_an_audit_entry(cast, sign_in, there, lower):
    lower("confidentiality_mark")

    entry = audit_entry(there)
    assert (entry.action, entry.project, entry.actor) == (
        "protection_lowered_elsewhere",
        cast.other_project,
        None,
    )
    assert entry.details == {"level": "confidentiality_mark"}


def test_the_persons_page_there_shows_the_lowering(cast, sign_in, there, lower):
    lower()
    shown = sign_in(cast.stranger).get(there.get_absolute_url())
    assert "Någon utanför projektet" in shown.text
    assert [word for word in ("Samverkan", "Lena", "Hemlig är inte hotad") if word in shown.text] == []
    with translation.override("sv"):
        assert action_label(audit_entry(there)) == "Skyddet sänktes i ett annat projekt"


def test_the_leader_of_both_projects_gets_no_email(cast, there, lower):
    MembershipFactory(project=cast.other_project, user=cast.leader, leader=True)
    assert set(lower()) == {cast.stranger.email}


def test_a_raised_or_refused_level_sends_no_email(cast, sign_in, here, there):
    sign_in(cast.leader).post(page(here, "protection/"), {"level": "none"})  # refused: no reason
    here.person.protection = "none"
    here.person.save()
    sign_in(cast.leader).post(page(here, "protection/"), {"level": "protected_registration"})
    assert mail.outbox == []
    assert not AuditEntry.objects.about(there).exists()


def test_a_person_in_one_project_only_sends_no_email(cast, lower):
    assert lower() == {}
    assert not AuditEntry.objects.filter(project=cast.other_project).exists()


def test_former_staff_get_no_email(cast, there, authorised, lower):
    # Recipients are those authorised and with access today, and leaders of the whole project.
    yesterday = {"ends_on": timezone.localdate() - timedelta(1)}
    Membership.objects.filter(user=authorised).update(**yesterday)
    MembershipFactory(project=cast.other_project, leader=True, **yesterday)
    MembershipFactory(project=cast.other_project, leader=True, municipality_id=VASTERVIK)
    MembershipFactory(project=cast.other_project, leader=True, user__is_active=False)
    assert set(lower()) == {cast.stranger.email}
