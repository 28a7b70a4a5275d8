"""Answer on the review page whether a row is about a participant, then import."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.models import AccessLogEntry
from participants.imports.models import ImportDraft
from participants.register.identity.numbers import decrypt_number
from participants.register.models import FormerNumber, Participation, Person
from tests.factories import OSKARSHAMN, VASTERVIK, ParticipationFactory, PersonFactory
from tests.jobs import confirm_import
from tests.participants.imports.files import csv_file, person

pytestmark = pytest.mark.django_db
COORDINATION, NUMBER = "195508712386", "195508112561"


def row(number="", **values):
    return person(
        number, **{"birth_date": "1955-08-11", "gender": "woman", "municipality": OSKARSHAMN} | values
    )


@pytest.fixture
def there(cast):
    """Registered without a number."""
    return ParticipationFactory(
        project=cast.project,
        person=PersonFactory(number="", birth_date=date(1955, 8, 11), sex="woman"),
        given_name="Åsa",
        family_name="Öberg",
        spell__municipality_id=OSKARSHAMN,
        spell__entry_date=date(2018, 3, 1),
    )


def upload(client, cast, rows):
    file = csv_file(rows)
    file.name = "lista.csv"
    address = reverse("imports:import_participants", args=[cast.project.slug])
    return client.post(address, {"file": file}, follow=True)


def address(name="import_review"):
    draft = ImportDraft.objects.get()
    return reverse(f"imports:{name}", args=[draft.project.slug, draft.pk])


def keys(page):
    return [each.question.key for each in page.context["people"].comparisons]


def answer(client, answers):
    return client.post(address("import_people"), answers, follow=True)


def stored():
    people = [(each.number_kind, each.birth_date) for each in Person.objects.order_by("pk")]
    return people, list(Participation.objects.order_by("pk").values_list("given_name", "person"))


def test_the_row_stands_beside_the_participant_and_nothing_is_saved(cast, sign_in, there):
    client = sign_in(cast.case_worker)
    before = stored()
    page = upload(client, cast, [row(NUMBER)])

    (comparison,) = page.context["people"].comparisons
    lines = dict(comparison.lines)
    assert lines["Namn"] == ["Åsa Öberg", "Åsa Öberg"]
    assert lines["Personnummer"] == ["19550811-****", "inget nummer"]
    assert there.get_absolute_url() in page.text
    assert "Importera 1 rad" not in page.text
    assert stored() == before
    assert AccessLogEntry.objects.filter(subjects=[there.pk], kind="searched").exists()


@pytest.mark.parametrize("first", ["", COORDINATION])
def test_the_same_person_gets_the_number(cast, sign_in, there, first):
    if first:
        there.person = PersonFactory(number=first, birth_date=date(1955, 8, 11))
        there.save()
    client = sign_in(cast.case_worker)
    (key,) = keys(upload(client, cast, [row(NUMBER)]))

    page = answer(client, {key: f"p{there.pk}"})
    assert page.context["people"].waiting == 0
    confirm_import(client, address())

    there.refresh_from_db()
    assert Participation.objects.count() == 1
    assert decrypt_number(there.person) == NUMBER
    assert FormerNumber.objects.count() == bool(first)
    entry = AuditEntry.objects.get(action="import_person_answered")
    assert (entry.actor, entry.details["is_same_person"]) == (cast.case_worker, True)
    assert upload(client, cast, [row(NUMBER)]).context["plan"].unchanged == 1


def test_the_form_has_the_version_of_the_file(cast, sign_in, there):
    page = upload(sign_in(cast.case_worker), cast, [row(NUMBER)])
    form = page.text.partition(f'action="{address("import_people")}"')[2].partition("</form>")[0]
    assert 'name="version"' in form


def test_another_person_is_registered(cast, sign_in, there):
    client = sign_in(cast.leader)
    (key,) = keys(upload(client, cast, [row(NUMBER)]))
    answer(client, {key: "another"})
    confirm_import(client, address())

    assert Participation.objects.count() == 2
    assert AuditEntry.objects.get(action="import_person_answered").details["is_same_person"] is False


def test_an_answer_can_be_changed_before_the_import(cast, sign_in, there):
    client = sign_in(cast.leader)
    (key,) = keys(upload(client, cast, [row(NUMBER)]))
    assert answer(client, {key: "another"}).context["plan"].created == 1
    assert answer(client, {key: f"p{there.pk}"}).context["plan"].created == 0


def test_two_rows_of_one_file(cast, sign_in):
    client = sign_in(cast.leader)
    page = upload(client, cast, [row(NUMBER), row()])
    (key,) = keys(page)
    page = answer(client, {key: "r2"})
    confirm_import(client, address())

    assert [decrypt_number(each) for each in Person.objects.all()] == [NUMBER]
    assert Participation.objects.get().spells.count() == 1


@pytest.mark.parametrize("reverse_order", [False, True])
def test_two_rows_with_two_periods(cast, sign_in, reverse_order):
    client = sign_in(cast.leader)
    rows = [
        row(NUMBER, exit_date="2018-05-01", exit_reason="moved"),
        row(entry_date="2018-06-01"),
    ]
    (key,) = keys(upload(client, cast, rows[::-1] if reverse_order else rows))
    answer(client, {key: "r2"})
    confirm_import(client, address())

    assert [decrypt_number(each) for each in Person.objects.all()] == [NUMBER]
    assert Participation.objects.get().spells.count() == 2


def test_rows_that_contradict_each_other_are_refused_with_the_question_still_there(cast, sign_in):
    client = sign_in(cast.leader)
    (key,) = keys(upload(client, cast, [row(NUMBER), row(education_level="5")]))
    page = answer(client, {key: "r2"})
    assert page.context["problems"].count == 1
    assert keys(page) == [key]
    assert answer(client, {key: "another"}).context["plan"].created == 2


def test_rows_of_one_participant_are_compared_together(cast, sign_in, there):
    client = sign_in(cast.leader)
    rows = [row(), row(NUMBER, given_name="Asa", family_name="Oberg")]
    (key,) = keys(upload(client, cast, rows))
    answer(client, {key: f"p{there.pk}"})
    confirm_import(client, address())
    assert Participation.objects.get().spells.count() == 1
    assert decrypt_number(Person.objects.get()) == NUMBER


def test_an_older_list_does_not_take_the_number_back(cast, sign_in, there):
    there.person = PersonFactory(number=NUMBER)
    there.save()
    client = sign_in(cast.leader)
    for _again in range(2):
        page = upload(client, cast, [row(COORDINATION)])
        if page.context["people"]:
            answer(client, dict.fromkeys(keys(page), f"p{there.pk}"))
            confirm_import(client, address())
    there.refresh_from_db()
    assert decrypt_number(there.person) == NUMBER
    assert page.context["plan"].unchanged == 1


def test_the_number_may_be_known_from_another_project(cast, sign_in, there):
    elsewhere = ParticipationFactory(project=cast.other_project, person=PersonFactory(number=NUMBER))
    client = sign_in(cast.leader)
    (key,) = keys(upload(client, cast, [row(NUMBER)]))
    answer(client, {key: f"p{there.pk}"})
    confirm_import(client, address())
    there.refresh_from_db()
    assert there.person == elsewhere.person


def test_without_an_answer_nothing_is_imported(cast, sign_in, there):
    client = sign_in(cast.leader)
    page = upload(client, cast, [row(NUMBER)])
    before = stored()
    for answers in ({}, {keys(page)[0]: "p0"}, {keys(page)[0]: "x"}, {"0" * 16: "another"}):
        answer(client, answers)
        confirm_import(client, address())
        assert stored() == before
    assert ImportDraft.objects.get().job.failure == "changed"


# Who sees what


def test_another_part_is_not_shown(cast, sign_in, there):
    there.spells.update(municipality_id=VASTERVIK)
    client = sign_in(cast.case_worker)
    page = upload(client, cast, [row(NUMBER)])
    assert "utanför din del av projektet" in page.text
    assert there.get_absolute_url() not in page.text
    assert str(there.public_id) not in page.text

    page = answer(client, {keys(page)[0]: f"p{there.pk}"})
    assert page.context["problems"].count == 1
    assert decrypt_number(Person.objects.get()) == ""


def test_a_protected_person_is_not_shown_to_those_who_are_not_authorised(cast, sign_in, there):
    Person.objects.update(protection="confidentiality_mark")
    page = upload(sign_in(cast.case_worker), cast, [row(NUMBER)])
    assert page.context["people"] is None
    assert str(there.public_id) not in page.text


def test_of_a_protected_person_only_the_way_to_the_record_is_shown(cast, sign_in, there):
    Person.objects.update(protection="confidentiality_mark")
    there.authorised_case_workers.create(user=cast.case_worker, authorised_by=cast.leader)
    page = upload(sign_in(cast.case_worker), cast, [row(NUMBER)])
    (comparison,) = page.context["people"].comparisons
    assert comparison.candidates[0].values == ()
    assert "Har skyddade personuppgifter" in page.text


def test_a_row_that_states_the_protection_is_not_shown(cast, sign_in, there):
    page = upload(sign_in(cast.leader), cast, [row(NUMBER, protected_identity="confidentiality_mark")])
    (comparison,) = page.context["people"].comparisons
    assert comparison.row.values == ()
    assert "1955" not in str(comparison.row)


def test_another_user_s_file_is_not_found(cast, sign_in, there):
    (key,) = keys(upload(sign_in(cast.case_worker), cast, [row(NUMBER)]))
    for user, status in ((cast.leader, 404), (cast.stranger, 404), (cast.funder, 403)):
        assert answer(sign_in(user), {key: "another"}).status_code == status
    assert ImportDraft.objects.get().people_answers == {}


def test_no_question_holds_a_name_or_number(cast, sign_in, there):
    (key,) = keys(upload(sign_in(cast.leader), cast, [row(NUMBER)]))
    answer(sign_in(cast.leader), {key: f"p{there.pk}"})
    assert ImportDraft.objects.get().people_answers == {key: f"p{there.pk}"}
    assert len(key) == 16


# Many questions


def test_many_questions_come_in_pages(cast, sign_in, django_assert_max_num_queries):
    count = 150
    names = [f"Namn{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(count)]
    for name in names:
        ParticipationFactory(
            project=cast.project,
            person=PersonFactory(number="", birth_date=date(1955, 8, 11), sex="woman"),
            given_name=name,
            family_name="Öberg",
            spell__entry_date=date(2018, 3, 1),
        )
    client = sign_in(cast.leader)
    page = upload(client, cast, [row(given_name=name, family_name="Oberg") for name in names])
    assert (len(keys(page)), page.context["people"].waiting) == (25, count)

    with django_assert_max_num_queries(60):
        client.get(address(), {"questions": 3})
    pages = 0
    while waiting := page.context["people"].waiting:
        answers = {
            each.question.key: each.question.candidates[0].value
            for each in page.context["people"].comparisons
        }
        page = answer(client, answers)
        pages += 1
        assert page.context["people"].waiting == max(waiting - 25, 0)
        if pages == 2:  # the others in one go, as a script would
            every = page.context["people"].page.paginator.object_list
            page = answer(client, {each.key: each.candidates[0].value for each in every})
    confirm_import(client, address())
    assert Participation.objects.count() == count
    assert AuditEntry.objects.filter(action="import_person_answered").count() == count
