"""A protection that one project lowers: the person's other projects are told, and told of nothing else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from accounts.models import AuditEntry, Membership
from participants.deeds import action_label
from participants.models import NamedCaseWorker
from tests.factories import VASTERVIK, MembershipFactory, ParticipationFactory, ProjectFactory
from tests.participants.person.pages import page

pytestmark = pytest.mark.django_db
# What would tell somebody in the other project who it is about, where else they take part, or who works there.
TELLTALES = (
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
def named(cast, there):
    """A case worker of the other project who is named for the person, and reads English."""
    user = MembershipFactory(project=cast.other_project, user__language="en").user
    NamedCaseWorker.objects.create(participation=there, user=user, named_by=cast.stranger)
    return user


@pytest.fixture
def lower(cast, sign_in, here, django_capture_on_commit_callbacks):
    """`lower(level)`: the leader lowers the protection; gives the letters by address."""

    def lowered(level="none", by=cast.leader):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            answer = sign_in(by).post(
                page(here, "protection/"), {"level": level, "reason": "Hemlig är inte hotad i Oskarshamn."}
            )
        assert answer.status_code == 302
        here.person.refresh_from_db()
        assert here.person.protection == level
        return {address: letter for letter in mail.outbox for address in letter.to}

    return lowered


def told(participation):
    return AuditEntry.objects.about(participation).get()


@pytest.mark.parametrize("level", ["none", "confidentiality_mark"])
def test_leaders_and_named_case_workers_there_get_a_letter(cast, sign_in, there, named, lower, level):
    MembershipFactory(project=cast.other_project)  # a case worker who is not named
    MembershipFactory(project=ProjectFactory(), leader=True)  # of a project where the person is not

    letters = lower(level)

    assert set(letters) == {cast.stranger.email, named.email}
    assert letters[cast.stranger.email].subject == "esfportal: En skyddad identitet i Ett annat projekt"
    assert letters[named.email].subject == "esfportal: A protected identity in Another project"
    for user in (cast.stranger, named):
        (link,) = [line for line in letters[user.email].body.splitlines() if line.startswith("http")]
        assert link == f"http://testserver{page(there, 'protection/')}"
        assert sign_in(user).get(link).status_code == 200


def test_the_letter_tells_of_nobody_and_of_no_other_project(there, named, lower):
    for letter in lower().values():
        written = letter.message().as_string() + letter.subject + letter.body
        assert [word for word in TELLTALES if word in written] == []


def test_the_trail_there_tells_it_too(cast, sign_in, there, lower):
    lower("confidentiality_mark")

    entry = told(there)
    assert (entry.action, entry.project, entry.actor) == (
        "protection_lowered_elsewhere",
        cast.other_project,
        None,
    )
    assert entry.details == {"level": "confidentiality_mark"}


def test_the_persons_page_there_says_it_in_words(cast, sign_in, there, lower):
    lower()
    shown = sign_in(cast.stranger).get(there.get_absolute_url())
    assert "Någon utanför projektet" in shown.text
    assert [word for word in ("Samverkan", "Lena", "Hemlig är inte hotad") if word in shown.text] == []
    with translation.override("sv"):
        assert action_label(told(there)) == "Skyddet sänktes i ett annat projekt"


def test_whoever_leads_both_is_not_told_what_they_did_themselves(cast, there, lower):
    MembershipFactory(project=cast.other_project, user=cast.leader, leader=True)
    assert set(lower()) == {cast.stranger.email}


def test_a_protection_that_is_raised_or_refused_tells_nobody(cast, sign_in, here, there):
    sign_in(cast.leader).post(page(here, "protection/"), {"level": "none"})  # without a reason
    here.person.protection = "none"
    here.person.save()
    sign_in(cast.leader).post(page(here, "protection/"), {"level": "protected_registration"})
    assert mail.outbox == []
    assert not AuditEntry.objects.about(there).exists()


def test_somebody_in_one_project_only_concerns_no_other(cast, lower):
    assert lower() == {}
    assert not AuditEntry.objects.filter(project=cast.other_project).exists()


def test_whoever_no_longer_looks_after_the_person_gets_no_letter(cast, there, named, lower):
    """Letters go by what holds today: named and within reach, leading the whole project and not only a part."""
    yesterday = {"ends_on": timezone.localdate() - timedelta(1)}
    Membership.objects.filter(user=named).update(**yesterday)
    MembershipFactory(project=cast.other_project, leader=True, **yesterday)
    MembershipFactory(project=cast.other_project, leader=True, municipality_id=VASTERVIK)
    MembershipFactory(project=cast.other_project, leader=True, user__is_active=False)
    assert set(lower()) == {cast.stranger.email}
