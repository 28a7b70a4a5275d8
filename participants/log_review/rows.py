"""Read entries as the pages show them: in words, and with the people they are about where that is allowed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import ReadEntry, Role
from accounts.readlog import Kind
from participants.models import LogNote, LogReview, Participation

MAX_SUBJECTS = 5  # of an entry about many, as many are named
TAKEN_OUT = (Kind.REVEALED, Kind.PRINTED, Kind.DOWNLOADED, Kind.EXPORTED)


@dataclass(frozen=True)
class Subject:
    """`url` is empty for a protected identity, whose page may not be this reader's."""

    key: int
    name: str
    url: str


@dataclass(frozen=True)
class ReaderSummary:
    """How often one reader was shown somebody; `name` is None for the operator."""

    name: str | None
    role: str
    times: int
    last: datetime


@dataclass(frozen=True)
class EntryRow:
    entry: ReadEntry
    subjects: tuple[Subject, ...] = ()
    notes: tuple[LogNote, ...] = ()
    note_url: str = ""

    @property
    def others(self):
        """How many more the entry is about than are named."""
        return self.entry.count - len(self.subjects)

    @property
    def is_in_passing(self):
        """Whether a list or a search happened to show them."""
        return self.entry.kind not in ReadEntry.DELIBERATE

    @property
    def is_taken_out(self):
        """Whether more than a sight of them was left with the reader."""
        return self.entry.kind in TAKEN_OUT

    @property
    def purpose(self):
        return self.entry.purpose_in_words

    @property
    def purpose_without_people(self):
        """For readers who see no participants: a stated reason may tell who it is about."""
        return self.purpose if self.entry.purpose in ReadEntry.Purpose else _("a stated reason")


def entry_rows(entries, project):
    """Rows of one project's entries; four queries, however many entries."""
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


def rows_without_people(entries):
    return [EntryRow(entry=entry) for entry in entries]


def reader_summaries(entries):
    """How often each reader was shown people by these entries, whoever was latest first."""
    readers = entries.order_by().values("role", name=F("actor__full_name"))
    counted = readers.annotate(times=Count("pk"), last=Max("at")).order_by("-last", "name")
    return [ReaderSummary(**(row | {"role": dict(Role.choices).get(row["role"], "")})) for row in counted]


def subject_keys(rows):
    """The keys of those whom the rows name."""
    return {subject.key for row in rows for subject in row.subjects}


def _subjects(keys, project):
    """{key: Subject}."""
    found = Participation.objects.in_project(project).filter(pk__in=keys).select_related("person")
    subjects = {}
    for participation in found:
        participation.project = project
        url = "" if participation.person.is_protected else participation.get_absolute_url()
        subjects[participation.pk] = Subject(participation.pk, str(participation.shown_name), url)
    return subjects


def _notes(entries):
    """{entry's key: its notes}."""
    notes = {}
    for note in LogNote.objects.filter(entry__in=[entry.pk for entry in entries]).select_related(
        "written_by"
    ):
        notes.setdefault(note.entry_id, []).append(note)
    return notes


def _open_months(project):
    return set(LogReview.objects.open().filter(project=project).values_list("month", flat=True))


def _note_url(entry, project, months):
    """Where to write what was done about the entry, while its month is open."""
    month = entry.day.replace(day=1)
    if month not in months:
        return ""
    return reverse("participants:log_note", args=[project.slug, month, entry.pk])
