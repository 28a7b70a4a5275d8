"""Notes about a participant: kept as written, encrypted, and read by those whom the writer chose."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.database_access import user_scope
from participants.plans.models import Note
from tests.factories import OSKARSHAMN, MembershipFactory, NoteFactory, ParticipationFactory
from tests.numbers import nth_number
from tests.participants.plans.test_plan import address, save
from tests.queries import own_queries
from tests.test_page_costs import statements_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast):
    return ParticipationFactory(
        project=cast.project, spell__municipality_id=OSKARSHAMN, spell__case_worker=cast.case_worker
    )


@pytest.mark.parametrize(
    ("readers", "may_read"),
    [
        ("all", "leader case_worker helper writer"),
        ("case_worker", "leader case_worker writer"),
        ("author", "leader writer"),
    ],
)
def test_a_note_is_read_by_those_whom_the_writer_chose(cast, sign_in, person, readers, may_read):
    helpers = [MembershipFactory(project=cast.project, municipality_id=OSKARSHAMN).user for _ in range(2)]
    users = {"leader": cast.leader, "case_worker": cast.case_worker}
    users |= dict(zip(("helper", "writer"), helpers, strict=True))
    note = NoteFactory(participation=person, readers=readers, written_by=users["writer"])
    shown, in_database = set(), set()
    for name, user in users.items():
        if note.text in sign_in(user).get(address(person, "notes")).text:
            shown.add(name)
        with user_scope(user):
            in_database |= {name} if Note.objects.exists() else set()
    assert shown == in_database == set(may_read.split())


def test_a_note_is_written_once_encrypted_and_without_numbers(cast, sign_in, person):
    client, path = sign_in(cast.case_worker), address(person, "write_note")
    typed = {"kind": "telephone", "readers": "all", "happened_on": timezone.localdate()}
    tomorrow = timezone.localdate() + timedelta(1)
    for refused in ({"text": f"Ring {nth_number(7)}"}, {"text": "Sen", "happened_on": tomorrow}):
        assert save(client, path, **typed | refused).status_code == 200
    number = client.get(path).text.split('name="form-number" value="')[1].split('"')[0]
    for _ in range(2):
        client.post(path, {**typed, "text": "Ringde.\n\nInget svar.", "form-number": number})
    note = Note.objects.get()
    assert (note.text, note.written_by) == ("Ringde.\n\nInget svar.", cast.case_worker)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text_encrypted FROM plans_note")
        assert b"Ringde" not in bytes(cursor.fetchone()[0])


def test_a_withdrawn_note_is_kept_and_no_longer_shown(cast, sign_in, person):
    note = NoteFactory(participation=person, written_by=cast.leader)
    path = address(person, "withdraw_note", note.pk)
    assert sign_in(cast.case_worker).get(path).status_code == 403  # written by another
    client = sign_in(cast.leader)
    version = client.get(path).context["form"].version_html().split('value="')[1].split('"')[0]
    assert client.post(path, {"reason": "Fel person", "version": version}).status_code == 302
    page = client.get(address(person, "notes")).text
    assert note.text not in page
    assert "Fel person" in page
    assert Note.objects.get().text == note.text
    assert client.get(path).status_code == 404


def test_the_list_asks_as_much_for_many_notes_as_for_one(cast, sign_in, person):
    client, counts = sign_in(cast.case_worker), []
    for size in (1, 12):
        NoteFactory.create_batch(size, participation=person, written_by=cast.case_worker)
        _response, statements = statements_of(client, address(person, "notes"))
        counts.append(len(own_queries(statements)))
    assert counts[0] == counts[1]
