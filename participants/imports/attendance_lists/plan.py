"""Read a list of attendance and try what it would write: a plan, or problems.

The plan records each row as the page of attendance does, and takes all of it back.
"""

from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from participants.attendance.models import Activity, Attendance, Session
from participants.attendance.recording import record_attendance, version_of
from participants.imports.headings.lookup import reader_of
from participants.imports.matching.plan import Plan, Result, Written
from participants.imports.reading.errors import ParseError, ProblemKind, Problems
from participants.imports.reading.rows import Values
from participants.register.actions.errors import ActionRefused
from participants.register.identity.numbers import blind_index
from participants.register.models import Participation

MOST_ROWS = 500
BEFORE = ("state", "reason", "missed_minutes", "stated_minutes", "note")
COLUMNS = {"state": "attendance", "missed_minutes": "minutes_missed", "reason": "reason"}


class AttendanceRow(NamedTuple):
    row: int
    session: Session
    participation: Any
    values: dict[str, Any]
    seen: str  # the version of the stored attendance
    before: tuple[Any, ...] | None = None  # its values of BEFORE


@dataclass
class AttendancePlan(Plan):
    rows: list[AttendanceRow] = field(default_factory=list)  # that write


def plan_attendance(
    file: BinaryIO,
    *,
    project: Any,
    by: Any,
    problems: Problems,
    lock: bool = False,
    **options: Any,
) -> AttendancePlan:
    """Return the plan; it is valid only without `problems`. `options` as for RowReader. Raises FileError."""
    people = _People(project, by)
    parsers = {"activity": _activities(project)}
    reader = reader_of(project, "attendance", file, problems, parsers, **options)
    plan = AttendancePlan(**reader.about_file)
    seen: dict[tuple[int, int], int] = {}
    with transaction.atomic():
        for count, (number, cells, values) in enumerate(reader, start=1):
            if count > MOST_ROWS:
                text = _("A list of attendance has at most %(most)s rows. Make two files of it.")
                problems.add(number, "", "", text % {"most": MOST_ROWS})
                break
            if len(values) == reader.complete_length:
                _try_row(number, cells, values, reader=reader, people=people, plan=plan, seen=seen, by=by)
        transaction.set_rollback(True)
    reader.check_not_empty()
    return plan


def save_attendance(plan: AttendancePlan, *, project: Any, by: Any) -> None:
    for row in plan.rows:
        saved = record_attendance(row.session, row.participation, values=row.values, seen=row.seen, by=by)
        about = (row.row, row.session.pk, row.participation.pk, row.before, version_of(saved))
        plan.saved_attendance.append(about)


class _People:
    """Participants whom lists show the user, by code or number."""

    def __init__(self, project: Any, by: Any) -> None:
        found = Participation.objects.in_project(project).select_related("person")
        self.people = found.visible_to(by).unprotected_or_opened_by(by) if by else found
        self.found: dict[Any, Any] = {}

    def get(self, key: Any) -> Any:
        if key not in self.found:
            given = (
                {"public_id": key} if isinstance(key, UUID) else {"person__number_index": blind_index(key)}
            )
            self.found[key] = self.people.filter(**given).first()
        return self.found[key]


def _activities(project: Any) -> Any:
    by_name = {activity.name.casefold(): activity for activity in Activity.objects.in_project(project)}

    def parse(text: str) -> Activity:
        try:
            return by_name[text.casefold()]
        except KeyError:
            raise ParseError(_("The project has no activity with this name.")) from None

    return parse


def _try_row(
    number: int, cells: Any, values: Values, *, reader: Any, people: Any, plan: Any, seen: Any, by: Any
) -> None:
    def refuse(column: str, text: str, kind: ProblemKind = ProblemKind.MISTAKE) -> None:
        reader.add_problem(number, cells, column, text, kind=kind)

    missing = [
        name for name in ("activity", "date", "from", "participant", "attendance") if values[name] is None
    ]
    for name in missing:
        refuse(name, _("Fill in the cell."))
    if missing:
        return
    times = {"held_on": values["date"], "starts_at": values["from"]}
    session = Session.objects.filter(activity=values["activity"], **times).select_related("activity").first()
    participation = people.get(values["participant"])
    if session is None:
        refuse("from", _("The activity has no session at this time. Plan it first."))
    if participation is None:
        refuse("participant", _("None of the participants whom you may see here has this code or number."))
    if session is None or participation is None:
        return
    if _is_another(participation, values):
        refuse("family_name", _("The participant has another name."))
        return
    first = seen.setdefault((session.pk, participation.pk), number)
    if first != number:
        text = _(
            "Rows %(first)s and %(second)s are about the same session and participant. Keep one of them."
        )
        refuse("participant", text % {"first": first, "second": number}, ProblemKind.DOUBLE)
        return
    plan.matched_participations.add(participation.pk)
    plan.participation_of[number] = participation.pk
    _try_recording(AttendanceRow(number, session, participation, _values(values), ""), plan, refuse, by)


def _try_recording(row: AttendanceRow, plan: AttendancePlan, refuse: Any, by: Any) -> None:
    stored = (
        Attendance.objects.of_record(row.participation).filter(session=row.session).order_by("pk").first()
    )
    if stored and all(getattr(stored, name) == row.values[name] for name in COLUMNS):
        plan.note_row(row.row, Result.UNCHANGED, row.participation.pk)
        return
    row = row._replace(seen=version_of(stored), before=_before(stored))
    before = stored.get_state_display() if stored else ""
    try:
        with transaction.atomic():
            written = record_attendance(
                row.session, row.participation, values=row.values, seen=row.seen, by=by
            )
    except ActionRefused as error:
        for problem in error.problems:
            refuse(COLUMNS.get(problem.field, "attendance"), problem.message)
        return
    plan.rows.append(row)
    plan.note_row(row.row, Result.UPDATED if stored else Result.CREATED, row.participation.pk)
    if stored:
        plan.note_change(row.row, _("attendance"), lambda: before, written.get_state_display)
        for name, column in zip(COLUMNS, ("attendance", "minutes_missed", "reason"), strict=True):
            old, new = getattr(stored, name), row.values[name]
            if old != new:
                plan.written.append(Written(row.row, column, old, new, None))


def _before(stored: Any) -> tuple[Any, ...] | None:
    """Return the values that record_attendance takes, in the order of BEFORE."""
    if stored is None:
        return None
    stated = stored.minutes if stored.is_stated else None
    return stored.state, stored.reason, stored.missed_minutes, stated, stored.shown_note


def _is_another(participation: Any, values: Values) -> bool:
    return any(
        values[name] and values[name].casefold() != getattr(participation, name).casefold()
        for name in ("given_name", "family_name")
    )


def _values(values: Values) -> dict[str, Any]:
    return {
        "state": values["attendance"],
        "reason": values["reason"] or "",
        "missed_minutes": values["minutes_missed"] or 0,
        "stated_minutes": None,
        "note": "",
    }
