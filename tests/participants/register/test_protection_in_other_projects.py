"""Protected identities in files, figures and registration."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.audit.models import AuditEntry
from participants.imports import actions
from participants.register.access import may_open
from participants.register.identity import numbers, person_lookup
from participants.register.models import AuthorisedCaseWorker, Participation, Person, Protection
from participants.register.protection.authorisation import authorised_case_workers
from projects.team.models import Membership
from reporting.indicators.figures import compute
from tests.factories import (
    OSKARSHAMN,
    VASTERVIK,
    MembershipFactory,
    OutcomeEventFactory,
    ParticipationFactory,
)
from tests.jobs import confirm_import
from tests.participants.imports.files import ASA, BO, csv_file, outcome, person
from tests.sizes import size

pytestmark = pytest.mark.django_db
LEVELS = list(Protection.values)
STRENGTH = {level: strength for strength, level in enumerate(LEVELS)}


def upload(client, cast, rows, kind="participants"):
    address = reverse(f"imports:import_{kind}", args=[cast.project.slug])
    return client.post(address, {"file": csv_file(rows, kind)}, follow=True)


def confirm(client, review):
    return confirm_import(client, review.request["PATH_INFO"])


@pytest.fixture
def asa(cast):
    """In Oskarshamn since 1 March 2018, without a registrar."""
    return ParticipationFactory(
        project=cast.project,
        given_name="Åsa",
        family_name="Öberg",
        person__number=ASA,
        person__protection="confidentiality_mark",
    )


def authorise_leader(cast, participation):
    AuthorisedCaseWorker.objects.create(
        participation=participation, user=cast.leader, authorised_by=cast.leader
    )


# Files


def test_a_file_reveals_nothing_to_members_of_a_part(cast, sign_in, asa):
    # One answer, whether the file is right or wrong about the person, for members of any part.
    answers = set()
    for user, place in ((cast.case_worker, OSKARSHAMN), (cast.colleague, VASTERVIK)):
        for row in (
            person(municipality=place),
            person(municipality=place, family_name="Annan"),
            person(municipality=place, exit_date="2018-09-01", exit_reason="moved"),
            person(municipality=place, entry_date="2018-05-01"),
            person(municipality=place, entry_date="2017-12-01"),
        ):
            problems = upload(sign_in(user), cast, [row]).context["problems"]
            answers |= {problem.message for problem in problems.listed}
    assert len(answers) == 1


def test_an_outcome_file_reveals_nothing_to_members_of_a_part(cast, sign_in, asa):
    answers = [
        [p.message for p in upload(sign_in(user), cast, [row], "outcomes").context["problems"].listed]
        for user in (cast.case_worker, cast.colleague)
        for row in (outcome(), outcome(date="2018-01-01"))
    ]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)


GUESSES = [
    {},
    {"municipality": VASTERVIK},
    {"family_name": "Annan"},
    {"entry_date": "2018-02-01"},
    {"entry_date": "2018-05-01"},
    {"exit_date": "2018-09-01", "exit_reason": "moved"},
    {"education_level": "7"},
]


def test_a_leaders_file_confirms_no_guess(cast, sign_in, asa):
    client = sign_in(cast.leader)
    # The leader is not authorised: every guess gives the same result.
    for guess in GUESSES:
        plan = upload(client, cast, [person(**guess)]).context["plan"]
        assert (plan.skipped, plan.writes, plan.unchanged, plan.changes) == (1, 0, 0, []), guess
    for day in ("2018-01-01", "2018-06-01"):
        plan = upload(client, cast, [outcome(date=day)], "outcomes").context["plan"]
        assert (plan.skipped, plan.writes, plan.unchanged, plan.changes) == (1, 0, 0, []), day


def test_a_leaders_file_skips_protected_people(cast, sign_in, asa):
    client = sign_in(cast.leader)
    rows = [person(municipality=VASTERVIK, protected_identity="protected_registration")]
    rows += [person(BO, given_name="Bo")]
    review = upload(client, cast, rows)
    assert confirm(client, review).status_code == 302
    asa.person.refresh_from_db()
    assert asa.person.protection == "protected_registration"
    assert asa.spells.get().municipality_id == OSKARSHAMN
    assert Participation.objects.in_project(cast.project).count() == 2
    left = upload(client, cast, rows)
    assert left.context["plan"].skipped == 1
    assert "lämnas orörda" in left.text
    assert authorised_case_workers(asa) == []


def test_authorised_case_workers_import_normally(cast, sign_in, asa):
    AuthorisedCaseWorker.objects.create(participation=asa, user=cast.case_worker, authorised_by=cast.leader)
    client = sign_in(cast.case_worker)
    row = person(exit_date="2018-09-01", exit_reason="moved")
    assert confirm(client, upload(client, cast, [row])).status_code == 302
    assert asa.spells.get().exit_date == date(2018, 9, 1)
    assert upload(client, cast, [row]).context["plan"].unchanged == 1


def test_the_review_masks_values_of_protected_people(cast, sign_in, asa):
    wrong = OutcomeEventFactory(participation=asa, happened_on=date(2018, 6, 1))
    authorise_leader(cast, asa)
    client = sign_in(cast.leader)
    row = person(
        municipality=VASTERVIK,
        family_name="Ändrad",
        education_level="7",
        exit_date="2018-09-01",
        exit_reason="moved",
        protected_identity="protected_registration",
    )
    changes = upload(client, cast, [row]).context["plan"].changes
    proof = upload(client, cast, [outcome(evidence="Anställningsavtal")], "outcomes")
    changes += proof.context["plan"].changes
    assert len(changes) == 7
    assert {value for change in changes for value in (change.old, change.new)} == {"•••"}
    assert "Anställningsavtal" not in proof.text
    assert wrong.evidence == ""


def test_the_review_masks_values_of_people_the_file_protects(cast, sign_in, asa):
    Person.objects.update(protection="none")
    # The review is kept until it is confirmed, when others may see the screen.
    row = person(family_name="Malmsten", municipality=VASTERVIK, protected_identity="confidentiality_mark")
    shown = upload(sign_in(cast.leader), cast, [row])
    shown_values = {change.column: (change.old, change.new) for change in shown.context["plan"].changes}
    assert len(shown_values) == 3
    assert [values for values in shown_values.values() if "•••" not in values] == [
        ("inga", "sekretessmarkering")
    ]
    assert "Malmsten" not in shown.text


@pytest.mark.parametrize("kind", ["participants", "outcomes"])
def test_a_file_reveals_nothing_to_an_authorised_user_without_access(cast, sign_in, asa, kind):
    AuthorisedCaseWorker.objects.create(participation=asa, user=cast.case_worker, authorised_by=cast.leader)
    # Authorised, but moved to another municipality.
    Membership.objects.filter(user=cast.case_worker).update(municipality_id=VASTERVIK)
    guesses = {
        "participants": [
            person(municipality=VASTERVIK, **guess)
            for guess in ({}, {"entry_date": "2018-05-01"}, {"entry_date": "2017-12-01"})
        ],
        "outcomes": [outcome(), outcome(date="2018-01-01")],
    }[kind]
    answers = {
        tuple(
            p.message for p in upload(sign_in(cast.case_worker), cast, [row], kind).context["problems"].listed
        )
        for row in guesses
    }
    assert len(answers) == 1


@pytest.mark.parametrize("start", ["2018-02-01", "2018-06-01"])
def test_problems_show_no_stored_date_of_protected_people(cast, sign_in, asa, start):
    authorise_leader(cast, asa)
    shown = upload(sign_in(cast.leader), cast, [person(entry_date=start)])
    assert shown.context["problems"]
    assert "2018-03-01" not in shown.text
    early = upload(sign_in(cast.leader), cast, [outcome(date="2018-01-01")], "outcomes")
    assert early.context["problems"]
    assert "2018-03-01" not in early.text
    assert "1\xa0mars\xa02018" not in early.text


def test_protecting_by_file_audits_and_authorises(cast, sign_in):
    known = ParticipationFactory(
        project=cast.project, given_name="Åsa", family_name="Öberg", person__number=ASA
    )
    client = sign_in(cast.case_worker)
    rows = [person(protected_identity="confidentiality_mark")]
    rows += [person(BO, given_name="Bo", protected_identity="protected_registration")]
    assert confirm(client, upload(client, cast, rows)).status_code == 302

    known.refresh_from_db()
    assert known.person.protection == "confidentiality_mark"
    assert AuditEntry.objects.about(known).get().action == "protection_raised"
    for participation in Participation.objects.all():
        assert [each.user for each in authorised_case_workers(participation)] == [cast.case_worker]


@pytest.mark.parametrize("event", ["somebody registers them", "somebody protects them more"])
def test_concurrent_changes_never_lower_protection(cast, monkeypatch, event):
    asa = ParticipationFactory(
        project=cast.project, given_name="Åsa", family_name="Öberg", person__number=ASA
    )
    # The file's level is the stronger one in the first case and the weaker one in the second.
    plan = actions.PLANNERS["participants"]

    def plan_with_concurrent_change(*args, **options):
        found = plan(*args, **options)
        if event == "somebody registers them":
            person_lookup.find_or_create_person(numbers.parse_number(BO))  # unprotected, in another project
        else:
            Person.objects.filter(pk=asa.person_id).update(protection="protected_registration")
        return found

    monkeypatch.setitem(actions.PLANNERS, "participants", plan_with_concurrent_change)
    rows = [person(number, protected_identity="confidentiality_mark") for number in (ASA, BO)]
    actions.import_file(cast.project, "participants", csv_file(rows), by=cast.leader)
    asa.person.refresh_from_db()
    bo = Person.objects.get(number_index=numbers.blind_index(BO))
    expected = ["confidentiality_mark", "confidentiality_mark"]
    if event == "somebody protects them more":
        expected[0] = "protected_registration"
    assert [asa.person.protection, bo.protection] == expected
    assert bo.participations.get().project == cast.project


# Registering


def answers_of(number, **changes):
    return {
        "personal_identity_number": number,
        "given_name": "Åsa",
        "family_name": "Öberg",
        "protected_identity": "none",
        "entry_date": "2018-03-01",
        "municipality": OSKARSHAMN,
        **changes,
    }


@pytest.mark.parametrize("page", ["register", "check"])
def test_registering_does_not_reveal_the_part(cast, sign_in, asa, page):
    elsewhere = ParticipationFactory(
        project=cast.project, person__number=BO, spell__municipality_id=VASTERVIK
    )
    address = reverse(f"register:{page}", args=[cast.project.slug])
    client = sign_in(cast.case_worker)
    protected, far = (client.post(address, answers_of(number)) for number in (ASA, BO))
    for answer, participation in ((protected, asa), (far, elsewhere)):
        assert "uppgifterna är inte öppna för dig" in answer.text
        assert str(participation.public_id) not in answer.text


def test_name_and_birth_date_do_not_find_protected_people(cast, sign_in, asa):
    address = reverse("register:check", args=[cast.project.slug])
    data = answers_of("", without_number="on", birth_date="1994-01-12", sex="woman")
    answer = sign_in(cast.leader).post(address, data)
    assert answer.context["existing"] is None
    Person.objects.update(protection="none")
    assert sign_in(cast.leader).post(address, data).context["existing"] == asa


# Figures


def parts_of(project, kind="municipality"):
    (table,) = [t for t in compute(project, ends_on=date(2019, 1, 1)).document.parts if t.kind == kind]
    return {line.code: line.measures["participants"].total for line in table.lines}


def test_protected_people_count_in_the_total_but_in_no_part(cast, asa):
    ParticipationFactory(project=cast.project, spell__intervention=cast.intervention)
    asa.spells.update(intervention=cast.intervention)
    assert parts_of(cast.project) == {OSKARSHAMN: 1, VASTERVIK: 0, "": 1}
    assert parts_of(cast.project, "intervention") == {"kalejdo": 1, "": 1}
    document = compute(cast.project, ends_on=date(2019, 1, 1)).document
    (participants,) = [line for line in document.measures if line.code == "participants"]
    assert participants.cumulative.total == 2

    Person.objects.update(protection="none")
    assert parts_of(cast.project) == {OSKARSHAMN: 2, VASTERVIK: 0}


# The level


STEPS = st.lists(
    st.tuples(st.sampled_from(["page", "register", "import", "leader"]), st.sampled_from(LEVELS)),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=size(15, 300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_only_a_leader_with_a_reason_lowers_protection(cast, sign_in, steps):
    # In any order of pages, forms and files.
    level = "none"
    with transaction.atomic():
        participation = ParticipationFactory(
            project=cast.project, given_name="Åsa", family_name="Öberg", person__number=ASA
        )
        for way, wanted in steps:
            _step(cast, sign_in, participation, way, wanted)
            before, level = level, Person.objects.get(pk=participation.person_id).protection
            if way == "leader":
                assert level == wanted
            elif way == "register":  # once: after that they take part already
                assert STRENGTH[level] >= STRENGTH[before]
            else:
                assert STRENGTH[level] == max(STRENGTH[before], STRENGTH[wanted])
            assert may_open(cast.leader, participation) == (level == "none")
        transaction.set_rollback(True)


def _step(cast, sign_in, participation, way, wanted):
    page = participation.get_absolute_url() + "protection/"
    if way == "page":
        sign_in(cast.case_worker).post(page, {"level": wanted, "reason": "Behövs inte."})
    elif way == "leader":
        sign_in(cast.leader).post(page, {"level": wanted, "reason": "Skatteverkets beslut."})
    elif way == "register":
        address = reverse("register:register", args=[cast.other_project.slug])
        sign_in(cast.stranger).post(address, answers_of(ASA, protected_identity=wanted))
    else:
        client = sign_in(cast.leader)
        confirm(client, upload(client, cast, [person(protected_identity=wanted)]))


def test_lower_levels_are_offered_to_the_leader_alone(cast, sign_in):
    participation = ParticipationFactory(project=cast.project, person__protection=LEVELS[1])
    address = participation.get_absolute_url() + "protection/"
    offered = {
        user: [level for level in LEVELS if f'value="{level}"' in sign_in(user).get(address).text]
        for user in (cast.case_worker, cast.leader)
    }
    assert offered == {cast.case_worker: LEVELS[1:], cast.leader: LEVELS}
    refused = sign_in(cast.case_worker).post(address, {"level": LEVELS[0]})
    assert "Bara en projektledare kan sänka skyddet." in refused.text


def test_the_list_of_authorised_users_agrees_with_access(cast):
    workers = [MembershipFactory(project=cast.project).user for _each in range(3)]
    everybody = [*workers, cast.leader, cast.case_worker, cast.colleague, cast.funder, cast.stranger]
    for registrar in (None, cast.leader, cast.case_worker, workers[0], cast.colleague):
        for ended in (False, True):
            participation = ParticipationFactory(
                project=cast.project, created_by=registrar, person__protected=True
            )
            end = {"ended_by": cast.leader, "ended_at": "2030-01-01T00:00Z"} if ended else {}
            for user in (workers[0], cast.case_worker, cast.leader):
                AuthorisedCaseWorker.objects.create(
                    participation=participation, user=user, authorised_by=cast.leader, **end
                )
            # The list on the page and the rule that opens records must agree.
            listed = {each.user for each in authorised_case_workers(participation) if each.may_open}
            assert listed == {user for user in everybody if may_open(user, participation)}
            nobody = (
                Participation.objects.without_authorised_case_worker().filter(pk=participation.pk).exists()
            )
            assert nobody == (not authorised_case_workers(participation))
