"""Imports that were saved, for tests."""

from django.utils import timezone

from participants.imports.matching.plan import Plan, Result
from participants.imports.models import ImportJob
from participants.imports.results.actions import keep_rows

SAVED_IMPORT_PAGES = ("rows", "rows_csv", "rows_xlsx")


def saved_import(participation, *, by):
    """Return the job of a list of participants of which a row has made the participation."""
    now = timezone.now()
    job = ImportJob.objects.create(
        project=participation.project,
        kind="participants",
        created_by=by,
        state="done",
        row_count=1,
        digest="ab" * 32,
        finished_at=now,
        result={"created": 1, "updated": 0, "unchanged": 0},
    )
    keep_rows(job, Plan(row_numbers=[2], results={2: Result.CREATED}, participation_of={2: participation.pk}))
    return job
