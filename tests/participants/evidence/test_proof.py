"""Proof: what a project requires, papers and their review, and the state of each fact."""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.audit.models import AuditEntry
from accounts.models import AccessLogEntry
from esfportal.files import uploads
from participants.casework.worklist import read_waiting
from participants.evidence import states
from participants.evidence.actions import review_item, save_requirements, use_for, withdraw_proof
from participants.evidence.choices import (
    DEFAULTS,
    Fact,
    FactState,
    ItemState,
    ProofKind,
    ProvenFact,
    Reviewer,
)
from participants.evidence.models import Proof, ProofItem, ProofRequirement
from participants.register.actions import ActionRefused, correct_outcome
from participants.register.models import OutcomeEvent, Participation
from tests.factories import OutcomeEventFactory, ParticipationFactory
from tests.participants.evidence.samples import of, seen, with_file
from tests.reporting.reports.attachment_files import PDF, office

pytestmark = pytest.mark.django_db
Kind = OutcomeEvent.Kind


@pytest.fixture
def person(cast):
    return ParticipationFactory(project=cast.project, spell__left=True, created_by=cast.case_worker)


@pytest.fixture
def job(person):
    return OutcomeEventFactory(participation=person, kind=Kind.EMPLOYMENT)


def require(cast, fact=Fact.EMPLOYMENT, **changed):
    rules = ProofRequirement.of(cast.project)
    save_requirements(cast.project, values={fact: rules[fact]._replace(**changed)}, by=cast.leader)


def state(person, **options):
    _entry, (outcome,) = states.states_of(person, **options)
    return FactState(outcome.proof_state)


def path(name, person, *more):
    return reverse(f"evidence:{name}", args=[person.project.slug, person.public_id, *more])


def sent(outcome, **changed):
    form = {"facts": [str(outcome.pk)], "kind": "contract", "dated_on": "2018-09-10", "how": "seen"}
    return form | {"seen_on": "2018-09-12", "document": "Avtal med Elbolaget"} | changed


def upload(content=PDF, name="Anna Svensson.pdf"):
    return {"how": "file", "file": SimpleUploadedFile(name, content)}


def test_a_fact_goes_through_its_states(cast, person, job):
    assert state(person) == FactState.MISSING
    first = seen(person, of(job), by=cast.case_worker)
    assert state(person) == FactState.WAITING
    review_item(first.items.get(), state=ItemState.REJECTED, rejection="not_signed", by=cast.leader)
    assert state(person) == FactState.REJECTED
    second = with_file(person, of(job), by=cast.case_worker)
    assert state(person) == FactState.WAITING
    assert first.items.in_force().count() == 0  # replaced by the second
    review_item(second.items.get(), state=ItemState.ACCEPTED, by=cast.leader)
    assert state(person) == FactState.ACCEPTED
    withdraw_proof(second, reason="Fel person", by=cast.case_worker)
    assert state(person) == FactState.MISSING
    require(cast, quantity=0)
    assert state(person) == FactState.NOT_NEEDED


def test_the_state_is_that_at_the_end_of_a_day(cast, person, job):
    today = timezone.localdate()
    noon = timezone.make_aware(datetime.combine(today, time(12)))
    proof = Proof.objects.create(
        participation=person, kind=ProofKind.CONTRACT, dated_on=date(2018, 9, 1), added_by=cast.leader
    )
    proof.items.create(
        participation=person,
        **of(job)._asdict(),
        added_at=noon - timedelta(2),
        state=ItemState.ACCEPTED,
        reviewed_at=noon - timedelta(1),
        reviewed_by=cast.leader,
    )

    by_day = {ago: state(person, day=today - timedelta(ago)) for ago in range(4)}
    assert by_day == {
        0: FactState.ACCEPTED,
        1: FactState.ACCEPTED,
        2: FactState.WAITING,
        3: FactState.MISSING,
    }


RULES = {fact: rule.kinds for fact, rule in DEFAULTS.items()}
PAPERS = st.lists(st.tuples(st.sampled_from(ProofKind), st.sampled_from(ItemState)), max_size=4)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(quantity=st.integers(0, 3), papers=PAPERS)
def test_the_state_follows_the_rule(cast, person, job, quantity, papers):
    with transaction.atomic():
        require(cast, quantity=quantity)
        for kind, reviewed in papers:
            proof = Proof.objects.create(
                participation=person, kind=kind, dated_on=date(2018, 9, 1), added_by=cast.leader
            )
            at = (
                {}
                if reviewed == ItemState.WAITING
                else {"reviewed_at": timezone.now(), "reviewed_by": cast.leader}
            )
            why = {"rejection": "other"} if reviewed == ItemState.REJECTED else {}
            about = {"participation": person, "added_at": proof.added_at, **of(job)._asdict()}
            proof.items.create(state=reviewed, **about, **at, **why)
        assert state(person) == expected(quantity, papers)
        transaction.set_rollback(True)


def expected(quantity, papers):
    counted = [1 for kind, reviewed in papers if reviewed == "accepted" and kind in RULES[Fact.EMPLOYMENT]]
    reviewed = {each for _kind, each in papers}
    if not quantity:
        return FactState.NOT_NEEDED
    if len(counted) >= quantity:
        return FactState.ACCEPTED
    for each in (FactState.WAITING, FactState.REJECTED):
        if each.value in reviewed:
            return each
    return FactState.MISSING


def test_a_project_asks_for_another_reviewer(cast, person, job, sign_in):
    require(cast, reviewer=Reviewer.OTHER)
    proof = seen(person, of(job), by=cast.case_worker)
    item = proof.items.get()
    with pytest.raises(ActionRefused):
        review_item(item, state=ItemState.ACCEPTED, by=cast.case_worker)
    with pytest.raises(ActionRefused):
        seen(person, of(job), by=cast.case_worker, is_accepted=True)
    # The database refuses it, too.
    changed = {"state": "accepted", "reviewed_at": timezone.now(), "reviewed_by": cast.case_worker}
    with pytest.raises(IntegrityError), transaction.atomic():
        ProofItem.objects.filter(pk=item.pk).update(**changed)
    page = sign_in(cast.case_worker).get(path("review", person, item.pk))
    assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
    sign_in(cast.leader).post(path("review", person, item.pk), {"state": "accepted"})
    assert state(person) == FactState.ACCEPTED


def test_a_review_is_kept_and_a_later_one_takes_its_place(cast, person, job):
    item = seen(person, of(job), by=cast.leader, is_accepted=True).items.get()
    later = review_item(item, state=ItemState.REJECTED, rejection="other", note="Fel år", by=cast.leader)
    assert (later.pk != item.pk, later.note, state(person)) == (True, "Fel år", FactState.REJECTED)
    assert b"Fel" not in bytes(later.note_encrypted)
    for change in (
        {"state": "rejected", "rejection": "other"},
        {"happened_on": date(2018, 9, 9)},
        {"replaced_at": timezone.now()},
    ):
        item.refresh_from_db()
        with pytest.raises(IntegrityError), transaction.atomic():
            ProofItem.objects.filter(pk=item.pk).update(**change)


def test_one_paper_proves_several_facts(cast, person, job):
    studies = OutcomeEventFactory(
        participation=person, kind=Kind.FOLLOW_UP_EMPLOYED, happened_on=date(2019, 4, 1)
    )
    proof = seen(person, of(job), by=cast.leader, is_accepted=True)
    use_for(proof, [of(job), of(studies, Fact.SIX_MONTHS)], by=cast.leader, is_accepted=True)
    assert [each.proof_state for each in states.states_of(person)[1]] == ["accepted", "accepted"]


def test_a_corrected_date_needs_its_proof_again(cast, person, job):
    seen(person, of(job), by=cast.leader, is_accepted=True)
    same = {"date": job.happened_on, "kind": job.kind, "evidence": "Avtal"}
    kept = correct_outcome(job, values=same, reason="Underlag", by=cast.leader)
    assert state(person) == FactState.ACCEPTED
    correct_outcome(kept, values=same | {"date": date(2018, 9, 11)}, reason="Fel dag", by=cast.leader)
    assert state(person) == FactState.MISSING


def test_a_case_worker_adds_a_file(cast, person, job, sign_in):
    client = sign_in(cast.case_worker)
    page = client.get(path("add", person))
    form = sent(
        job, **upload(), **{"form-number": page.context["form"].number_html().split('value="')[1][:-2]}
    )
    for _time in range(2):  # the second is the same request
        form["file"].seek(0)
        assert client.post(path("add", person), form).status_code == 302
    proof = Proof.objects.get()
    assert proof.file.name == "anställningsavtal.pdf"  # not the file's own, which names a person
    with uploads.STORE.storage.open(proof.file.path) as stored:
        assert PDF[:8] not in stored.read()
    got = client.get(path("download", person, proof.pk))
    assert (got.getvalue(), got["Content-Security-Policy"]) == (PDF, "sandbox; default-src 'none'")
    assert AccessLogEntry.objects.filter(kind="downloaded", subjects=[person.pk]).count() == 1
    actions = [*AuditEntry.objects.about(person).order_by("pk").values_list("action", flat=True)]
    assert actions == ["proof_added", "proof_downloaded"]

    client.post(path("withdraw", person, proof.pk), {"reason": "Fel person"})
    proof.refresh_from_db()
    assert (proof.withdrawal_reason, hasattr(proof, "file")) == ("Fel person", False)
    assert client.get(path("download", person, proof.pk)).status_code == 404


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (upload(office(more=[("word/vbaProject.bin", b"x")])), "file"),
        ({"how": "file"}, "file"),
        ({"document": ""}, "document"),
        ({"seen_on": "2999-01-01"}, "seen_on"),
        ({"dated_on": "2999-01-01"}, "dated_on"),
        ({"kind": "telephone_note"}, "facts"),
        ({"facts": ["999999999"]}, "facts"),
    ],
)
def test_refused_proof_says_why(cast, person, job, sign_in, changed, field):
    page = sign_in(cast.case_worker).post(path("add", person), sent(job, **changed))
    assert (page.status_code, [*page.context["form"].errors]) == (200, [field])
    assert not Proof.objects.exists()


def test_the_same_file_is_not_stored_twice(cast, person, job):
    with_file(person, of(job), by=cast.leader)
    with pytest.raises(ActionRefused):
        with_file(person, of(job), by=cast.leader)


def test_the_leader_sets_the_requirements(cast, person, job, sign_in):
    client = sign_in(cast.leader)
    address = reverse("evidence:requirements", args=[cast.project.slug])
    form = client.get(address).context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data |= {"employment_quantity": "2", "employment_kinds": [], "version": form.version}
    assert [*client.post(address, data).context["form"].errors] == ["employment_kinds"]
    data["employment_kinds"] = ["payslip"]
    assert client.post(address, data).status_code == 302
    assert ProofRequirement.of(cast.project) == DEFAULTS | {
        Fact.EMPLOYMENT: DEFAULTS[Fact.EMPLOYMENT]._replace(kinds=(ProofKind.PAYSLIP,), quantity=2)
    }
    (entry,) = AuditEntry.objects.filter(action="proof_requirements_changed")
    assert entry.details == {"facts": ["employment"]}


def test_the_list_shows_what_waits(cast, person, job, sign_in):
    hidden = ParticipationFactory(project=cast.project, person__protected=True, spell__left=True)
    OutcomeEventFactory(participation=hidden, kind=Kind.EMPLOYMENT)
    other = ParticipationFactory(project=cast.project, spell__left=True)
    done = OutcomeEventFactory(participation=other, kind=Kind.QUALIFICATION)
    seen(other, of(done, Fact.QUALIFICATION), kind=ProofKind.SCHOOL_CERTIFICATE, by=cast.case_worker)
    client, address = sign_in(cast.leader), reverse("evidence:list", args=[cast.project.slug])

    def shown(**query):
        return [row.participation for row, _item in client.get(address, query).context["rows"]]

    assert (shown(), shown(show="waiting"), shown(show="rejected")) == ([person], [other], [])


@pytest.mark.parametrize("who", ["leader", "case_worker"])
def test_the_list_takes_few_statements(cast, sign_in, django_assert_max_num_queries, who):
    client, address = sign_in(getattr(cast, who)), reverse("evidence:list", args=[cast.project.slug])
    for _size in range(2):
        for person in ParticipationFactory.create_batch(4, project=cast.project, spell__left=True):
            OutcomeEventFactory(participation=person, kind=Kind.EMPLOYMENT)
        with django_assert_max_num_queries(10):
            client.get(address)


def test_nothing_is_left_of_a_refused_file(cast, person, job, monkeypatch):
    # The sweep asks proof, too, for the files that it keeps.
    proof = with_file(person, of(job), by=cast.leader)
    named = {path for paths in uploads.NAMED_FILES for path in paths()}
    assert proof.file.path in named


def test_entry_facts_need_what_is_known(cast, person):
    assert set(states.states_of(person)[0]) == {Fact.STATUS}
    cast.project.target_groups.create(code="unga", name="Unga")
    seen(person, ProvenFact(Fact.TARGET_GROUP), kind=ProofKind.AUTHORITY_LETTER, by=cast.leader)
    assert states.states_of(person)[0] == {
        Fact.TARGET_GROUP: FactState.WAITING,
        Fact.STATUS: FactState.MISSING,
    }


def test_the_extract_has_the_files(cast, person, job, sign_in):
    proof = with_file(person, of(job), by=cast.leader)
    asked = {"requested_on": "2020-03-02", "identified_by": "document", "kind": "zip", "language": "sv"}
    got = sign_in(cast.case_worker).post(
        reverse("privacy:extract", args=[cast.project.slug, person.public_id]), asked
    )
    files = zipfile.ZipFile(io.BytesIO(got.content))
    assert {*files.namelist()} == {"extract.pdf", "extract.json", f"{proof.pk} anställningsavtal.pdf"}
    assert files.read(f"{proof.pk} anställningsavtal.pdf") == PDF


def test_my_day_has_what_is_missing_rejected_or_waits(cast, person, job):
    def waiting():
        people = Participation.objects.filter(pk=person.pk)
        rows = read_waiting(people, user=cast.case_worker, today=timezone.localdate())
        return {row.kind.key: row.subject for row in rows if row.kind.key.startswith("proof")}

    assert waiting() == {"proof-missing": job.pk}
    item = seen(person, of(job), by=cast.leader).items.get()
    assert waiting() == {"proof-waiting": item.pk}
    review_item(item, state=ItemState.REJECTED, rejection="other", by=cast.leader)
    assert waiting() == {"proof-rejected": item.pk}


def test_a_row_of_my_day_leads_to_the_form_with_its_fact_chosen(cast, person, job, sign_in):
    client, rows = sign_in(cast.leader), "/my-day/?whose=all"

    def chosen():
        found = re.search(r'href="([^"]+/proof/new/[^"]+)"', client.get(rows).text)
        return client.get(unescape(found[1])).context["form"]["facts"].initial

    assert chosen() == [str(job.pk)]
    item = seen(person, of(job), by=cast.case_worker).items.get()
    review_item(item, state=ItemState.REJECTED, rejection="not_signed", by=cast.leader)
    assert chosen() == [str(job.pk)]
    another = client.get(f"{path('add', person)}?instead_of={item.pk + 1}")
    assert not another.context["form"]["facts"].initial


def test_a_form_that_was_opened_from_a_list_comes_back_to_it(cast, person, job, sign_in):
    client = sign_in(cast.case_worker)
    answer = client.post(path("add", person) + "?list=status%3Dleft", sent(job))
    assert answer["Location"] == reverse("register:list", args=[cast.project.slug]) + "?status=left"
    assert client.post(path("add", person), sent(job))["Location"] == path("person", person)


def test_the_follow_up_has_a_script_for_the_telephone(cast, person, sign_in):
    client, address = (
        sign_in(cast.case_worker),
        reverse("register:outcome", args=[cast.project.slug, person.public_id]),
    )
    assert ["Telefonmanus" in client.get(address, query).text for query in ({"about": "follow-up"}, {})] == [
        True,
        False,
    ]
