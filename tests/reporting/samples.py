"""The apps of `reporting` for tests/sample_objects.py: values of their addresses' parameters, and rows."""

from tests.reporting.claims.examples import OF_CLAIMS, claims_of
from tests.reporting.cofinancing.examples import OF_COFINANCING, booking_of
from tests.reporting.programme.examples import OF_PROGRAMME, cutoff_of
from tests.reporting.statistics.examples import OF_STATISTICS, authorised_for_all, monthly_file_of
from tests.reporting.statistics.scb_template.examples import OF_TEMPLATES, templates_of

OF_REPORTING = {**OF_PROGRAMME, **OF_COFINANCING, **OF_CLAIMS, **OF_STATISTICS, **OF_TEMPLATES}


def fill_reporting(full_project):
    by = full_project.cast.leader
    full_project.booking = booking_of(full_project.cast, full_project.own)
    claims_of(full_project.project, by=by)
    full_project.cutoff = cutoff_of(by=by)
    authorised_for_all(full_project.project, by)
    monthly_file_of(full_project.project, by=by)
    for project in (full_project.project, None):
        templates_of(project, by=by)
