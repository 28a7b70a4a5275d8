"""People of a change: by name for the project's leader, by code for auditors."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import get_language

from participants.register.models import Participation
from reporting.indicators.changes.causes import LATER_CAUSES
from reporting.indicators.changes.frozen import cause_names
from reporting.reports.files import labels
from reporting.reports.since_last import changed_rows
from reporting.reports.verification import counted_people
from reporting.reports.verification.access import is_auditor
from reporting.reports.verification.pseudonyms import pseudonym


@dataclass(frozen=True)
class ChangedPerson:
    person: counted_people.CountedPerson
    name: str  # "" for auditors
    changes: list  # texts
    evidence_url: str  # "" for a draft


def changed_people(report, rows, reader):
    """Return [(primary key, code, report that counts it, rows)] in the order of the codes."""
    counted = {*(report.counted_participations or [])}
    keys = {row[0] for row in rows}
    shown = _listed(report, keys, reader)
    found = []
    for key, group in groupby(sorted(rows), key=lambda row: row[0]):
        # A code of the report that counts the person: one code, so that it links no two reports.
        counting = report if key in counted else report.people.compared_with
        if key in shown:
            found.append((key, pseudonym(counting, key), counting, list(group)))
    return sorted(found, key=lambda each: each[1])


def _listed(report, keys, reader):
    people = {key: key for key in keys}
    return {*counted_people.listed(report, people, reader)}


def shown_people(report, page, reader):
    """Return the people of a page of changed_people."""
    rows = {}
    for counting in {each[2] for each in page}:
        people = {code: key for key, code, other, _rows in page if other == counting}
        for row in counted_people.rows(counting, people, reader):
            rows[row.code] = row
    names = {} if is_auditor(reader, report) else _names([each[0] for each in page], reader)
    causes = cause_names(LATER_CAUSES)
    return [
        ChangedPerson(
            rows[code],
            names.get(key, ""),
            [_text(change, causes) for change in changes],
            _evidence_url(counting, code),
        )
        for key, code, counting, changes in page
    ]


def _names(keys, reader):
    # Voided and merged registrations, too: the change is about them.
    visible = (
        Participation.with_voided.visible_to(reader)
        .filter(pk__in=keys)
        .select_related("person", "merged_into__person")
    )
    return {each.pk: str(each.shown_name) for each in visible}


def _text(change, causes):
    _key, kind, cause, part_kind = change
    label = changed_rows.kind_label({"moved": "moved_in"}.get(kind, kind))
    part = f" ({labels.part_kind(part_kind)})" if part_kind else ""
    name = causes[cause].in_language(get_language()) if cause in causes else cause
    return f"{label}{part}: {name}"


def _evidence_url(report, code):
    if not report.is_submitted:
        return ""
    return reverse("reports:evidence_person", args=[report.project.slug, report.public_id, code])
