"""Register of employers: search, page, workplaces, contacts and what these agreed to."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as some

from accounts.audit.models import AuditEntry
from participants.employers import organisation_numbers
from participants.employers.actions import add_employer
from participants.employers.models import Contact, ContactHistory, Employer
from participants.register.actions import ActionRefused
from participants.register.identity.numbers import check_digit
from tests.factories import VASTERVIK
from tests.numbers import nth_number
from tests.participants.employers.examples import DETAILS, NUMBER, contact_of, employer_of
from tests.queries import own_queries

pytestmark = pytest.mark.django_db
MARKS = ("Karin Kontakt", "karin@example.org", "0491-123456", "butikschef")


def url(name, project, *args):
    return reverse(f"employers:{name}", args=[project.slug, *args])


def names(response):
    return [row.employer.name for row in response.context["rows"]]


@pytest.mark.parametrize("written", ["556016-0680", "5560160680", "16 556016 0680", "556016\N{EN DASH}0680"])
def test_an_organisation_number_is_read_as_people_write_it(written):
    assert organisation_numbers.parse(written) == NUMBER
    assert organisation_numbers.display(NUMBER) == "556016-0680"


@examples(deadline=None, max_examples=100)
@given(some.text("0123456789", min_size=9, max_size=9), some.sampled_from("0123456789"))
def test_the_check_digit_decides_and_a_birth_date_never_passes(nine, last):
    if int(nine[2:4]) >= 20 and check_digit(nine) == last:
        assert organisation_numbers.parse(nine + last) == nine + last
        return
    with pytest.raises(organisation_numbers.OrganisationNumberError) as refused:
        organisation_numbers.parse(nine + last)
    assert nine not in str(refused.value.message)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("1234", "digits"), ("556016-068A", "digits"), ("556016-0681", "check_digit"), ("٥٥٦٠١٦٠٦٨٠", "digits")],
)
def test_what_is_wrong_with_a_number(typed, code):
    with pytest.raises(organisation_numbers.OrganisationNumberError) as refused:
        organisation_numbers.parse(typed)
    assert refused.value.code == code


def test_an_employer_is_added_and_found(cast, sign_in):
    client = sign_in(cast.case_worker)
    typed = {"name": "Åhlströms  bygg", "organisation_number": "556016-0680", "branch": "F"}
    answer = client.post(url("add", cast.project), typed)
    employer = Employer.objects.get()
    assert answer.url == employer.get_absolute_url()
    assert (employer.name, employer.organisation_number) == ("Åhlströms bygg", NUMBER)
    assert "556016-0680" in client.get(employer.get_absolute_url()).text
    typed = {"address": "Storgatan 1", "municipality": VASTERVIK}
    client.post(url("add_item", cast.project, employer.pk, "workplaces"), typed)
    employer_of(cast.project, "Hamnkaféet", branch="I")
    for query, found in {
        "q=ahlstrom": ["Åhlströms bygg"],
        "q=556016-0680": ["Åhlströms bygg"],
        "q=bygg+vastervik": ["Åhlströms bygg"],
        "q=bygg+kajgatan": [],
        "branch=I": ["Hamnkaféet"],
        f"municipality={VASTERVIK}": ["Åhlströms bygg"],
        "sort=-name": ["Åhlströms bygg", "Hamnkaféet"],
        "sort=branch": ["Åhlströms bygg", "Hamnkaféet"],
    }.items():
        assert names(client.get(f"{url('list', cast.project)}?{query}")) == found, query
    assert {"employer_added", "workplace_added"} <= set(AuditEntry.objects.values_list("action", flat=True))


def test_the_file_has_the_chosen_rows_and_harmless_cells(cast, sign_in):
    employer_of(cast.project, "=Farlig", branch="I", organisation_number=NUMBER)
    contact_of(employer_of(cast.project, "Snickeri", branch="C"), by=cast.leader)
    client = sign_in(cast.case_worker)
    lines = client.get(f"{url('file', cast.project)}?branch=I").content.decode("utf-8-sig").splitlines()
    assert lines[1:] == ['"\'=Farlig";"Hotell och restaurang";"Oskarshamn";"556016-0680";"0";"0"']
    whole = client.get(url("file", cast.project)).content.decode()
    assert "Snickeri" in whole
    assert not any(mark in whole for mark in MARKS)


def test_a_sole_traders_number_is_refused(cast, sign_in):
    client, number = sign_in(cast.leader), nth_number(1)
    for typed in (number[2:], number, f"{number[2:8]}-{number[8:]}"):
        answer = client.post(
            url("add", cast.project), {"name": "Elins trädgård", "organisation_number": typed}
        )
        assert "organisation_number" in answer.context["form"].errors
    assert "name" in client.post(url("add", cast.project), {"name": f"Elin {number}"}).context["form"].errors
    both = {"name": "Elins trädgård", "organisation_number": NUMBER, "is_sole_trader": "on"}
    assert "organisation_number" in client.post(url("add", cast.project), both).context["form"].errors
    assert (
        client.post(url("add", cast.project), {"name": "Elins trädgård", "is_sole_trader": "on"}).status_code
        == 302
    )


def test_an_employer_is_in_a_project_once(cast, sign_in):
    employer_of(cast.project, "Kajens bageri", organisation_number=NUMBER)
    employer_of(cast.other_project, "Kajens bageri", organisation_number=NUMBER)
    client = sign_in(cast.leader)
    for typed in ({"name": "KAJENS bageri"}, {"name": "Ett annat", "organisation_number": NUMBER}):
        assert client.post(url("add", cast.project), typed).context["form"].errors
    for fields in ({"name": "kajens bageri"}, {"name": "Ett annat", "organisation_number": NUMBER}):
        with pytest.raises(ActionRefused):  # added at the same time, after the form was checked
            add_employer(Employer(project=cast.project, **fields), by=cast.leader)


def test_a_contact_is_encrypted_and_leaves_no_trace_when_removed(cast, sign_in):
    employer, client = employer_of(cast.project), sign_in(cast.case_worker)
    typed = {"name": DETAILS.name, "role": DETAILS.role, "email": DETAILS.email, "phone": DETAILS.phone}
    answer = client.post(url("add_item", cast.project, employer.pk, "contacts"), typed)
    contact = Contact.objects.get()
    assert answer.url == url("consent", cast.project, contact.pk)
    assert contact.details == DETAILS
    page = client.get(employer.get_absolute_url()).text
    assert all(mark in page for mark in MARKS)
    client.post(url("change_item", cast.project, "contacts", contact.pk), {**typed, "phone": "0491-1"})
    assert Contact.objects.get().details.phone == "0491-1"
    client.post(url("remove_item", cast.project, "contacts", contact.pk))
    assert not Contact.objects.exists()
    assert {event.pgh_label for event in ContactHistory.objects.all()} == {"insert", "update", "delete"}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM \"{table}\" AS t")
            (text,) = cursor.fetchone()
            assert not any(mark in (text or "") for mark in MARKS), table


def test_the_latest_answer_about_a_subject_holds(cast, sign_in):
    employer, client = employer_of(cast.project), sign_in(cast.leader)
    contact = contact_of(employer, by=cast.leader, agrees=None)
    page = client.get(employer.get_absolute_url()).text
    assert "inte tillfrågad än" in page
    assert DETAILS.phone in page
    address = url("consent", cast.project, contact.pk)
    answer = {"purpose": "offers", "answer": "given", "decided_on": "2018-03-01", "means": "telephone"}
    client.post(address, answer)
    assert "går med på att bli kontaktad" in client.get(employer.get_absolute_url()).text
    assert names(client.get(f"{url('list', cast.project)}?contacts=agreed")) == [employer.name]
    client.post(address, {**answer, "answer": "withdrawn", "decided_on": "2018-04-01"})
    page = client.get(employer.get_absolute_url()).text
    assert "vill inte bli kontaktad" in page
    assert DETAILS.phone not in page
    assert DETAILS.email not in page
    assert names(client.get(f"{url('list', cast.project)}?contacts=agreed")) == []
    client.post(address, {**answer, "purpose": "news"})
    assert DETAILS.phone in client.get(employer.get_absolute_url()).text
    tomorrow = (timezone.localdate() + timedelta(1)).isoformat()
    assert "decided_on" in client.post(address, {**answer, "decided_on": tomorrow}).context["form"].errors
    assert contact.consents.count() == 3


def test_a_contact_is_read_with_a_new_key(cast, settings):
    contact = contact_of(employer_of(cast.project), by=cast.leader)
    settings.DATA_KEYS = {**settings.DATA_KEYS, 9: b"9" * 32}
    settings.DATA_KEY_VERSION = 9
    call_command("rotate_keys")
    changed = Contact.objects.get()
    assert (changed.details_key_version, changed.details) == (9, DETAILS)
    assert changed.details_encrypted != contact.details_encrypted


def test_an_unreadable_contact_is_told(cast, sign_in):
    employer = employer_of(cast.project)
    contact_of(employer, by=cast.leader)
    Contact.objects.update(details_encrypted=b"0" * 40)
    assert "kan inte läsas" in sign_in(cast.leader).get(employer.get_absolute_url()).text


def test_auditors_and_funders_see_no_contact(cast, sign_in):
    employer = employer_of(cast.project)
    contact_of(employer, by=cast.leader)
    for user in (cast.funder, cast.administrator):
        assert sign_in(user).get(employer.get_absolute_url()).status_code == 403
    history = sign_in(cast.leader).get(
        reverse("projects:changes", args=[cast.project.slug]) + "?about=employers"
    )
    assert employer.name in history.text
    assert not any(mark in history.text for mark in MARKS)


def test_the_pages_cost_the_same_for_many(cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.leader)

    def costs():
        found = []
        for page in (url("list", cast.project), employer.get_absolute_url()):
            with django_assert_max_num_queries(18) as captured:
                client.get(page)
            found.append(len(own_queries(captured.captured_queries)))
        return found

    employer = employer_of(cast.project)
    contact_of(employer, by=cast.leader)
    few = costs()
    for number in range(12):
        employer_of(cast.project, f"Arbetsgivare {number}", municipality=VASTERVIK)
        contact_of(employer, by=cast.leader)
    assert costs() == few
