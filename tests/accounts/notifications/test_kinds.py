"""Kinds of notifications: which event notifies which user, in the event's own transaction."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.notifications.models import Notification
from accounts.permissions import Role
from esfportal.jobs.kinds import kinds as job_kinds
from esfportal.jobs.sweeper import give_up_worn_out
from participants.casework.handovers.handing_over import answer, hand_over, move
from participants.certificates.group.actions import ask_for_step
from participants.evidence.actions import review_item, save_requirements
from participants.evidence.choices import Fact, ItemState, ProvenFact
from participants.evidence.models import ProofRequirement
from participants.imports.actions import confirm_draft, save_draft
from participants.imports.models import ImportDraft, ImportJob
from participants.register.exports.actions import ask_for_export
from participants.register.models import OutcomeEvent
from projects.team.actions import accept
from projects.team.membership_actions import save_memberships
from projects.team.models import Invitation, Membership
from projects.team.officers.actions import give
from tests.factories import OSKARSHAMN, MembershipFactory, OutcomeEventFactory, ParticipationFactory
from tests.jobs import run_jobs
from tests.participants.evidence.samples import of, proof_without_file, seen
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


def test_proof_to_review_notifies_once_a_day_those_whom_the_project_asks(cast):
    person = ParticipationFactory(project=cast.project, spell__municipality_id=OSKARSHAMN)
    work = OutcomeEventFactory(participation=person, kind=OutcomeEvent.Kind.EMPLOYMENT)
    seen(person, of(work), by=cast.case_worker)
    assert new() == {}  # its own user may review it
    beside = MembershipFactory(project=cast.project, municipality_id=OSKARSHAMN).user
    for reviewer, told in (("other", {cast.leader, beside}), ("leader", {cast.leader})):
        ask_for(cast, reviewer)
        seen(person, of(work), by=cast.case_worker, kind="payslip")
        seen(person, of(work), by=cast.case_worker, is_accepted=False)
        rows = Notification.objects.all()
        assert {(row.user, row.text) for row in rows} == {
            (user, "Underlag i Samverkansprojektet väntar på att du granskar dem.") for user in told
        }
        assert rows.count() == len(told)
        rows.delete()
    ask_for(cast, "other")
    hidden = ParticipationFactory(
        project=cast.project, person__protected=True, spell__municipality_id=OSKARSHAMN
    )
    work = OutcomeEventFactory(participation=hidden, kind=OutcomeEvent.Kind.EMPLOYMENT)
    hidden.authorised_case_workers.create(user=beside, authorised_by=cast.leader)
    seen(hidden, of(work), by=cast.case_worker)
    assert new() == {"evidence.waits": beside}  # not the leader, who does not know of the person


def ask_for(cast, reviewer):
    rules = {
        fact: rule._replace(reviewer=reviewer) for fact, rule in ProofRequirement.of(cast.project).items()
    }
    save_requirements(cast.project, values=rules, by=cast.leader)


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
    group_step = {"kind": "close", "language": "sv", "by": cast.leader}
    ask_for_step(cast.project, date(2018, 3, 1), {}, **group_step)
    assert run_jobs("group_step") == 1
    assert new() == {"certificates.group_step": cast.leader}


def test_failed_imports_notify_the_user_who_began_them(cast):
    def confirmed():
        file = csv_file([person()])
        draft = save_draft(cast.project, ImportDraft.Kind.PARTICIPANTS, file, by=cast.leader, row_count=1)
        return confirm_draft(draft, by=cast.leader)

    refused = confirmed()
    for _time in range(2):  # a second attempt is news again
        ImportJob.objects.filter(pk=refused.pk).update(state="queued", failure="", draft=None)
        run_jobs("import")
        assert new() == {"imports.failed": cast.leader}
    lost = ImportJob.objects.filter(pk=confirmed().pk)
    lost.update(state="running", leased_until=timezone.now() - timedelta(1), losses=ImportJob.MOST_LOSSES)
    for _time in range(2):
        give_up_worn_out(job_kinds()["import"])
    assert Notification.objects.count() == 1
    assert new() == {"imports.failed": cast.leader}
    assert lost.get().failure == "lost"


def test_roles_given_without_an_invitation_notify_their_user(cast):
    for role, project, text in (
        (Role.CASE_WORKER, cast.project, "Du har fått en roll i Samverkansprojektet: handläggare."),
        (Role.ADMINISTRATOR, None, "Du har fått en roll i esfportal: administratör."),
    ):
        given = Membership(user=cast.without_role, role=role, project=project)
        save_memberships(cast.without_role, [given], by=cast.administrator)
        row = Notification.objects.get()
        assert (row.kind, row.user, row.text) == ("team.given", cast.without_role, text)
        save_memberships(cast.without_role, [given], by=cast.administrator)  # a change is none
        row.delete()
        assert new() == {}
    give(Membership(user=cast.former, role=Role.FUNDER, project=cast.project), by=cast.administrator)
    assert new() == {"team.given": cast.former}


def test_an_accepted_invitation_notifies_the_user_who_sent_it(cast):
    invitation = Invitation(project=cast.project, email=cast.without_role.email, role="case_worker")
    invitation.renew(by=cast.leader)
    invitation.save()
    accept(invitation, by=cast.without_role)
    assert new() == {"team.accepted": cast.leader}
