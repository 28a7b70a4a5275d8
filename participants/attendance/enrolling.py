"""Enrol participants in activities, and change, end and remove enrolments."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.database_access import whole_project_access
from esfportal.ui.plain_text import isolated
from participants.attendance import presence_rules as rules
from participants.attendance.models import Activity, Attendance, Enrolment
from participants.employers.placement_rules import most_at_once
from participants.register.actions import ActionRefused
from participants.register.actions.change_notes import record_change
from participants.register.actions.errors import raise_if_problems, savepoint_unless_violated
from participants.register.actions.locking import lock_participation, refuse_unless_valid
from participants.register.models import Participation, Spell
from participants.register.rules.entry_rules import Problem


@transaction.atomic
def enrol(activity, participations, *, starts_on, ends_on, by):
    """Enrol the participants, or none of them. Raises ActionRefused, naming the people."""
    people = _locked(participations)
    spells = _spells_of(people)
    days = {"starts_on": starts_on, "ends_on": ends_on}
    problems = []
    for participation in people:
        found = rules.enrolment_problems(
            starts_on, ends_on, spells=spells[participation.pk], municipality=activity.municipality_id
        )
        problems += [_named(problem, participation, people) for problem in found]
    raise_if_problems(problems)
    _refuse_if_full(activity, [each for each in people if not each.person.is_protected], **days)
    enrolments = [Enrolment(participation=each, activity=activity, recorded_by=by, **days) for each in people]
    for enrolment in enrolments:
        _save(enrolment, people)
        record_change(AuditAction.ENROLMENT_ADDED, enrolment.participation, by=by, enrolment=enrolment.pk)
    return enrolments


@transaction.atomic
def change_enrolment(enrolment, *, participation, values, by):
    """Change the days of an enrolment: `starts_on`, `ends_on`. Raises ActionRefused."""
    participation = lock_participation(participation)
    changed = sorted(name for name, value in values.items() if getattr(enrolment, name) != value)
    if not changed:
        return enrolment
    for name in changed:
        setattr(enrolment, name, values[name])
    activity = enrolment.activity
    spells = _spells_of([participation])[participation.pk]
    raise_if_problems(
        rules.enrolment_problems(
            enrolment.starts_on, enrolment.ends_on, spells=spells, municipality=activity.municipality_id
        )
    )
    raise_if_problems(_left_without(enrolment))
    if not participation.person.is_protected:
        days = {"starts_on": enrolment.starts_on, "ends_on": enrolment.ends_on}
        _refuse_if_full(activity, [participation], **days)
    _save(enrolment, [participation])
    record_change(
        AuditAction.ENROLMENT_CHANGED, participation, by=by, enrolment=enrolment.pk, changed=changed
    )
    return enrolment


@transaction.atomic
def remove_enrolment(enrolment, *, participation, by):
    """Delete an enrolment made by mistake. Raises ActionRefused for one with attendance."""
    participation = lock_participation(participation)
    if _attendance_in(enrolment):
        raise ActionRefused([Problem("", _("Attendance is recorded. State the last day instead."))])
    record_change(AuditAction.ENROLMENT_REMOVED, participation, by=by, enrolment=enrolment.pk)
    enrolment.delete()


def end_enrolments(spells, *, by):
    """End what goes on after the spells do, on their last days; what would begin later is removed."""
    ended = defaultdict(list)
    for spell in spells:
        ended[spell.participation_id].append(spell)
    all_spells = _spells_of(ended)
    of_people = Q(participation__in=ended) | Q(participation__merged_into__in=ended)
    found = Enrolment.objects.filter(of_people).order_by("pk").select_related("participation")
    for enrolment in found.select_for_update(of=("self",)):
        record = enrolment.participation.merged_into_id or enrolment.participation_id
        participation, start = ended[record][0].participation, enrolment.starts_on
        if not any(rules.includes(first, last, start) for first, last, _place in all_spells[record]):
            record_change(AuditAction.ENROLMENT_REMOVED, participation, by=by, enrolment=enrolment.pk)
            enrolment.delete()
            continue
        for spell in ended[record]:
            is_within = spell.entry_date <= start <= spell.exit_date
            if is_within and (enrolment.ends_on is None or enrolment.ends_on > spell.exit_date):
                enrolment.ends_on = spell.exit_date
                enrolment.save(update_fields=["ends_on"])
                about = {"enrolment": enrolment.pk, "changed": ["ends_on"]}
                record_change(AuditAction.ENROLMENT_CHANGED, participation, by=by, **about)


def refuse_below_taken(activity):
    """Raise ActionRefused for an activity whose capacity is below the number of its participants."""
    if activity.capacity is None:
        return
    with whole_project_access(activity.project):
        locked_activity(activity)
        taken = most_at_once(_taking_places(activity).values_list("starts_on", "ends_on"))
    if taken > activity.capacity:
        text = _("%(count)s participants are enrolled on one day. State at least as many.")
        raise ActionRefused([Problem("capacity", text % {"count": taken})])


def locked_activity(activity):
    return Activity.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.pk)


def _refuse_if_full(activity, people, *, starts_on, ends_on):
    # Participants of all parts of the project count. The second of two requests waits for the lock, then counts.
    with whole_project_access(activity.project):
        capacity = locked_activity(activity).capacity
        if capacity is None or not people:
            return
        others = _taking_places(activity).exclude(participation__in=people)
        periods = others.values_list("starts_on", "ends_on")
        taken = most_at_once(rules.clipped(periods, starts_on, ends_on))
    if problem := rules.capacity_problem(taken, len(people), capacity):
        raise ActionRefused([problem])


def _taking_places(activity):
    return Enrolment.objects.filter(activity=activity).taking_places()


def _locked(participations):
    keys = [each.pk for each in participations]
    rows = Participation.objects.select_for_update(of=("self",)).select_related("project", "person")
    found = list(rows.filter(pk__in=keys).order_by("pk"))  # in one order, against deadlocks
    refuse_unless_valid(participations)
    return found


def _spells_of(participations):
    found = defaultdict(list)
    rows = Spell.objects.filter(participation__in=participations)
    for key, *spell in rows.values_list("participation", "entry_date", "exit_date", "municipality"):
        found[key].append(spell)
    return found


def _save(enrolment, people):
    def refused():
        problem = Problem("starts_on", _("The participant is enrolled on these days already."))
        return ActionRefused([_named(problem, enrolment.participation, people)])

    with savepoint_unless_violated("enrolment_no_overlap", refused):
        enrolment.save()


def _named(problem, participation, people):
    if len(people) == 1:
        return problem
    return Problem(problem.field, f"{isolated(participation.shown_name)}: {problem.message}")


def _left_without(enrolment):
    days = _attendance_in(enrolment, is_stored=True)
    outside = [day for day in days if not enrolment.includes(day)]
    if outside:
        yield Problem("starts_on", _("Attendance is recorded on days that would be left out."))


def _attendance_in(enrolment, *, is_stored=False):
    """Return the days with attendance within the enrolment, as it is stored."""
    stored = Enrolment.objects.get(pk=enrolment.pk) if is_stored else enrolment
    found = Attendance.objects.filter(
        participation=enrolment.participation_id, session__activity=enrolment.activity_id
    )
    days = found.values_list("session__held_on", flat=True)
    return [day for day in days if stored.includes(day)]
