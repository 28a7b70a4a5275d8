"""Authorising case workers says nothing about where a protected person takes part."""

import re
from datetime import date

import pytest

from participants.register.models import AuthorisedCaseWorker
from projects.team.models import Membership
from tests.factories import MembershipFactory, ParticipationFactory
from tests.participants.register.person.pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def protected(cast):
    """Registered by the case worker in Oskarshamn."""
    return ParticipationFactory(project=cast.project, person__protected=True, created_by=cast.case_worker)


def test_the_answer_does_not_say_in_which_part_the_person_is(cast, sign_in, protected):
    leader, here, elsewhere = (
        sign_in(cast.leader),
        MembershipFactory(project=cast.project).user,
        cast.colleague,
    )
    lines = []
    for user in (here, elsewhere):
        answer = leader.post(page(protected, "authorised/"), {"user": user.pk}, follow=True)
        assert protected.authorised_case_workers.in_force().get(user=user)
        again = leader.post(page(protected, "authorised/"), {"user": user.pk})
        assert again.context["form"].errors.as_data()["user"][0].code == "invalid_choice"
        (line,) = (each for each in re.findall(r"<tr>.*?</tr>", answer.text, re.DOTALL) if str(user) in each)
        lines.append(
            re.sub(r'value="[^"]*"', "", line.replace(str(user), "X").replace(f"/{user.pk}/", "/X/"))
        )
    assert lines[0] == lines[1]
    # The authorisation opens nothing that the role does not include.
    assert sign_in(here).post(page(protected, "open/"), {"why": "contact"}).status_code == 302
    assert sign_in(elsewhere).post(page(protected, "open/"), {"why": "contact"}).status_code == 404


def test_a_case_worker_whose_role_has_ended_is_marked(cast, sign_in, protected):
    AuthorisedCaseWorker.objects.create(
        participation=protected, user=cast.case_worker, authorised_by=cast.leader
    )
    leader, mark = sign_in(cast.leader), "kan inte längre öppna"
    assert mark not in leader.get(page(protected, "authorised/")).text
    Membership.objects.filter(user=cast.case_worker).update(ends_on=date(2019, 3, 30))
    assert mark in leader.get(page(protected, "authorised/")).text
