"""Hand over to another part: asked without a name, accepted from a day, one participation with two periods."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participants.casework.models import Handover
from participants.register.models import Participation
from tests.factories import OSKARSHAMN, VASTERVIK, InterventionFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
DAY = "/my-day/"


@pytest.fixture
def person(cast):
    cast.project.ends_on = timezone.localdate() + timedelta(30)
    cast.project.save()
    return ParticipationFactory(
        project=cast.project,
        family_name="Flyttare",
        spell__municipality_id=OSKARSHAMN,
        spell__case_worker=cast.case_worker,
    )


@pytest.fixture
def ask(cast, person, sign_in):
    def send(to=cast.colleague, municipality=VASTERVIK, **typed):
        page = person.get_absolute_url() + "hand-over/"
        return sign_in(cast.case_worker).post(page, {"to": to.pk, "municipality": municipality, **typed})

    return send


def iso(days):
    return (timezone.localdate() + timedelta(days)).isoformat()


def test_the_receiver_learns_who_moves_by_accepting(cast, person, ask, sign_in):
    assert ask(message="Flyttar i maj").status_code == 302
    move = Handover.objects.get()
    page, receiver = f"{DAY}moves/{move.batch}/", sign_in(cast.colleague)
    (row,) = receiver.get(DAY).context["rows"]
    assert row.url.startswith(page)
    shown = receiver.get(page).text
    assert "Flyttar i maj" in shown
    assert "Flyttare" not in shown
    assert str(person.public_id) not in shown
    for address in (person.get_absolute_url(), f"{DAY}handed/{move.batch}/"):
        assert receiver.get(address).status_code == 404
    # Another way to accept it, and other users.
    assert receiver.post(f"{DAY}handed/{move.batch}/accept/").status_code == 404
    for other in (cast.case_worker, cast.leader, cast.stranger):
        assert sign_in(other).get(page).status_code == 404
        assert sign_in(other).post(page, {"day": iso(0)}).status_code == 404
    first = person.spells.get()
    for day, reason in (
        ("", "Ange dagen"),
        (iso(1), "framtiden"),
        (first.entry_date.isoformat(), "före"),
    ):
        assert reason in receiver.post(page, {"day": day}).text
    assert person.spells.count() == 1

    assert receiver.post(page, {"day": iso(0)}).url == f"{DAY}handed/{move.batch}/"

    before, after = person.spells.order_by("entry_date")
    today = timezone.localdate()
    assert (before.exit_date, before.exit_reason) == (today - timedelta(1), "moved")
    assert (after.entry_date, after.municipality_id, after.exit_date) == (today, VASTERVIK, None)
    assert (before.case_worker, after.case_worker) == (cast.case_worker, cast.colleague)
    assert "Flyttare" in receiver.get(person.get_absolute_url()).text
    assert receiver.get(f"{DAY}handed/{move.batch}/").status_code == 200
    # One participation that goes on: nobody has left.
    page = sign_in(cast.leader).get("/projects/samverkan/participants/", {"status": "left"})
    assert page.context["page"].paginator.count == 0
    assert Participation.objects.in_project(cast.project).count() == 1
    assert "redan besvarad" in receiver.post(f"{DAY}moves/{move.batch}/decline/", follow=True).text


def test_a_move_that_cant_be_is_refused_when_asked_or_accepted(cast, person, ask, sign_in):
    other = InterventionFactory(project=cast.project, code="annan", name="Annan", municipality_id=VASTERVIK)
    assert "deltar redan där" in ask(municipality=OSKARSHAMN, to=cast.leader).text
    assert "omfattar inte platsen" in ask(municipality=OSKARSHAMN, intervention=cast.intervention.pk).text
    assert not Handover.objects.exists()
    assert ask(intervention=other.pk).status_code == 302
    assert "väntar redan på svar" in ask().text
    move, receiver = Handover.objects.get(), sign_in(cast.colleague)
    page = f"{DAY}moves/{move.batch}/"
    held = cast.colleague.memberships
    held.update(municipality_id=OSKARSHAMN)  # the role has changed in between
    assert "omfattar inte platsen" in receiver.post(page, {"day": iso(0)}).text
    held.update(municipality_id=VASTERVIK)
    person.person.protection = "confidentiality_mark"
    person.person.save()
    assert "skyddade personuppgifter" in receiver.post(page, {"day": iso(0)}).text
    assert person.spells.count() == 1
    assert receiver.post(f"{page}decline/").url == DAY
    assert Handover.objects.get().state == "declined"
    assert receiver.get(DAY).context["rows"] == []
