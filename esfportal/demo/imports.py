"""Made-up imports of the running project: saved, undone, discarded, and one that waits for its review."""

import csv
import io

from django.utils import timezone

from esfportal.demo.data import running_project
from esfportal.demo.data.numbers import DAYS_WITHOUT
from esfportal.jobs import runner
from esfportal.jobs.kinds import kinds
from participants.imports.actions import confirm_draft, discard_draft, save_draft
from participants.imports.models import ImportDraft, ImportJob
from participants.imports.undoing.actions import undo_import
from participants.register.identity.numbers import decrypt_number
from participants.register.models import OutcomeEvent, Protection
from projects.models import Project

Kind = ImportDraft.Kind
ROWS = 3
EMPLOYERS = [
    {
        "employer": name,
        "branch": branch,
        "address": address,
        "municipality": "2180",
        "contact": contact,
        "email": email,
    }
    for name, branch, address, contact, email in (
        ("Påhittade bageriet", "hospitality", "Kungsgatan 1", "Stina Svarv", "stina@example.org"),
        ("Påhittade bageriet", "hospitality", "Norra vägen 2", "", ""),
        ("Påhittade trädgården", "agriculture", "", "", ""),
    )
]
NEWCOMER = {
    "gender": "woman",
    "family_name": "Ekdunge",
    "municipality": "2180",
    "labour_market_status": "unemployed",
    "education_level": "3",
    "admission_ground": "Påhittad: anvisad av kommunen",
}


def build_imports(*, leader, case_worker):
    """Import a few files, once."""
    project = Project.objects.get(slug=running_project.SLUG)
    if ImportJob.objects.filter(project=project).exists():
        return
    _import(project, Kind.OUTCOMES, _stored_outcomes(project), by=case_worker)
    _import(project, Kind.EMPLOYERS, EMPLOYERS, by=case_worker)
    wrong_list = [_newcomer(project, name, year) for name, year in (("Alva", 1970), ("Blenda", 1980))]
    if job := _import(project, Kind.PARTICIPANTS, wrong_list, by=leader):
        undo_import(job, reason="Listan hörde till ett annat projekt (påhittat)", by=leader)
    lines = [{"activity": "Studiebesök", "date": "2018-03-05", "from": "09:00", "attendance": "present"}]
    discard_draft(_draft(project, Kind.ATTENDANCE, lines, by=case_worker), by=case_worker)
    _draft(project, Kind.PARTICIPANTS, [_newcomer(project, "Cilla", 1990)], by=leader)


def _stored_outcomes(project):
    """Return rows of outcomes that are stored already: they change no figure."""
    found = OutcomeEvent.objects.filter(
        participation__project=project,
        participation__person__protection=Protection.NONE,
        participation__person__number_index__isnull=False,
        superseded_by=None,
    )
    return [
        {
            "personal_identity_number": decrypt_number(event.participation.person),
            "date": event.happened_on.isoformat(),
            "kind": event.kind,
        }
        for event in found.select_related("participation__person").order_by("pk")[:ROWS]
    ]


def _newcomer(project, name, year):
    born = min(day for day in DAYS_WITHOUT if day.year >= year)  # no test number is free that could be hers
    entry = max(project.starts_on, timezone.localdate().replace(day=1))
    return NEWCOMER | {"given_name": name, "birth_date": born.isoformat(), "entry_date": entry.isoformat()}


def _draft(project, kind, rows, *, by):
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    file = io.BytesIO(text.getvalue().encode())
    return save_draft(project, kind, file, by=by, row_count=len(rows))


def _import(project, kind, rows, *, by):
    """Return the job of a file that was saved, None where it was refused."""
    job = confirm_draft(_draft(project, kind, rows, by=by), by=by)
    return ImportJob.objects.get(pk=job.pk) if runner.run(kinds()["import"], job.pk) else None
