"""Attendance to enter: the participants of a session, or of the sessions of a week, and what becomes of each entry."""

from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from esfportal.ui.formats import moment
from esfportal.ui.plain_text import isolated
from participants.attendance import presence_rules as rules
from participants.attendance.access import enrolments_shown
from participants.attendance.forms.presence import KEYS, NO_VALUES, State
from participants.attendance.models import Attendance, Session
from participants.attendance.pages.duration import minutes_text
from participants.attendance.recording import OtherWrote, locked_sessions, record_attendance
from participants.register.actions import ActionRefused
from participants.register.models import Participation

PRESENT = NO_VALUES | {"state": State.PRESENT.value}


@dataclass
class Entry:
    """A participant at a session, with the attendance that is stored, if any."""

    session: Session
    participation: Participation  # the merged record, if that of the enrolment was merged
    attendance: Attendance | None
    is_locked: bool
    problems: list[str] = field(default_factory=list)
    conflict: str = ""  # what another user has written since the page was opened
    replacing: str = ""  # sent to write over it
    is_saved: bool = False

    @property
    def key(self):
        return f"s{self.session.pk}p{self.participation.pk}"

    @property
    def name(self):
        return self.participation.full_name

    @property
    def text(self):
        return attendance_text(self.attendance) if self.attendance else ""

    @property
    def hours(self):
        return minutes_text(self.attendance.minutes) if self.attendance else ""


def entries_of(sessions, activity, user):
    """Return the entries of the sessions, in order of name: of participants whom lists show the user."""
    sessions = list(sessions)
    if not sessions:
        return []
    first, last = sessions[0].held_on, sessions[-1].held_on
    shown = enrolments_shown(activity, user).going_on(first).filter(starts_on__lte=last).in_name_order()
    people, enrolled = {}, {}
    for enrolment in shown:
        record = enrolment.participation.merged_into or enrolment.participation
        record.project = activity.project
        people[record.pk] = record
        enrolled.setdefault(record.pk, []).append(enrolment)
    locked = rules.locked_months(list(people.values()), first, last)
    stored = _stored(sessions, people)
    return [
        Entry(
            session,
            record,
            stored.get((session.pk, key)),
            (key, session.held_on.replace(day=1)) in locked,
        )
        for key, record in people.items()
        for session in sessions
        if any(enrolment.includes(session.held_on) for enrolment in enrolled[key])
    ]


def _stored(sessions, people):
    rows = Attendance.objects.filter(session__in=sessions).with_record().select_related("recorded_by")
    found = {}
    for attendance in rows.filter(record__in=people).order_by("-pk"):
        found[attendance.session_id, attendance.record] = attendance
    return found


def save_entries(form, *, by):
    """Record the touched entries of the form, or the only one; return how many are saved."""
    form.is_valid()  # each entry has its own errors
    only, present = (form.cleaned_data.get(name, "") for name in ("only", "present"))
    sessions = locked_sessions({entry.session.pk for entry in form.entries})
    saved = 0
    # In one order, so that two users who save the same session do not wait for each other.
    for entry in sorted(form.entries, key=lambda entry: (entry.participation.pk, entry.session.pk)):
        if (only and entry.key != only) or entry.session.pk not in sessions:
            continue
        entry.session = sessions[entry.session.pk]
        if form.is_touched(entry):
            _save(form, entry, None, by)
        elif entry.attendance is None and present == str(entry.session.pk):
            _save(form, entry, PRESENT, by)
        saved += entry.is_saved
    return saved


def _save(form, entry, values, by):
    if errors := form.errors_of(entry):
        entry.problems = errors
        return
    given = {"values": values or form.values(entry), "seen": form.version_seen(entry), "by": by}
    try:
        entry.attendance = record_attendance(entry.session, entry.participation, **given)
        entry.is_saved = True
        form.show_stored(entry)
    except OtherWrote as error:
        entry.attendance = error.attendance
        entry.conflict, entry.replacing = _conflict_text(error.attendance), form.replacing(entry)
    except ActionRefused as error:
        entry.problems = [problem.message for problem in error.problems]


class Rows:
    """Layout object: the entries, by a template with `rows`."""

    def __init__(self, template, entries, **context):
        self.template, self.entries, self.context = template, entries, context

    def render(self, form, context, template_pack="bootstrap5", **kwargs):
        rows = [Row(entry, form.bound(entry), form.seen(entry)) for entry in self.entries]
        return render_to_string(self.template, {**context.flatten(), "rows": rows, **self.context})


@dataclass(frozen=True)
class Row:
    entry: Entry
    fields: dict
    seen: str

    @property
    def states(self):
        """Return (choice, key of the keyboard) of each state; that of none is last."""
        found = [(choice, KEYS.get(choice.data["value"], "")) for choice in self.fields["state"]]
        return [*found[1:], found[0]]


def saved_text(saved, entries):
    text = ngettext("%(count)s entry is saved.", "%(count)s entries are saved.", saved)
    texts = [text % {"count": saved}] if saved else []
    if left := sum(bool(entry.problems or entry.conflict) for entry in entries):
        text = ngettext(
            "%(count)s entry is not saved: see below.", "%(count)s entries are not saved: see below.", left
        )
        texts.append(text % {"count": left})
    return " ".join(texts) or _("Nothing was changed.")


def attendance_text(attendance):
    state = capfirst(attendance.get_state_display())
    if attendance.reason:
        return f"{state}: {attendance.get_reason_display()}"
    if attendance.missed_minutes:
        return f"{state}: {minutes_text(attendance.missed_minutes)}"
    return state


def _conflict_text(attendance):
    if attendance is None:
        return _("A colleague has removed it since you opened the page.")
    about = {
        "who": isolated(attendance.recorded_by or _("A colleague")),
        "when": moment(timezone.localtime(attendance.recorded_at)),
        "what": attendance_text(attendance),
    }
    return _("%(who)s has written since you opened the page, %(when)s: %(what)s.") % about
