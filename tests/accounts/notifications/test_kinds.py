"""Kinds of notifications: which event notifies which user, in the event's own transaction."""

import pytest

from accounts.notifications.models import Notification
from participants.casework.handovers.handing_over import answer, hand_over, move
from participants.evidence.actions import review_item
from participants.evidence.choices import Fact, ItemState, ProvenFact
from participants.imports.actions import confirm_draft, save_draft
from participants.imports.models import ImportDraft
from participants.register.exports.actions import ask_for_export
from participants.register.models import OutcomeEvent
from projects.team.actions import accept
from projects.team.models import Invitation
from tests.factories import OutcomeEventFactory, ParticipationFactory
from tests.jobs import run_jobs
from tests.participants.evidence.samples import proof_without_file
from tests.participants.imports.files import csv_file, person

pytestmark = pytest.mark.django_db


def new():
    """Return {kind: receiver} of the notifications since the last call, whose texts name the project alone."""
    found = list(Notification.objects.select_related("user", "project"))
    for each in found:
        assert "Samverkansprojektet" in each.text
        assert each.get_absolute_url() != "/account/notifications/"
    Notification.objects.all().delete()
    return {each.kind: each.user for each in found}


def test_hand_overs_notify_the_receiver_and_then_the_sender(cast):
    someone = ParticipationFactory(project=cast.project, spell__case_worker=cast.case_worker)
    for state in ("declined", "accepted"):
        (row,) = hand_over([someone], to=cast.leader, by=cast.case_worker)
        assert new() == {"casework.handed": cast.leader}
        answer(row.batch, state=state, by=cast.leader)
        assert new() == {"casework.answered": cast.case_worker}
    (row,) = hand_over([someone], to=cast.case_worker, by=cast.leader)
    new()
    answer(row.batch, state="withdrawn", by=cast.leader)
    assert new() == {}
    move([someone], to=cast.case_worker, by=cast.leader)
    assert new() == {"casework.assigned": cast.case_worker}


def test_rejected_proof_notifies_the_user_who_added_it(cast):
    outcome = OutcomeEventFactory(
        participation=ParticipationFactory(project=cast.project), kind=OutcomeEvent.Kind.EMPLOYMENT
    )
    proven = ProvenFact(Fact.EMPLOYMENT, outcome.kind, outcome.happened_on)
    item = proof_without_file(outcome.participation, proven, by=cast.case_worker).items.get()
    review_item(item, state=ItemState.ACCEPTED, by=cast.leader)
    assert new() == {}
    item = review_item(item, state=ItemState.REJECTED, rejection="not_signed", by=cast.leader)
    assert new() == {"evidence.rejected": cast.case_worker}
    review_item(item, state=ItemState.ACCEPTED, by=cast.leader)
    assert new() == {}


def test_finished_jobs_notify_the_user_who_asked(cast):
    file = csv_file([person()])
    draft = save_draft(cast.project, ImportDraft.Kind.PARTICIPANTS, file, by=cast.leader, row_count=1)
    confirm_draft(draft, by=cast.leader)
    assert new() == {}
    assert run_jobs("import") == 1
    assert new() == {"imports.finished": cast.leader}
    ask_for_export(cast.project, "", None, file_format="csv", language="sv", by=cast.leader)
    assert run_jobs("list_export") == 1
    assert new() == {"register.exported": cast.leader}


def test_an_accepted_invitation_notifies_the_user_who_sent_it(cast):
    invitation = Invitation(project=cast.project, email=cast.without_role.email, role="case_worker")
    invitation.renew(by=cast.leader)
    invitation.save()
    accept(invitation, by=cast.without_role)
    assert new() == {"team.accepted": cast.leader}
