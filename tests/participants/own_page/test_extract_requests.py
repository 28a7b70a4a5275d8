"""A participant asks for an extract on the own page: it waits in My day until staff have handed it over."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from participants.privacy.models import ExtractRequest
from tests.factories import OSKARSHAMN, ParticipationFactory
from tests.participants.own_page.samples import link_of, opened
from tests.participants.privacy.extract_support import address, content_of, extract

pytestmark = pytest.mark.django_db


def test_an_extract_is_asked_for_made_and_handed_over(cast, sign_in):
    participation = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    participation.spells.update(case_worker=cast.case_worker)
    link_of(participation)
    phone = opened(participation)
    assert "Begär ett utdrag" in phone.get("/me/record/").text
    assert [phone.post("/me/record/extract/").url for _again in range(2)] == ["/me/record/"] * 2
    request = ExtractRequest.objects.get()
    assert (request.participation, request.recorded_by, request.made_at) == (participation, None, None)
    shown = phone.get("/me/record/").text
    assert ("Du begärde det" in shown, "Begär ett utdrag" in shown) == (True, False)
    (told,) = cast.case_worker.notifications.filter(kind="privacy.extract_asked")
    assert (told.target, told.arguments, cast.leader.notifications.count()) == ("casework:day", [], 0)

    staff, day = sign_in(cast.case_worker), reverse("casework:day")
    assert "Gör det begärda registerutdraget" in staff.get(day).text
    handed_over = f"{address(participation)}handed-over/"
    staff.post(handed_over)
    assert ExtractRequest.objects.get().handed_over_at is None  # nothing is made yet
    form = staff.get(address(participation)).context["form"]
    assert form["requested_on"].value() == timezone.localdate()
    extract(staff, participation)
    assert "Lämna över registerutdraget" in staff.get(day).text
    assert "Din kontakt i projektet lämnar över det" in phone.get("/me/record/").text
    assert "Det är överlämnat" in staff.get(address(participation)).text
    assert staff.post(handed_over).url == address(participation)
    assert "Lämna över registerutdraget" not in staff.get(day).text
    shown = phone.get("/me/record/").text
    assert ("Du fick ett utdrag" in shown, "Begär ett utdrag" in shown) == (True, True)
    entries = AuditEntry.objects.filter(action__in=["extract_asked", "extract_handed_over"]).order_by("pk")
    assert [(entry.action, entry.actor) for entry in entries] == [
        ("extract_asked", None),
        ("extract_handed_over", cast.case_worker),
    ]
    (row,) = content_of(staff, participation)["extract_requests"]
    assert {fact["field"] for fact in row if fact["value"]} == {
        *("recorded_at", "made_at", "handed_over_at", "handed_over_by")
    }


def test_of_a_protected_participant_only_those_who_may_open_the_record_are_told(cast, sign_in):
    protected = ParticipationFactory(
        project=cast.project,
        created_by=cast.case_worker,
        person__protected=True,
        spell__municipality_id=OSKARSHAMN,
    )
    unattended = ParticipationFactory(project=cast.project)
    for participation in (protected, unattended):
        link_of(participation)
        opened(participation).post("/me/record/extract/")
    told = {user: user.notifications.count() for user in (cast.case_worker, cast.colleague, cast.leader)}
    assert told == {cast.case_worker: 1, cast.colleague: 0, cast.leader: 1}
    assert "registerutdraget" not in sign_in(cast.colleague).get(reverse("casework:day")).text
    assert str(protected.public_id) not in str([*cast.case_worker.notifications.values()])
