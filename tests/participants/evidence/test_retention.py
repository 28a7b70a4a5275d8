"""Until when the files of proof are kept: two leaders decide, a hold stops it, and the clock removes what is due."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from esfportal.files import uploads
from participants.evidence.choices import Fact, FactState, ProvenFact
from participants.evidence.disposal.actions import destroy_due_proof, hold_retention
from participants.evidence.models import Proof, ProofFile, ProofRetention
from tests.factories import MembershipFactory
from tests.participants.evidence.samples import of, with_file
from tests.participants.evidence.test_proof import job, path, person, state  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
ENDED, DAY = date(2014, 6, 30), date(2021, 12, 31)


def end(project):
    project.starts_on, project.ends_on = date(2012, 1, 1), ENDED
    project.save()


def address(name, project):
    return reverse(f"evidence:{name}", args=[project.slug])


def sent(client, url, **values):
    """Send the form as the page has it, with other values."""
    form = client.get(url).context["form"]
    version = (
        form.version if hasattr(form, "version") else form.version_html().split('value="')[1].split('"')[0]
    )
    return client.post(url, {**form.initial, **values, "version": version})


def run_clock(capture, today=None):
    with capture(execute=True):
        destroy_due_proof(today)
    return ProofFile.objects.count()


def test_files_go_after_the_day_that_two_leaders_agreed_on(
    cast,
    person,  # noqa: F811
    job,  # noqa: F811
    sign_in,
    django_capture_on_commit_callbacks,
):
    project, other = cast.project, MembershipFactory(project=cast.project, leader=True).user
    end(project)
    proof = with_file(person, of(job), by=cast.case_worker, is_accepted=True)
    file_path, kept = proof.file.path, state(person)
    leader, second = sign_in(cast.leader), sign_in(other)

    # One leader proposes, no earlier than the accounts are kept.
    propose = address("propose_retention", project)
    too_early = sent(leader, propose, keep_until=DAY - timedelta(1), decision="Beslut 2014/7")
    assert [*too_early.context["form"].errors] == ["keep_until"]
    assert sent(leader, propose, keep_until=DAY, decision="Beslut 2014/7").status_code == 302
    assert run_clock(django_capture_on_commit_callbacks) == 1, "not confirmed yet"
    confirm = address("confirm_retention", project)
    assert sent(leader, confirm, files=1).context["form"].errors, "the same user"
    with pytest.raises(IntegrityError), transaction.atomic():
        ProofRetention.objects.update(confirmed_at=timezone.now(), confirmed_by=cast.leader)

    # The other one reads how many files will go, and confirms that.
    page = second.get(confirm)
    assert (page.context["number"], [each.kind for each in page.context["files"]]) == (
        1,
        ["Anställningsavtal"],
    )
    assert sent(second, confirm, files=2).context["form"].errors
    assert sent(second, confirm, files=1).status_code == 302
    assert "Sparas till och med 31" in leader.get(path("person", person)).text

    retention = ProofRetention.objects.get()
    assert run_clock(django_capture_on_commit_callbacks, DAY) == 1, "still kept on its last day"
    hold = address("hold_retention", project)
    assert sent(leader, hold, hold_reason="Revision pågår").status_code == 302
    assert run_clock(django_capture_on_commit_callbacks) == 1, "on hold"
    hold_retention(retention, reason="", by=other)
    assert run_clock(django_capture_on_commit_callbacks) == 0

    assert not uploads.STORE.storage.exists(file_path)
    destroyed = Proof.objects.get(pk=proof.pk)
    assert (destroyed.destroyed_on, destroyed.destroyed_under) == (
        timezone.localdate(),
        "2021-12-31, Beslut 2014/7",
    )
    assert state(person) == kept == FactState.ACCEPTED
    shown = leader.get(path("person", person)).text
    assert "Filen togs bort" in shown
    assert "2021-12-31, Beslut 2014/7" in shown
    assert leader.get(path("download", person, proof.pk)).status_code == 404
    entry = AuditEntry.objects.get(action="proof_destroyed")
    assert (entry.actor, entry.details["proof"], entry.object_id) == (None, proof.pk, str(person.pk))
    actions = AuditEntry.objects.filter(action__startswith="proof_retention").order_by("pk")
    assert [each.action.removeprefix("proof_retention_") for each in actions] == [
        "proposed",
        "confirmed",
        "held",
        "hold_ended",
    ]


def test_a_new_proposal_stops_the_removal(
    cast,
    sign_in,
    person,  # noqa: F811
    django_capture_on_commit_callbacks,
):
    project = cast.project
    end(project)
    other = MembershipFactory(project=project, leader=True).user
    ProofRetention.objects.create(
        project=project,
        keep_until=DAY,
        decision="Beslut",
        proposed_by=other,
        confirmed_by=cast.leader,
        confirmed_at=timezone.now(),
        held_at=timezone.now(),
        hold_reason="Revision",
    )
    with_file(person, ProvenFact(Fact.STATUS), by=cast.case_worker)
    leader, propose = sign_in(cast.leader), address("propose_retention", project)
    assert sent(leader, propose, keep_until=DAY).status_code == 302
    assert ProofRetention.objects.get().confirmed_at, "the same day again changes nothing"
    assert sent(leader, propose, keep_until=DAY + timedelta(1)).status_code == 302
    proposed = ProofRetention.objects.get(ended_at=None)
    assert (proposed.confirmed_at, proposed.hold_reason) == (None, "Revision"), "the hold goes on"
    assert run_clock(django_capture_on_commit_callbacks) == 1
