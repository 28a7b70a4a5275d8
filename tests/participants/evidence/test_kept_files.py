"""Files of papers that a project only has to see: removed when they have been reviewed."""

import pytest
from django.urls import reverse

from accounts.audit.models import AuditEntry
from esfportal.files import uploads
from participants.evidence.actions import review_item
from participants.evidence.choices import Fact, FactState, ItemState, ProvenFact
from participants.evidence.models import Proof, ProofFile, ProofRequirement
from tests.participants.evidence.samples import of, with_file
from tests.participants.evidence.test_proof import (  # noqa: F401 (fixtures)
    job,
    path,
    person,
    require,
    sent,
    state,
    upload,
)

pytestmark = pytest.mark.django_db
STATUS = ProvenFact(Fact.STATUS)


def is_stored(file_path):
    return uploads.STORE.storage.exists(file_path)


@pytest.mark.parametrize(
    "answer", [{"state": ItemState.ACCEPTED}, {"state": "rejected", "rejection": "other"}]
)
def test_the_file_is_removed_when_all_is_reviewed(
    cast,
    person,  # noqa: F811
    job,  # noqa: F811
    sign_in,
    django_capture_on_commit_callbacks,
    answer,
):
    require(cast, is_file_kept=False)
    proof = with_file(person, of(job), by=cast.case_worker)
    kept = with_file(person, of(job), STATUS, by=cast.case_worker, content=b"%PDF-1.4\nmer\n%%EOF\n")
    client, file_path = sign_in(cast.leader), proof.file.path
    assert "Sparas tills den är granskad" in client.get(path("person", person)).text
    with django_capture_on_commit_callbacks(execute=True):
        for item in (*proof.items.all(), *kept.items.all()):
            review_item(item, by=cast.leader, **answer)
    assert not is_stored(file_path)
    assert [file.proof for file in ProofFile.objects.all()] == [kept]  # the status has to be kept
    found = Proof.objects.get(pk=proof.pk)
    assert (found.document, found.seen_on is None, found.withdrawn_at) == ("anställningsavtal", False, None)
    entry = AuditEntry.objects.filter(action="proof_reviewed", details__proof=proof.pk).get()
    assert entry.details["file"] == "removed"
    page = client.get(path("person", person)).text
    assert "sparas inte" in page
    assert "Sparas så länge projektets handlingar" in page


def test_a_file_that_is_reviewed_at_once_is_not_taken(cast, person, job, sign_in):  # noqa: F811
    require(cast, is_file_kept=False)
    client, form = sign_in(cast.case_worker), {**sent(job), **upload(), "is_accepted": "on"}
    assert [*client.post(path("add", person), form).context["form"].errors] == ["how"]
    assert client.post(path("add", person), sent(job, is_accepted="on")).status_code == 302
    assert state(person) == FactState.ACCEPTED
    assert not ProofFile.objects.exists()


def test_the_leader_chooses_what_is_only_seen(cast, sign_in):
    client, address = sign_in(cast.leader), reverse("evidence:requirements", args=[cast.project.slug])
    form = client.get(address).context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    del data["status_is_file_kept"]
    assert client.post(address, data | {"version": form.version}).status_code == 302
    rules = ProofRequirement.of(cast.project)
    assert [fact for fact, rule in rules.items() if not rule.is_file_kept] == [Fact.STATUS]
