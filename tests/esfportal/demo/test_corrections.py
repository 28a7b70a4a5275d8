import pytest

from esfportal.demo.data.corrections import correct_register
from tests.reporting.reports.since_last.test_changes import (
    causes,
    earlier_report,
    figures_of,
    later_report,
    person,
)

pytestmark = pytest.mark.django_db


def test_the_next_report_has_a_voided_a_corrected_and_a_late_one_to_explain(cast):
    person(cast.project, left=False)
    person(cast.project, work=True)
    person(cast.project, "man")
    report = earlier_report(cast.project)
    correct_register(report, by=cast.leader)
    figures = figures_of(later_report(cast.project))
    assert causes(figures["participants", "cumulative", "", ""]) == {"voided": (-1, 0)}
    assert causes(figures["work", "cumulative", "", ""]) == {"correction": (-1, 0), "late_outcome": (0, 1)}


def test_nothing_is_corrected_where_no_one_is_counted(cast):
    correct_register(earlier_report(cast.project), by=cast.leader)
    assert not cast.project.participations.exists()
