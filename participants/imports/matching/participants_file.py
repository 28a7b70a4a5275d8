"""Compare a list of participants with what is stored."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from esfportal.ui.formats import date_iso
from esfportal.ui.formats import number as count_text
from participants.imports.headings.lookup import reader_of
from participants.imports.matching import stored_records
from participants.imports.matching.admission import check_places
from participants.imports.matching.context import ImportContext
from participants.imports.matching.plan import (
    ENTRY_FIELDS,
    SITUATION_FIELDS,
    ParticipantRow,
    ParticipantsPlan,
    PersonKey,
    SharedPieces,
)
from participants.imports.matching.project_codes import ImportScope, ProjectCodes
from participants.imports.matching.reconcile import (
    Context,
    ParticipationReconciler,
    plan_new_participation,
    skip_restricted_record,
)
from participants.imports.one_person.newcomers import (
    AlikePeople,
    Match,
    Newcomer,
    NewcomerResolver,
    same_start,
)
from participants.imports.reading.errors import ProblemKind, Problems
from participants.imports.reading.rows import Values
from participants.register.identity import person_lookup
from participants.register.identity.numbers import blind_index, stated_birth_date
from participants.register.identity.person_lookup import StoredPerson
from participants.register.models import Moment, Person
from participants.register.rules import warnings
from participants.register.rules.entry_rules import (
    Problem,
    answers_of_another_status,
    entry_problems,
    exit_problems,
)
from participants.register.rules.situations import exit_situation_problems, number_problems
from participants.register.rules.warnings import RuleWarning
from projects.models import Project

RowsByKey = dict[PersonKey, list[ParticipantRow]]

NO_NUMBER = str(Person.NumberKind.NONE)
UNREAD = "unread"  # a reason that is reported as a problem already


def read_participants(
    file: BinaryIO,
    *,
    project: Project,
    by: User | None,
    problems: Problems,
    **options: Any,
) -> tuple[RowsByKey, Context]:
    """Return the valid rows by person, and the context. `options` as for RowReader. Raises FileError."""
    codes = ProjectCodes(project)
    options["known_words"] = codes.municipality_names
    reader = reader_of(project, "participants", file, problems, codes.parsers, **options)
    scope = ImportScope(project, by, codes)
    today = timezone.localdate()
    situation = tuple(name for name in SITUATION_FIELDS if name in reader.headings)
    by_key: RowsByKey = {}
    pieces = SharedPieces()
    left_out = 0  # rows with such answers
    for number, cells, values in reader:
        before = problems.count
        left_out += _leave_out(values)
        found = _problems_of(values, project, today)
        for problem in [*found, *_situation_problems(values)] if situation else found:
            reader.add_problem(number, cells, problem.field, problem.message)
        if not _within(scope, values):
            reader.add_problem(
                number, cells, "municipality", _("The place is outside your part of the project.")
            )
        if problems.count == before and len(values) == reader.complete_length:
            doubts = warnings.entry_warnings(codes.with_places(values), project=project)
            row = _row(number, values, doubts, pieces)
            if situation:
                row.situation = tuple([values[name] for name in situation])
            if first := _add(row, by_key):
                text = same_start(first.row, number)
                reader.add_problem(number, cells, "entry_date", text, kind=ProblemKind.DOUBLE)
    reader.check_not_empty()
    if left_out:
        reader.notices.append(_left_out(left_out))
    plan = ParticipantsPlan(**reader.about_file, situation_columns=situation)
    return by_key, ImportContext(project, reader, codes, scope, problems, plan, by)


def _leave_out(values: Values) -> bool:
    """Remove answers that belong to another status, as the form does; return whether one of them is not “no”."""
    names = answers_of_another_status(values)
    found = any(values[name] for name in names)
    for name in names:
        values[name] = None
    return found


def _left_out(count: int) -> str:
    return ngettext(
        "In %(count)s row, an answer is left out because it belongs to another status, such as unemployed since "
        "for a person who is employed.",
        "In %(count)s rows, an answer is left out because it belongs to another status, such as unemployed since "
        "for a person who is employed.",
        count,
    ) % {"count": count_text(count)}


def _add(row: ParticipantRow, by_key: RowsByKey) -> ParticipantRow | None:
    """Add the row to those of its person, or return the row with the same start."""
    rows = by_key.get(row.key)
    if rows is None:  # a list of one takes a third less memory than one that was empty
        by_key[row.key] = [row]
        return None
    first = next((other for other in rows if other.entry_date == row.entry_date), None)
    if first is None:
        rows.append(row)
    return first


def _problems_of(values: Values, project: Project, today: date) -> list[Problem]:
    problems = entry_problems(values, project=project, today=today)
    if "exit_date" in values:
        reason = values.get("exit_reason", UNREAD)
        problems += exit_problems(values.get("entry_date"), values["exit_date"], reason, today=today)
    return problems


def _situation_problems(values: Values) -> Iterator[Problem]:
    for moment in Moment.values:
        yield from number_problems(values, moment)
    yield from exit_situation_problems(values)


def _within(scope: ImportScope, values: Values) -> bool:
    if scope.is_whole_project or not values.get("municipality") or "intervention" not in values:
        return True
    return scope.includes(values["municipality"], values["intervention"])


def _row(number: int, values: Values, found: Iterable[RuleWarning], pieces: SharedPieces) -> ParticipantRow:
    identity = values["personal_identity_number"]
    born = stated_birth_date(identity, values["birth_date"])
    # The values of enums are shared by all rows; str() makes a text of its own for each.
    sex = identity.sex.value if identity else values["sex"]
    names = values["given_name"], values["family_name"]
    return ParticipantRow(
        row=number,
        key=blind_index(identity.digits) if identity else stored_records.description_key(*names, born, sex),
        digits=identity.digits if identity else "",
        number_kind=identity.kind.value if identity else NO_NUMBER,
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
        entry_pieces=pieces(tuple([values[name] for name in ENTRY_FIELDS])),
        is_same_person=values["same_person"],
        warnings=tuple(found),
    )


def plan_participants(
    file: BinaryIO,
    *,
    project: Project,
    by: User | None,
    problems: Problems,
    lock: bool = False,
    answers: Mapping[str, str] | None = None,
    **options: Any,
) -> ParticipantsPlan:
    """Return the plan; it is valid only without `problems`. `options` as for RowReader. Raises FileError."""
    # `lock` locks the stored rows that the plan is based on.
    by_key, context = read_participants(file, project=project, by=by, problems=problems, **options)
    context.answers = answers or {}
    matches: dict[int, Match] = {}
    newcomers: list[Newcomer] = []
    for keys in stored_records.batches(by_key):
        newcomers += _reconcile_batch({key: by_key.pop(key) for key in keys}, context, matches, lock)
    by_key.clear()
    new_people = NewcomerResolver(context, matches).run(newcomers)
    newcomers.clear()
    new_people.reverse()
    while new_people:  # each is given up as soon as it is planned, for the memory of a large file
        new = new_people.pop()
        plan_new_participation(new.rows, new.person, context)
    check_places(context)
    return context.plan


def _reconcile_batch(
    rows_by_key: RowsByKey, context: Context, matches: dict[int, Match], lock: bool
) -> list[Newcomer]:
    """Reconcile the rows about participants, or keep those that newcomers may be; return the newcomers."""
    numbered = [key for key in rows_by_key if isinstance(key, bytes)]
    birth_dates = {key[2] for key in rows_by_key if not isinstance(key, bytes)}
    people: dict[PersonKey, list[StoredPerson]] = {
        key: [person] for key, person in person_lookup.people_by_number(numbered, context.project).items()
    }
    if birth_dates:
        people |= stored_records.people_by_description(context.project, birth_dates)
    known = [person.pk for key in rows_by_key for person in people.get(key, ())]
    situation = context.plan.situation_columns
    participations = (
        stored_records.participations(context.project, known, lock=lock, situation=situation) if known else {}
    )
    context.plan.matched_participations.update(participation.pk for participation in participations.values())
    matched_people = [person for found in people.values() for person in found]
    locked = context.scope.locked_participations(matched_people, participations)
    newcomers: list[Newcomer] = []
    found_matches: list[Match] = []
    for key, rows in rows_by_key.items():
        rows.sort(key=lambda row: row.entry_date)
        found = people.get(key, [None])
        person = found[0]
        participation = participations.get(person.pk) if person else None
        if len(found) > 1:
            _refuse_ambiguous(rows, context)
        elif person is None or participation is None:
            newcomers.append(Newcomer(rows, person))
        elif participation.pk in locked:
            skip_restricted_record(rows, person, context)
        else:
            found_matches.append(Match(person, participation, rows))
    alike = AlikePeople(context, {new.first.birth_date for new in newcomers}, lock=lock)
    for new in newcomers:
        new.alike = alike.matches(new)
    candidates = {match.participation.pk for new in newcomers for match in new.alike}
    for match in found_matches:
        # A newcomer may turn out to be the same person: then all rows are compared together.
        if match.participation.pk in candidates:
            matches[match.participation.pk] = match
        else:
            ParticipationReconciler(match.rows, match.person, match.participation, context).run()
    return newcomers


def _refuse_ambiguous(rows: Iterable[ParticipantRow], context: Context) -> None:
    for row in rows:
        context.report(
            row,
            "birth_date",
            date_iso(row.birth_date),
            _(
                "Several people without a number in the project have this name, birth date and gender. "
                "Add the personal identity number, record this on the person's page, or merge the records there."
            ),
            ProblemKind.SEVERAL,
        )
