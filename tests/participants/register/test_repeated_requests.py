"""The same request twice makes one thing; two that differ make two."""

import re
from threading import Barrier

import pytest

from participants.imports.actions import ImportUnanswered, import_file
from participants.register.identity import person_lookup
from participants.register.models import OutcomeEvent, Participation
from tests.at_once import PATIENCE
from tests.factories import ParticipationFactory, PersonFactory
from tests.participants.imports.files import ASA, csv_file, outcome
from tests.participants.register.test_races import run_at_once
from tests.participants.register.test_registration import PAGE, answers

NUMBER = re.compile(r'name="form-number" value="([^"]+)"')


def number_in(page):
    return NUMBER.search(page.text)[1]


def described(**values):
    return answers(
        personal_identity_number="", without_number="on", birth_date="1985-05-17", sex="woman",
        given_name="Anna", family_name="Öberg", **values,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("with_number", [True, False])
def test_a_registration_sent_again_leads_to_the_first(cast, sign_in, with_number):
    client = sign_in(cast.case_worker)
    sent = answers() if with_number else described(is_another_person="on")
    sent["form-number"] = number_in(client.get(PAGE))

    first = client.post(PAGE, sent)
    again = client.post(PAGE, sent, follow=True)

    assert Participation.objects.count() == 1
    assert again.redirect_chain[0][0] == first.url == Participation.objects.get().get_absolute_url()
    assert "redan registrerad" in again.text


@pytest.mark.django_db
def test_two_forms_with_the_same_answers_make_two_people(cast, sign_in):
    client = sign_in(cast.case_worker)
    for _form in range(2):
        number = number_in(client.get(PAGE))
        client.post(PAGE, described(is_another_person="on", **{"form-number": number}))
    assert Participation.objects.count() == 2


@pytest.mark.django_db
def test_a_form_with_a_mistake_keeps_its_number(cast, sign_in):
    client = sign_in(cast.case_worker)
    number = number_in(client.get(PAGE))
    shown = client.post(PAGE, described(**{"form-number": number, "entry_date": "x"}))
    assert number_in(shown) == number


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "x", "W10:x", "\x00"])
def test_a_number_that_was_made_up_is_not_used(cast, sign_in, number):
    client = sign_in(cast.case_worker)
    assert client.post(PAGE, described(**{"form-number": number})).status_code == 302
    assert Participation.objects.count() == 1


@pytest.mark.django_db
def test_the_number_of_another_user_s_form_is_not_used(cast, sign_in):
    number = number_in(sign_in(cast.leader).get(PAGE))
    client = sign_in(cast.case_worker)
    for _again in range(2):
        client.post(PAGE, described(is_another_person="on", **{"form-number": number}))
    assert Participation.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_one_form", [True, False])
def test_at_the_same_time(cast, sign_in, monkeypatch, is_one_form):
    """The control, with a form each: the requests do come at once, and make two."""
    clients = [sign_in(cast.case_worker), sign_in(cast.case_worker)]
    numbers = [number_in(client.get(PAGE)) for client in clients]
    barrier = Barrier(2, timeout=PATIENCE)
    create = person_lookup.create_person_without_number

    def wait_and_create(**values):
        barrier.wait()
        return create(**values)

    monkeypatch.setattr(person_lookup, "create_person_without_number", wait_and_create)

    def send(client, number):
        return client.post(PAGE, described(is_another_person="on", **{"form-number": number}))

    used = [numbers[0], numbers[0]] if is_one_form else numbers
    responses = run_at_once(*[lambda pair=pair: send(*pair) for pair in zip(clients, used, strict=True)])

    assert [each.status_code for each in responses] == [302, 302]
    assert Participation.objects.count() == (1 if is_one_form else 2)
    assert len({each.url for each in responses}) == (1 if is_one_form else 2)


# Outcomes


@pytest.fixture
def there(cast):
    return ParticipationFactory(
        project=cast.project,
        person=PersonFactory(number=ASA),
        spell__entry_date="2018-03-01",
        spell__municipality_id="0882",
    )


def page_of(there):
    return f"{there.get_absolute_url()}outcomes/new/"


WORK = {"kind": "employment", "date": "2018-06-01", "evidence": "anställningsavtal"}


@pytest.mark.django_db
def test_an_outcome_sent_again_leads_back(cast, sign_in, there):
    client = sign_in(cast.case_worker)
    sent = WORK | {"form-number": number_in(client.get(page_of(there))), "confirmed": ["same_outcome"]}
    first = client.post(page_of(there), sent)
    again = client.post(page_of(there), sent, follow=True)
    assert OutcomeEvent.objects.count() == 1
    assert again.redirect_chain[0][0] == first.url
    assert "redan registrerad" in again.text


@pytest.mark.django_db
def test_the_same_outcome_is_asked_about_and_can_be_another(cast, sign_in, there):
    client = sign_in(cast.case_worker)
    client.post(page_of(there), WORK)
    asked = client.post(page_of(there), WORK | {"evidence": "ett annat arbete"})
    assert "Samma händelse finns redan" in asked.text
    assert OutcomeEvent.objects.count() == 1
    confirmed = {"evidence": "ett annat arbete", "confirmed": ["same_outcome"]}
    assert client.post(page_of(there), WORK | confirmed).status_code == 302
    assert OutcomeEvent.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"kind": "education"}, {"date": "2018-06-02"}])
def test_outcomes_of_another_kind_or_day_are_not_asked_about(cast, sign_in, there, other):
    client = sign_in(cast.case_worker)
    client.post(page_of(there), WORK)
    assert client.post(page_of(there), WORK | other).status_code == 302
    assert OutcomeEvent.objects.count() == 2


@pytest.mark.django_db
def test_a_correction_does_not_ask_about_what_it_corrects(cast, sign_in, there):
    client = sign_in(cast.case_worker)
    client.post(page_of(there), WORK)
    url = f"{there.get_absolute_url()}outcomes/{OutcomeEvent.objects.get().pk}/"
    client.post(url, WORK | {"evidence": "intyg", "reason": "underlag"})
    assert OutcomeEvent.objects.in_force().get().evidence == "intyg"


@pytest.mark.django_db(transaction=True)
def test_two_outcomes_at_the_same_time(cast, sign_in, there):
    clients = [sign_in(cast.case_worker), sign_in(cast.case_worker)]
    number = number_in(clients[0].get(page_of(there)))
    sent = WORK | {"form-number": number}
    run_at_once(*[lambda client=client: client.post(page_of(there), sent) for client in clients])
    assert OutcomeEvent.objects.count() == 1


@pytest.mark.django_db
def test_an_import_asks_too(cast, there):
    def imported(*rows, **options):
        return import_file(cast.project, "outcomes", csv_file(rows, "outcomes"), by=None, **options)

    rows = [outcome(ASA, evidence="avtal"), outcome(ASA, evidence="ett annat avtal")]
    with pytest.raises(ImportUnanswered) as asked:
        imported(*rows)
    assert [(question.code, question.rows) for question in asked.value.questions] == [("same_outcome", (3,))]
    imported(*rows, confirmed=["same_outcome"])
    assert OutcomeEvent.objects.count() == 2
    assert imported(*rows).unchanged == 2
    with pytest.raises(ImportUnanswered):
        imported(outcome(ASA, evidence="ett tredje"))
