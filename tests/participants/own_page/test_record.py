"""The own record and its readers: what the extract says, in a scope that reaches one participant."""

from html import unescape

import pytest
from django.db import InternalError, connection, transaction
from django.utils import timezone

from accounts.access_log import log_access
from accounts.database_access import link_access, whole_project_access
from esfportal.database.row_level_security import OWN_RECORD
from participants.privacy.extract.content import reader_rows, readers_of, registered_about
from participants.register.identity.merged_records import record_keys
from participants.register.models import Participation
from tests.esfportal.database.sql import column, rows, tables_with_rls
from tests.factories import OutcomeEventFactory, ParticipationFactory, PlanFactory
from tests.numbers import nth_number
from tests.participants.own_page.samples import link_of, opened
from tests.participants.privacy.extract_support import person_with_history
from tests.sample_objects import FullProject

pytestmark = pytest.mark.django_db

KEYS = """
SELECT c.relname::text, string_agg(a.attname::text, ' ') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
    AND a.attname IN ('participation_id', 'person_id', 'merged_id', 'merged_into_id')
GROUP BY 1
"""


def rows_of_others(keys, people):
    """Return the tables in which rows of other participations or people are readable."""
    own, found = (
        {"person_id": people, "merged_id": keys, "merged_into_id": keys, "participation_id": keys},
        {},
    )
    for table, names in rows(KEYS):
        for name in names.split():
            others = f"SELECT count(*) FROM {table} WHERE {name}::text <> ALL (%s)"
            found[table, name] = column(others, own[name])[0]
    found["register_participation", "id"] = column(
        "SELECT count(*) FROM register_participation WHERE id::text <> ALL (%s)", keys
    )[0]
    return {place for place, number in found.items() if number}


def test_the_scope_of_the_own_record_reads_what_the_extract_says_and_writes_nothing(cast):
    full = FullProject(cast)
    people = [full.own, full.left, full.other_part, full.protected]
    PlanFactory(participation=full.left.merged_sources[0])
    for person in Participation.objects.filter(pk__in=[each.pk for each in people]):
        with whole_project_access(cast.project):
            wanted = registered_about(person), reader_rows(person, readers_of(person))
            keys = [str(key) for key in record_keys(person)]
            persons = [str(person.person_id), *(str(each.person_id) for each in person.merged_sources)]
        with transaction.atomic(), link_access(OWN_RECORD, person.pk):
            assert (registered_about(person), reader_rows(person, readers_of(person))) == wanted
            assert rows_of_others(keys, persons) == set()
            read = {each for each in tables_with_rls() if column(f"SELECT EXISTS (SELECT FROM {each})")[0]}
            assert not read & {
                "employers_contact",
                "register_savedfilter",
                "own_page_ownpagelink",
                "team_invitation",
            }
            for statement in (
                "UPDATE register_participation SET given_name = 'x'",
                "SET transaction_read_only = off",
            ):
                with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement)
        # The scope has ended, and so has that.
        Participation.objects.filter(pk=person.pk).update(given_name="Ny")


def test_a_participant_reads_the_own_record_and_its_readers_on_the_page(cast):
    person = person_with_history(cast)
    other = ParticipationFactory(project=cast.project, given_name="Obehörig")
    OutcomeEventFactory(participation=other)
    source = ParticipationFactory(project=cast.project, voided_at=timezone.now(), merged_into=person)
    PlanFactory(participation=source, text="Bli kock.")
    for number in range(60):
        seen = {"by": cast.colleague, "project": cast.project, "participations": [person]}
        log_access("opened", **seen, purpose=f"Ärende {number}")
    log_access("opened", **seen | {"participations": [other]}, purpose="Någon annans")
    link_of(person)
    phone = opened(person)

    page = unescape(phone.get("/me/record/").text)
    with whole_project_access(cast.project):
        content = registered_about(Participation.objects.get(pk=person.pk))
    keys = ("spells", "notes", "survey_answers", "attendance", "plans")
    facts = [content["person"], content["participation"], *(row for key in keys for row in content[key])]
    texts = [fact["text"] for row in facts for fact in row if "\n" not in fact["text"]]
    assert [text for text in texts if text not in page] == []
    assert all(text in page for text in ("Bli kock.", "Fler raster", nth_number(3)[-4:], str(cast.leader)))
    assert "Obehörig" not in page

    latest, earliest = (phone.get(f"/me/readers/?page={number}").text for number in (1, 2))
    assert ("Ärende 59" in latest, "Ärende 0" in latest, "Ärende 0" in earliest) == (True, False, True)
    assert [str(cast.colleague) in latest, "Någon annans" in latest + earliest] == [True, False]
