"""Hand over: asked and answered once, moved by the leader, and never beyond what the receiver's role includes."""

import pytest
from django.utils import timezone

from participants.casework.handovers.caseload_of_member import CASELOAD
from participants.casework.models import Handover
from projects.team.handover import handovers
from tests.factories import OSKARSHAMN, VASTERVIK, MembershipFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
DAY = "/my-day/"


@pytest.fixture
def receiver(cast):
    """A second case worker in Oskarshamn."""
    return MembershipFactory(
        project=cast.project, municipality_id=OSKARSHAMN, user__full_name="Rut Mottagare"
    ).user


def worker_of(participation):
    return participation.spells.latest("entry_date").case_worker


def test_a_participant_is_handed_over_and_accepted(cast, people, receiver, sign_in):
    person = people["incomplete"]
    sender, page = sign_in(cast.case_worker), person.get_absolute_url() + "hand-over/"
    assert "Saknas: högsta avslutade utbildning" in sender.get(page).text
    sender.post(page, {"to": receiver.pk, "message": "Ring på förmiddagen"})
    assert worker_of(person) == cast.case_worker
    again = sender.post(page, {"to": receiver.pk})
    assert "väntar redan på svar" in again.text
    assert "Rut Mottagare" in sender.get(person.get_absolute_url()).text
    client = sign_in(receiver)
    (row,) = client.get(DAY).context["rows"]
    assert "Ta över 1 deltagare" in row.item.text
    shown = client.get(row.url)
    assert "Ring på förmiddagen" in shown.text
    batch = Handover.objects.get().batch
    # Only the receiver answers, and outsiders learn nothing.
    assert sender.post(f"{DAY}handed/{batch}/accept/").status_code == 404
    assert sign_in(cast.colleague).get(f"{DAY}handed/{batch}/").status_code == 404
    assert client.post(f"{DAY}handed/{batch}/accept/")["Location"] == DAY
    assert worker_of(person) == receiver
    assert client.get(DAY).context["rows"][0].item.participation == person
    assert "redan besvarad" in client.post(f"{DAY}handed/{batch}/decline/", follow=True).text
    assert worker_of(person) == receiver
    assert "sedan" in client.get(person.get_absolute_url()).text


def test_a_declined_or_withdrawn_one_changes_nothing(cast, people, receiver, sign_in):
    sender, client = sign_in(cast.case_worker), sign_in(receiver)
    for who, verb in ((client, "decline"), (sender, "withdraw")):
        sender.post("/projects/samverkan/casework/hand-over/", {"to": receiver.pk})
        rows = Handover.objects.filter(state="waiting")
        assert rows.count() == 3
        who.post(f"{DAY}handed/{rows.first().batch}/{verb}/")
        assert not rows.exists()
    # Without a caseload there is no form.
    assert "inga deltagare att lämna över" in client.get("/projects/samverkan/casework/hand-over/").text
    assert {worker_of(people[key]) for key in ("incomplete", "late-result", "")} == {cast.case_worker}


def test_a_receiver_of_another_part_is_refused(cast, people, sign_in):
    page = people["incomplete"].get_absolute_url() + "hand-over/"
    refused = sign_in(cast.case_worker).post(page, {"to": cast.colleague.pk})
    assert "omfattar inte den del" in refused.text
    assert not Handover.objects.exists()


def test_the_leader_moves_what_a_member_left_behind(cast, people, receiver, sign_in):
    for key in ("incomplete", "late-result"):
        people[key].spells.update(case_worker=cast.former)
    leader = sign_in(cast.leader)
    page = leader.get("/projects/samverkan/casework/")
    urls = {row.name: row.move_url for row in page.context["rows"]}
    assert urls["Olle Handläggare"] == ""
    leader.post(urls["Frans Förr"], {"to": receiver.pk})
    assert worker_of(people["incomplete"]) == worker_of(people["late-result"]) == receiver
    leader.post(urls["Utan handläggare"], {"to": receiver.pk})
    assert worker_of(people["result"]) == receiver
    working = f"/projects/samverkan/casework/move/{cast.case_worker.pk}/"
    assert leader.post(working, {"to": receiver.pk}).status_code == 404
    assert sign_in(cast.case_worker).get(urls["Frans Förr"]).status_code == 403


def test_protected_people_are_not_handed_over(cast, receiver, sign_in):
    hidden = ParticipationFactory(
        project=cast.project,
        person__protected=True,
        created_by=cast.case_worker,
        spell__municipality_id=OSKARSHAMN,
        spell__case_worker=cast.case_worker,
    )
    client = sign_in(cast.case_worker)
    assert client.get(hidden.get_absolute_url() + "hand-over/").status_code == 403
    client.post("/projects/samverkan/casework/hand-over/", {"to": receiver.pk})
    assert not Handover.objects.exists()


def test_a_leader_who_ends_a_role_hands_the_caseload_on_at_once(cast, people, receiver, sign_in):
    membership = cast.case_worker.memberships.get()
    end = f"/projects/samverkan/team/{membership.pk}/end/"
    leader = sign_in(cast.leader)
    assert "3 deltagare" in leader.get(end).text
    sent = {"last_day": str(timezone.localdate())}

    # To a colleague in the other part nothing is given, and the role goes on.
    refused = leader.post(end, {**sent, "takes_over": cast.colleague.pk})
    assert "omfattar inte den del" in refused.text
    assert worker_of(people["incomplete"]) == cast.case_worker
    assert leader.post(end, {**sent, "takes_over": receiver.pk}).status_code == 302

    assert {worker_of(people[key]) for key in ("incomplete", "late-result", "")} == {receiver}
    assert worker_of(people["result"]) is None


def test_people_of_another_role_of_the_member_are_not_handed_on(cast, people):
    second = MembershipFactory(
        project=cast.project, municipality_id=VASTERVIK, user=cast.case_worker, role="case_worker"
    )
    assert [handover for handover in handovers if handover is CASELOAD]
    assert CASELOAD.describe(second) == ""
    assert "3" in CASELOAD.describe(cast.case_worker.memberships.exclude(pk=second.pk).get())


def test_leaders_learn_of_people_without_a_case_worker_at_work(cast, people, sign_in):
    def rows_of(user):
        return [
            row for row in sign_in(user).get(DAY).context["rows"] if row.item.kind.key == "without-worker"
        ]

    leader = sign_in(cast.leader)
    listed = f"{cast.project.get_absolute_url()}participants/?status=in&case_worker=none-at-work"
    assert rows_of(cast.leader) == []
    for worker in (cast.former, None):
        ParticipationFactory(
            project=cast.project, spell__municipality_id=OSKARSHAMN, spell__case_worker=worker
        )
    ParticipationFactory(project=cast.project, spell__municipality_id=VASTERVIK)
    for options in ({"person__protected": True}, {"spell__left": True}, {"voided_at": timezone.now()}):
        ParticipationFactory(project=cast.project, **options)

    (row,) = rows_of(cast.leader)
    assert row.item.text == "Utse handläggare för 3 deltagare som inte har någon i tjänst"
    assert row.url.startswith("/projects/samverkan/casework/")
    assert leader.get(listed).context["page"].paginator.count == 3
    part_leader = MembershipFactory(project=cast.project, leader=True, municipality_id=VASTERVIK).user
    (row,) = rows_of(part_leader)
    assert "för 1 deltagare" in row.item.text
    assert rows_of(cast.case_worker) == rows_of(cast.stranger) == []
