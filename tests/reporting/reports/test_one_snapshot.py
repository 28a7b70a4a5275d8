"""The transaction in which a report's figures are read, also in a new session of the database."""

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError

from reporting.reports import jobs
from tests.esfportal.database.sql import column
from tests.reporting.reports.job_support import asked_for, quick_render, register

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def new_sessions(monkeypatch):
    """End the database session before the figures are read, as a transaction pooler may change it."""
    release = jobs.releases.release_submitted_reports

    def end_session(project):
        transaction.on_commit(connection.close)
        return release(project)

    monkeypatch.setattr(jobs.releases, "release_submitted_reports", end_session)
    monkeypatch.setattr(jobs.files, "render", quick_render)


def test_figures_are_read_in_a_session_that_has_entered_no_scope_yet(cast, new_sessions):
    register(cast.project)
    report = asked_for(cast.project)
    assert jobs.make(report.job.pk)
    report.refresh_from_db()
    assert len(report.counted_participations) == 3


def test_the_snapshot_is_repeatable_and_writes_nothing(cast):
    with jobs._one_snapshot(cast.project):
        assert column("SHOW transaction_isolation") == ["repeatable read"]
        with pytest.raises(InternalError, match="read-only"), transaction.atomic():
            cast.project.save()
