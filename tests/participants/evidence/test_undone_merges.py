"""Proof that was added between a merge and its undoing goes to the record that has its facts."""

from datetime import date

import pytest
from django.db import connection

from participants.evidence import actions
from participants.evidence.actions import use_for
from participants.evidence.choices import Fact, ProofKind, ProvenFact
from participants.evidence.models import Proof, ProofItem
from participants.merging.undoing import recorded_since, undo_merge
from participants.register.actions import ActionRefused, record_outcome
from participants.register.models import Merge, OutcomeEvent, Participation
from tests.at_once import Meeting
from tests.factories import OutcomeEventFactory, ParticipationFactory
from tests.participants.evidence.samples import of, seen, with_file
from tests.participants.imports.test_races import run_together
from tests.participants.merging.test_merging import merge, undo

Kind = OutcomeEvent.Kind
STATUS = ProvenFact(Fact.STATUS)


def merged_pair(cast, client, **second):
    """Return (first, second, merged, outcome of the first, outcome of the second)."""
    first = ParticipationFactory(project=cast.project, spell__left=True, created_by=cast.leader)
    second = ParticipationFactory(project=cast.project, spell__left=True, created_by=cast.leader, **second)
    job = OutcomeEventFactory(participation=first, kind=Kind.EMPLOYMENT, happened_on=date(2018, 9, 10))
    studies = OutcomeEventFactory(
        participation=second, kind=Kind.QUALIFICATION, happened_on=date(2018, 9, 12)
    )
    assert merge(client, first, second).status_code == 302
    return first, second, Participation.objects.get(project=cast.project), job, studies


def fields_of(client, merged):
    return client.get(f"{merged.get_absolute_url()}undo-merge/").context["form"]


def owners():
    return dict(Proof.objects.values_list("pk", "participation"))


@pytest.mark.django_db
def test_each_paper_goes_to_the_record_that_has_its_facts(cast, sign_in):
    client = sign_in(cast.leader)
    first, second, merged, job, studies = merged_pair(cast, client)
    qualification = of(studies, Fact.QUALIFICATION)
    earlier = seen(merged, of(job), by=cast.leader)
    later = record_outcome(
        merged, values={"kind": Kind.EMPLOYMENT, "date": date(2018, 9, 20)}, by=cast.leader
    )
    found = {
        "first": [earlier, with_file(merged, of(job), STATUS, by=cast.leader)],
        "second": [
            seen(merged, qualification, kind=ProofKind.SCHOOL_CERTIFICATE, by=cast.leader),
            seen(merged, of(later), kind=ProofKind.PAYSLIP, by=cast.leader),
        ],
    }
    unclear = [
        seen(merged, STATUS, kind=ProofKind.AUTHORITY_LETTER, by=cast.leader),
        seen(merged, of(job), qualification, kind=ProofKind.DECLARATION, by=cast.leader),
    ]
    names = [f"proof_{proof.pk}" for proof in unclear]
    asked = [*fields_of(client, merged).fields]
    assert [name for name in asked if name.startswith("proof")] == names
    assert names[0] in undo(client, merged, carry_to="second").context["form"].errors
    answers = dict(zip(names, ("first", "second"), strict=True))
    assert undo(client, merged, carry_to="second", **answers).status_code == 302
    expected = {proof.pk: first.pk for proof in (*found["first"], unclear[0])}
    assert owners() == expected | {proof.pk: second.pk for proof in (*found["second"], unclear[1])}
    # Of a paper about both, each record shows its own outcomes alone.
    assert [item.proven_fact for item in unclear[1].items.in_force()] == [qualification]
    assert {*ProofItem.objects.values_list("participation", "proof")} == {
        (record, proof) for proof, record in owners().items()
    }
    page = client.get(f"{first.get_absolute_url()}proof/").context
    assert len(page["cards"]) == 3
    file = found["first"][1]
    assert client.get(f"{first.get_absolute_url()}proof/{file.pk}/file/").status_code == 200


@pytest.mark.django_db
def test_proof_used_for_the_others_outcome_is_named_and_taken_back(cast, sign_in):
    client = sign_in(cast.leader)
    first = ParticipationFactory(project=cast.project, spell__left=True)
    second = ParticipationFactory(project=cast.project, spell__left=True)
    job, other = (
        OutcomeEventFactory(participation=each, kind=Kind.EMPLOYMENT, happened_on=date(2018, 9, day))
        for day, each in ((10, first), (12, second))
    )
    proof = seen(first, of(job), by=cast.leader)
    merge(client, first, second)
    merged = Participation.objects.get(project=cast.project)
    use_for(Proof.objects.get(), [of(other)], by=cast.leader)
    assert "accepts_loss" in undo(client, merged).context["form"].errors
    assert undo(client, merged, accepts_loss="on").status_code == 302
    assert owners() == {proof.pk: first.pk}
    assert [item.proven_fact for item in proof.items.in_force()] == [of(job)]


@pytest.mark.django_db
def test_a_paper_about_both_goes_to_the_protected_one(cast, sign_in):
    client = sign_in(cast.leader)
    first, second, merged, job, studies = merged_pair(cast, client)
    proof = seen(merged, of(job), of(studies, Fact.QUALIFICATION), kind=ProofKind.DECLARATION, by=cast.leader)
    given = Merge.objects.get()
    assert recorded_since(given).proof.owners == {proof: ""}
    # As if the record of the second had been protected when the two were merged.
    (not_merged,) = {first.person_id, second.person_id} - {merged.person_id}
    protected = first if first.person_id == not_merged else second
    type(protected.person).objects.filter(pk=not_merged).update(protection="confidentiality_mark")
    found = recorded_since(Merge.objects.get())
    assert found.proof.owners == {proof: "first" if protected == first else "second"}
    undo_merge(Merge.objects.get(), reason="Två personer", by=cast.leader)
    assert owners() == {proof.pk: protected.pk}
    other = second if protected == first else first
    assert not ProofItem.objects.filter(participation=other).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_proof_added_while_a_merge_is_undone_is_not_lost(cast, sign_in, monkeypatch, is_locked):
    first, _second, merged, job, _studies = merged_pair(cast, sign_in(cast.leader))
    given, meeting, create = Merge.objects.get(), Meeting(), actions._create

    def meet_and_create(*arguments):
        meeting.wait()
        return create(*arguments)

    def undo_it():
        undo_merge(given, reason="Två personer", by=cast.leader)
        if not is_locked:
            meeting.wait()

    monkeypatch.setattr(actions, "_create", meet_and_create)
    if not is_locked:  # positive control: the proof is written when the merge has been undone
        monkeypatch.setattr(actions, "lock_participation", lambda participation: participation)
    added, _undone = run_together(lambda: seen(merged, of(job), by=cast.leader), undo_it)
    kept = [*Proof.objects.values_list("participation", flat=True)]
    if is_locked:
        assert kept == ([] if isinstance(added, ActionRefused) else [first.pk])
    else:
        assert kept == [merged.pk]
    connection.close()
