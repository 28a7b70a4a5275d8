"""Files made again from a frozen document have the same bytes."""

from datetime import date

import pytest
import time_machine

from reporting.indicators.figures import compute
from reporting.reports.files import KINDS, render
from reporting.reports.models import Report
from tests.factories import InterventionFactory, ProjectFactory, ProjectMunicipalityFactory
from tests.reporting.indicators.participants_with_outcomes import EXIT, add_participant
from tests.reporting.reports.documents import create_submitted_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_a_frozen_document_gives_the_same_bytes(kind):
    project = ProjectFactory()
    InterventionFactory(project=project)
    ProjectMunicipalityFactory(project=project)
    add_participant(project, events=[(EXIT, "employment"), (EXIT, "education")])
    document = compute(project, ends_on=date(2019, 12, 31)).document
    first = render(document, kind, "sv")

    with time_machine.travel("2031-05-04 10:00"):
        frozen = Report.objects.get(pk=create_submitted_report(project, document).pk).document
        assert render(frozen, kind, "sv") == first


def test_a_report_made_later_from_the_same_register_has_the_same_digest():
    project = ProjectFactory()
    add_participant(project)
    with time_machine.travel("2024-05-04 10:00"):
        first = compute(project, ends_on=date(2019, 12, 31)).document
    with time_machine.travel("2024-05-05 11:30"):
        again = compute(project, ends_on=date(2019, 12, 31)).document
    assert first.made_at != again.made_at
    assert first.digest == again.digest
