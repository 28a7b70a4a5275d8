"""Figures with accepted proof: the same people as the states of their facts say."""

import json
import re
from datetime import date

import pytest

from participants.evidence.actions import save_requirements
from participants.evidence.choices import DEFAULTS, Fact, ProofKind
from participants.evidence.states import outcomes_with_state, proven_in
from participants.register.facts import Proven, with_facts
from participants.register.models import OutcomeEvent, Participation
from reporting.disclosure import DisclosureRules, release
from reporting.indicators.figures import compute
from tests.factories import (
    MembershipFactory,
    OutcomeEventFactory,
    ProjectFactory,
    ProjectMunicipalityFactory,
    TargetFactory,
    UserFactory,
)
from tests.participants.evidence.samples import of, seen
from tests.reporting.indicators.participants_with_outcomes import LAST_DAY, add_participant

pytestmark = pytest.mark.django_db
LEFT = date(2019, 3, 10)


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def leader():
    return UserFactory()


def outcome(project, kind="employment", happened_on=LEFT):
    return OutcomeEventFactory(participation=add_participant(project), kind=kind, happened_on=happened_on)


def accept(event, *, by, fact=Fact.EMPLOYMENT, **options):
    seen(event.participation, of(event, fact), by=by, is_accepted=True, **options)


def figures(project):
    document = compute(project, ends_on=LAST_DAY).document
    lines = (*document.outputs, *document.results, *document.measures)
    return {line.code: (line.cumulative.total, line.with_proof) for line in lines}


def test_results_count_twice_with_accepted_proof_and_without_regard_to_it(project, leader):
    accept(outcome(project), by=leader)
    outcome(project)
    waiting = outcome(project)
    seen(waiting.participation, of(waiting), by=leader)
    wrong_kind = outcome(project)
    accept(wrong_kind, by=leader, kind=ProofKind.TELEPHONE_NOTE)
    accept(
        outcome(project, "qualification"),
        by=leader,
        fact=Fact.QUALIFICATION,
        kind=ProofKind.SCHOOL_CERTIFICATE,
    )
    outcome(project, "education")

    found = figures(project)
    assert {code: found[code] for code in ("work", "studies", "CR03", "CR04")} == {
        "work": (4, 1),
        "studies": (1, 0),
        "CR03": (1, 1),
        "CR04": (4, 1),
    }
    assert {found[code][1] for code in ("participants", "leavers", "TOTAL")} == {None}

    rules = {
        Fact.EDUCATION: DEFAULTS[Fact.EDUCATION]._replace(quantity=0),
        Fact.EMPLOYMENT: DEFAULTS[Fact.EMPLOYMENT]._replace(quantity=2),
    }
    save_requirements(project, values=rules, by=leader)
    assert {code: figures(project)[code] for code in ("work", "studies")} == {
        "work": (4, 0),
        "studies": (1, 1),
    }


def test_the_projects_page_shows_each_result_twice(project, leader, sign_in):
    accept(outcome(project), by=leader)
    event = outcome(project)
    client = sign_in(MembershipFactory(project=project, leader=True).user)
    page = f"/projects/{project.slug}/"

    def texts():
        return re.findall(r"Med godkänt underlag: ([^<]+)<", client.get(page).content.decode())

    municipality = event.participation.spells.get().municipality
    ProjectMunicipalityFactory(project=project, municipality=municipality)
    assert texts() == ["1"] * 4, "work, occupation, progression, and the occupation of the part"
    share = {"unit": "share", "value": 60, "measure": "work", "denominator": "leavers"}
    TargetFactory(project=project, **share)
    TargetFactory(project=project, **share, municipality=municipality)
    TargetFactory(project=project)  # of participants: nothing to prove
    assert texts() == ["50,0\xa0%"] * 2 + ["1"]

    full = compute(project, ends_on=LAST_DAY).document
    assert json.dumps(full.to_json()).count('"with_proof": 1') > 4
    released = release(full, rules=DisclosureRules(5, 5, 20, 20)).shown
    assert "with_proof" not in json.dumps(released.to_json())


def test_a_record_that_was_merged_keeps_its_proof(project, leader):
    event = outcome(project)
    accept(event, by=leader)
    merged = add_participant(project, events=[(LEFT, "employment")])
    Participation.objects.filter(pk=event.participation_id).update(
        merged_into=merged, voided_at=event.recorded_at
    )
    assert figures(project)["work"] == (1, 1)
    (copy,) = outcomes_with_state(merged.outcomes.in_force())
    assert copy.proof_state == "accepted"


def test_both_ways_to_compute_agree(project, leader):
    for kind, fact in (
        ("employment", Fact.EMPLOYMENT),
        ("self_employment", Fact.BUSINESS),
        ("internship", None),
    ):
        outcome(project, kind)
        if fact:
            event = outcome(project, kind)
            accept(event, by=leader, fact=fact, kind=DEFAULTS[fact].kinds[0])
    states = outcomes_with_state(OutcomeEvent.objects.in_force()).values_list("participation", "proof_state")
    facts = with_facts(Participation.objects.filter(project=project), proven=proven_in(project.pk))
    by_fact = {each.pk: each.proof_of_leaving_status or each.proof_of_internship for each in facts}
    assert by_fact == {key: state in ("accepted", "not_needed") for key, state in states}
    assert isinstance(proven_in(project.pk), Proven)
