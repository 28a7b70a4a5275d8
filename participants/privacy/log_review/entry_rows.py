"""Access log entries as table rows."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.db.models import Count, F, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access_log import Kind
from accounts.models import AccessLogEntry
from accounts.permissions import Role
from participants.privacy.models import LogNote, LogReview
from participants.register.models import Participation

MAX_SUBJECTS = 5  # people shown by name of an entry about many
TAKEN_OUT = (Kind.LIST_FILE, Kind.REVEALED, Kind.PRINTED, Kind.DOWNLOADED, Kind.EXPORTED)


@dataclass(frozen=True)
class Subject:
    key: int
    name: str
    # Empty for a protected identity.
    url: str


@dataclass(frozen=True)
class ReaderSummary:
    # None for the operator.
    name: str | None
    role: str
    times: int
    last: datetime


@dataclass(frozen=True)
class EntryRow:
    entry: AccessLogEntry
    subjects: tuple[Subject, ...] = ()
    notes: tuple[LogNote, ...] = ()
    note_url: str = ""
    times: int = 1  # how often the same was repeated on the day; `entry` is the last time

    @property
    def others(self):
        return self.entry.count - len(self.subjects)

    # The person was shown in a list or by a search.
    @property
    def is_in_passing(self):
        return self.entry.kind not in AccessLogEntry.DELIBERATE and not self.is_taken_out

    # The reader kept a copy: a number, a print or a file.
    @property
    def is_taken_out(self):
        return self.entry.kind in TAKEN_OUT

    @property
    def purpose(self):
        return self.entry.purpose_text

    @property
    def purpose_without_people(self):
        # A stated reason may reveal the person.
        return self.purpose if self.entry.purpose in AccessLogEntry.Purpose else _("a stated reason")


def entry_rows(entries, project):
    """Return rows of one project's entries, in four queries."""
    entries = list(entries)
    named = {entry.pk: entry.subjects[:MAX_SUBJECTS] for entry in entries}
    subjects = _subjects({key for keys in named.values() for key in keys}, project)
    notes = _notes(entries)
    months = _open_months(project)
    return [
        EntryRow(
            entry=entry,
            subjects=tuple(subjects[key] for key in named[entry.pk] if key in subjects),
            notes=tuple(notes.get(entry.pk, ())),
            note_url=_note_url(entry, project, months),
        )
        for entry in entries
    ]


def without_repetitions(rows):
    """Yield rows where a reader was shown the same again as one row, with the number of times."""
    # Recording an exit opens a person's pages several times.
    for _key, group in groupby(rows, key=_repeated):
        first, *others = group
        notes = tuple(note for row in (first, *others) for note in row.notes)
        yield replace(first, times=1 + len(others), notes=notes)


def _repeated(row):
    entry = row.entry
    if entry.kind not in (Kind.OPENED, Kind.LISTED):
        return entry.pk
    return (
        entry.kind,
        entry.project_id,
        entry.actor_id,
        entry.role,
        entry.day,
        entry.purpose,
        tuple(entry.subjects),
    )


def rows_without_people(entries):
    return list(without_repetitions(EntryRow(entry=entry) for entry in entries))


def reader_summaries(entries):
    readers = entries.order_by().values("role", name=F("actor__full_name"))
    counted = readers.annotate(times=Count("pk"), last=Max("at")).order_by("-last", "name")
    return [ReaderSummary(**(row | {"role": dict(Role.choices).get(row["role"], "")})) for row in counted]


def subject_keys(rows):
    return {subject.key for row in rows for subject in row.subjects}


def _subjects(keys, project):
    found = Participation.with_voided.in_project(project).filter(pk__in=keys)
    subjects = {}
    for participation in found.select_related("person", "merged_into__person"):
        participation.project = project
        url = "" if participation.is_protected else participation.get_absolute_url()
        subjects[participation.pk] = Subject(participation.pk, str(participation.shown_name), url)
    return subjects


def _notes(entries):
    notes = {}
    for note in LogNote.objects.filter(entry__in=[entry.pk for entry in entries]).select_related(
        "written_by"
    ):
        notes.setdefault(note.entry_id, []).append(note)
    return notes


def _open_months(project):
    return set(LogReview.objects.open().filter(project=project).values_list("month", flat=True))


def _note_url(entry, project, months):
    month = entry.day.replace(day=1)
    # Notes can be written until the month is signed off.
    if month not in months:
        return ""
    return reverse("privacy:log_note", args=[project.slug, month, entry.pk])
