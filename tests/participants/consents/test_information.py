"""Information about the personal data: at the registration and later, and the versions of its text."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.database_access import user_scope
from participants.casework.worklist import read_waiting
from participants.consents.actions import record_entry
from participants.consents.loading import read
from participants.consents.models import PrivacyEntry, PrivacyText, Subject
from participants.register.models import Participation
from tests.factories import OSKARSHAMN, ParticipationFactory, PrivacyEntryFactory
from tests.participants.plans.test_plan import sent_by
from tests.participants.register.test_registration import PAGE, answers
from tests.participants.register.test_repeated_requests import number_in
from tests.sample_objects import merge_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.case_worker)


@pytest.fixture
def person(cast):
    return ParticipationFactory(
        project=cast.project, spell__municipality_id=OSKARSHAMN, spell__case_worker=cast.case_worker
    )


def address(participation, subject="processing"):
    return reverse("consents:record", args=[participation.project.slug, participation.public_id, subject])


def waits_for_information(user, participation):
    people = Participation.objects.filter(pk=participation.pk)
    with user_scope(user):
        rows = read_waiting(people, user=user, today=timezone.localdate())
    return "information" in [row.kind.key for row in rows]


def new_version(text, **values):
    kept = {"subject": text.subject, "language": text.language, "heading": text.heading, "body": "Nytt."}
    return PrivacyText.objects.create(**{**kept, "version": text.version + 1, **values})


def test_one_answer_at_the_registration_is_enough_and_none_is_no_hindrance(cast, client):
    typed = answers(informed="interpreter", informed_in="en")
    client.post(PAGE, typed)
    entry = PrivacyEntry.objects.select_related("text").get()
    assert (entry.means, entry.text.language, entry.text.version) == ("interpreter", "en", 1)
    assert (entry.answered_on, entry.recorded_by) == (timezone.localdate(), cast.case_worker)
    page = client.get(entry.participation.get_absolute_url())
    assert "har informerats" in page.text
    assert not waits_for_information(cast.case_worker, entry.participation)

    client.post(PAGE, answers(personal_identity_number="940112-2388", informed="not_yet"))
    second = Participation.objects.order_by("pk").last()
    assert PrivacyEntry.objects.count() == 1
    assert waits_for_information(cast.case_worker, second)
    page = client.get(reverse("casework:day"))
    (row,) = [each for each in page.context["rows"] if each.item.kind.key == "information"]
    client.post(row.url, sent_by(client, row.url, answer="informed", means="orally", language="sv"))
    assert not waits_for_information(cast.case_worker, second)


def test_a_refused_registration_records_nothing(client):
    client.post(PAGE, answers(informed="orally", informed_in="xx"))
    assert not Participation.objects.exists()
    assert not PrivacyEntry.objects.exists()


def test_a_version_that_was_used_stays_and_the_next_has_its_day(cast, client, person):
    entry = PrivacyEntryFactory(participation=person)
    later = new_version(entry.text, valid_from=timezone.localdate() + timedelta(1))
    given = {"subject": "processing", "answer": "informed", "language": "sv", "by": cast.case_worker}
    assert record_entry(person, answered_on=timezone.localdate(), **given).text == entry.text
    newest = new_version(later, valid_from=timezone.localdate())
    assert record_entry(person, answered_on=timezone.localdate(), **given).text == newest
    before = timezone.localdate() - timedelta(1)
    assert record_entry(person, answered_on=before, **given).text == entry.text
    for statement in ("UPDATE consents_privacytext SET body = ''", "DELETE FROM consents_privacytext"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    page = client.get(reverse("consents:text", args=[person.project.slug, entry.text.pk])).text
    assert entry.text.heading in page
    assert person.project.name in page
    assert "{" not in page.split("<article")[1].split("</article>")[0]


def test_an_entry_made_by_mistake_is_kept_and_no_longer_holds(cast, client, person):
    PrivacyEntryFactory(participation=person)
    assert not waits_for_information(cast.case_worker, person)
    path = address(person)
    data = sent_by(client, path, answer="mistake") | {"form-number": number_in(client.get(path))}
    assert [client.post(path, data).status_code for _ in range(2)] == [302, 302]
    assert waits_for_information(cast.case_worker, person)
    page = client.get(reverse("consents:person", args=[person.project.slug, person.public_id])).text
    assert "gjordes av misstag" in page
    assert "inte antecknat" in page
    assert PrivacyEntry.objects.count() == 2
    refused = client.post(path, sent_by(client, path) | {"answer": "mistake"})
    assert refused.status_code == 200
    (entry,) = AuditEntry.objects.about(person)
    assert (entry.action, entry.details["subject"]) == ("privacy_entry_recorded", "processing")


def test_the_entries_of_merged_records_count(cast, person):
    merge = merge_of(person, by=cast.leader)
    assert waits_for_information(cast.case_worker, person)
    PrivacyEntryFactory(participation=merge.first)
    assert not waits_for_information(cast.case_worker, person)


def test_each_subject_is_told_in_swedish_and_english():
    assert {(row["subject"], row["language"]) for row in read()} == {
        (subject, language) for subject in Subject for language in ("sv", "en")
    }


def test_an_administrator_saves_a_new_version(cast, sign_in):
    admin = sign_in(cast.administrator)
    page = "/admin/consents/privacytext/add/?subject=processing&language=sv"
    form = admin.get(page).context["adminform"].form
    old = PrivacyText.objects.get(subject="processing", language="sv")
    assert form.initial["body"] == old.body
    typed = {"subject": "processing", "language": "sv", "heading": "Nytt", "body": "Ny text."}
    assert admin.post(page, {**typed, "valid_from": timezone.localdate()}).status_code == 302
    new = PrivacyText.objects.get(subject="processing", language="sv", version=2)
    assert (new.heading, new.created_by) == ("Nytt", cast.administrator)
    changed = admin.post(f"/admin/consents/privacytext/{old.pk}/change/", typed)
    assert changed.status_code == 403
