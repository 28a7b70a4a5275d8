"""Reasons for corrections on the page of what has changed since a report."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from participants.register.models import ChangeNote, Participation
from tests.reporting.reports.job_support import submitted
from tests.reporting.reports.test_report_pages import (  # noqa: F401  (fixtures)
    address,
    leader,
    no_worker,
    project,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_what_has_changed_names_reasons_without_names(leader, cast, project):  # noqa: F811
    report = submitted(project, by=cast.leader)
    person = Participation.objects.first()
    ChangeNote.objects.create(
        participation=person,
        reason=f"{person.given_name} {person.family_name} fanns i två listor",
        recorded_at=timezone.now() + timedelta(minutes=1),
    )
    words = text_of(leader.get(address("changes", report)))
    assert re.search(r"Angivna skäl: ”(▪▪▪ )+fanns i två listor” \(1\)", words)
    assert person.family_name not in words
