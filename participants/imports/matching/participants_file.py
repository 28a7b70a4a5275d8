"""A list of participants, beside what is stored: a plan, or problems."""

from django.utils import timezone
from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso
from participants.imports.matching import stored_records
from participants.imports.matching.plan import ENTRY_FIELDS, ParticipantRow
from participants.imports.matching.project_codes import Places, Scope
from participants.imports.matching.reconcile import Desk, Settlement, arrive, leave_closed
from participants.imports.reading.rows import RowReader
from participants.register.identity import person_lookup
from participants.register.identity.numbers import blind_index
from participants.register.models import Person
from participants.register.rules.entry_rules import entry_problems, exit_problems

UNREAD = "unread"  # stands for a reason that has been reported as not understood


def read_participants(file, *, project, by, problems, progress=None):
    """The rows that are right in themselves, by person, and the desk to settle them at; whatever is
    wrong goes to `problems`. Raises FileError."""
    places = Places(project)
    reader = RowReader(file, "participants", problems, places.parsers)
    scope = Scope(project, by, places)
    today = timezone.localdate()
    by_key = {}
    for count, (number, cells, values) in enumerate(reader, start=1):
        if progress and count % 1000 == 0:
            progress(count)
        before = problems.count
        for problem in _problems_of(values, project, today):
            reader.add(number, cells, problem.field, problem.message)
        if not _within(scope, values):
            reader.add(number, cells, "municipality", _("The place is outside your part of the project."))
        if problems.count == before and len(values) == reader.complete_length:
            row = _row(number, values)
            rows = by_key.setdefault(row.key, [])
            first = next((other for other in rows if other.entry_date == row.entry_date), None)
            if first:
                reader.add(number, cells, "entry_date", _duplicate(first.row, number))
            else:
                rows.append(row)
    reader.demand_rows()
    return by_key, Desk(project, reader, places, scope, problems)


def _problems_of(values, project, today):
    problems = entry_problems(values, project=project, today=today)
    if "exit_date" in values:
        reason = values.get("exit_reason", UNREAD)
        problems += exit_problems(values.get("entry_date"), values["exit_date"], reason, today=today)
    return problems


def _within(scope, values):
    if scope.is_whole or not values.get("municipality") or "intervention" not in values:
        return True
    return scope.covers(values["municipality"], values["intervention"])


def _duplicate(first, second):
    return _("Rows %(first)s and %(second)s are the same person with the same start. Keep one of them.") % {
        "first": first,
        "second": second,
    }


def _row(number, values):
    identity = values["personal_identity_number"]
    born = identity.birth_date if identity else values["birth_date"]
    sex = str(identity.sex if identity else values["sex"])
    names = values["given_name"], values["family_name"]
    return ParticipantRow(
        row=number,
        key=blind_index(identity.digits) if identity else stored_records.description(*names, born, sex),
        digits=identity.digits if identity else "",
        number_kind=str(identity.kind) if identity else Person.NumberKind.NONE.value,
        birth_date=born,
        sex=sex,
        given_name=names[0],
        family_name=names[1],
        entry_date=values["entry_date"],
        exit_date=values["exit_date"],
        exit_reason=values["exit_reason"],
        municipality=values["municipality"],
        intervention=values["intervention"],
        protection=values["protected_identity"],
        entry=tuple([values[name] for name in ENTRY_FIELDS]),
    )


def plan_participants(file, *, project, by, problems, lock=False, progress=None):
    """What importing the file would do. Problems leave the plan worthless. Raises FileError.

    `lock` keeps what is stored about these people from changing before the plan is carried out.
    """
    by_key, desk = read_participants(file, project=project, by=by, problems=problems, progress=progress)
    for keys in stored_records.batches(by_key):
        _settle_batch({key: by_key.pop(key) for key in keys}, desk, lock)
    return desk.plan


def _settle_batch(rows_by_key, desk, lock):
    numbered = [key for key in rows_by_key if isinstance(key, bytes)]
    birth_dates = {key[2] for key in rows_by_key if not isinstance(key, bytes)}
    people = {key: [person] for key, person in person_lookup.people_by_number(numbered).items()}
    if birth_dates:
        people |= stored_records.people_by_description(desk.project, birth_dates)
    known = [person.pk for key in rows_by_key for person in people.get(key, ())]
    participations = stored_records.participations(desk.project, known, lock=lock) if known else {}
    desk.plan.met.update(participation.pk for participation in participations.values())
    everybody = [person for found in people.values() for person in found]
    closed = desk.scope.closed_among(everybody, participations)
    for key, rows in rows_by_key.items():
        rows.sort(key=lambda row: row.entry_date)
        found = people.get(key, [None])
        participation = participations.get(found[0].pk) if found[0] else None
        if len(found) > 1:
            _refuse_ambiguous(rows, desk)
        elif participation and participation.pk in closed:
            leave_closed(rows, found[0], desk)
        elif participation:
            Settlement(rows, found[0], participation, desk).settle()
        else:
            arrive(rows, found[0], desk)


def _refuse_ambiguous(rows, desk):
    for row in rows:
        desk.refuse(
            row,
            "birth_date",
            date_iso(row.birth_date),
            _(
                "Several people without a number in the project have this name, birth date and gender. "
                "Add the personal identity number, or record this on the person's page."
            ),
        )
