"""Repeated openings of a person in the access log."""

import pytest
from django.urls import reverse

from tests.factories import ParticipationFactory
from tests.participants.privacy.test_log_review import read

pytestmark = pytest.mark.django_db


def test_the_same_opened_again_is_one_row(cast, sign_in):
    person = ParticipationFactory(project=cast.project)
    other = ParticipationFactory(project=cast.project)
    for minute in range(5):
        read(cast, person, when=f"2026-10-14 10:0{minute}")
    read(cast, other, when="2026-10-14 10:06")
    read(cast, person, when="2026-10-14 10:07")
    read(cast, person, by=cast.colleague, when="2026-10-14 10:08")
    read(cast, person, when="2026-10-15 10:00")

    page = sign_in(cast.leader).get(reverse("privacy:log", args=[cast.project.slug]))

    rows = [row for row in page.context["rows"] if row.entry.purpose != "log_review"]
    assert [row.times for row in rows] == [1, 1, 1, 1, 5]
    assert "5 gånger" in page.text


def test_a_persons_readers_are_shown_once_each_time(cast, sign_in):
    person = ParticipationFactory(project=cast.project)
    for minute in range(5):
        read(cast, person, when=f"2026-10-14 10:0{minute}")
    read(cast, person, by=cast.colleague, when="2026-10-14 10:08")

    page = sign_in(cast.leader).get(f"{person.get_absolute_url()}readers/")

    assert [row.times for row in page.context["rows"]] == [1, 5]
    assert "5 gånger" in page.text
