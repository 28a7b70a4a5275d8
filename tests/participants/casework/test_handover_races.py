"""Two requests that accept the same hand-over at once: one takes the people over, the other is told so."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import QuerySet

from accounts.audit.models import AuditEntry
from participants.casework.handovers import handing_over
from tests.at_once import Meeting
from tests.factories import ParticipationFactory
from tests.participants.casework.samples import hand_over_of
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("is_locked", [True, False], ids=["as it is", "without the lock"])
def test_a_hand_over_is_accepted_once(cast, monkeypatch, is_locked):
    batch = hand_over_of(ParticipationFactory(project=cast.project), cast).batch
    meeting, take_over = Meeting(), handing_over._take_over

    def wait_and_take_over(people, worker):
        meeting.wait()
        take_over(people, worker)

    monkeypatch.setattr(handing_over, "_take_over", wait_and_take_over)
    if not is_locked:  # the control: both would take the person over
        monkeypatch.setattr(QuerySet, "select_for_update", lambda queryset, **_options: queryset)
    clients = [signed_in(cast.leader) for _time in range(2)]

    def accept(client):
        try:
            return client.post(f"/my-day/handed/{batch}/accept/").url
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(accept, clients))

    accepted = AuditEntry.objects.filter(action="handover_accepted").count()
    assert accepted == (1 if is_locked else 2)
    assert answers == (["/my-day/", f"/my-day/handed/{batch}/"] if is_locked else ["/my-day/"] * 2)
