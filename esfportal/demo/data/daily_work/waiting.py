"""Other work that waits for the case worker in Gävle: a hand-over, likely doubles, and a row that was put off."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from esfportal.demo.data import running_project
from participants.casework.actions import put_off
from participants.casework.caseload import MINE, people_of
from participants.casework.handovers import moving
from participants.casework.handovers.handing_over import hand_over
from participants.casework.models import Handover
from participants.casework.worklist import read_waiting
from participants.register.actions.entry import ENTRY_RECORD, register_participant
from participants.register.actions.spells import record_exit, reenter
from participants.register.models import Participation, Spell
from projects.models import Municipality, Project

MOVED_FROM, MOVED_TO = "2104", "2180"
HANDED_OVER = DOUBLES = 2
MESSAGE = "De har flyttat till Gävle. Båda kan komma på förmiddagarna."
MOVE_MESSAGE = "Har fått lägenhet i Gävle och vill fortsätta där."
PUT_OFF_KIND, PUT_OFF_REASON = "step", "Arbetsgivaren svarar efter helgen."
# Ways to write one sound: the first that is in a family name is written in the other way.
SPELLINGS = (("Ka", "Ca"), ("ks", "cs"), ("qv", "kv"), ("Wi", "Vi"), ("ss", "s"))


@transaction.atomic
def build_waiting_work(*, receiver, sender):
    """Add the work, once."""
    project = Project.objects.get(slug=running_project.SLUG)
    if Handover.objects.filter(participation__project=project).exists():
        return
    _ask_to_move(project, receiver, sender)
    _hand_over(project, receiver, sender)
    _register_twice(project, receiver)
    _put_off(receiver)


def respelled(name):
    """Return the name written in another way; "" if there is none."""
    return next((name.replace(one, other, 1) for one, other in SPELLINGS if one in name), "")


def _present(project, municipality):
    people = project.participations.unprotected().filter(person__number_index__isnull=False)
    spells = Spell.objects.filter(participation__in=people, municipality=municipality, exit_date__isnull=True)
    return spells.select_related("participation__person").order_by("pk")


def _ask_to_move(project, receiver, sender):
    """Ask the receiver to take over a participant who moves there."""
    latest = _present(project, MOVED_FROM).last()
    place = Municipality.objects.get(pk=MOVED_TO)
    moving.hand_over(latest.participation, to=receiver, municipality=place, message=MOVE_MESSAGE, by=sender)


def _hand_over(project, receiver, sender):
    """Move participants to the receiver's municipality; the sender is their case worker still."""
    today, chosen = timezone.localdate(), []
    place = {"municipality": Municipality.objects.get(pk=MOVED_TO), "intervention": None}
    long_there = _present(project, MOVED_FROM).filter(entry_date__lt=today - timedelta(30))
    for spell in long_there[:HANDED_OVER]:
        reason = Spell.ExitReason.MOVED
        record_exit(spell.participation, exit_date=today - timedelta(9), exit_reason=reason, by=sender)
        reenter(spell.participation, entry_date=today - timedelta(8), **place, by=sender)
        chosen.append(spell.participation)
    hand_over(chosen, to=receiver, message=MESSAGE, by=sender)


def _register_twice(project, by):
    """Register participants again, without their number and spelled differently."""
    today = timezone.localdate()
    spells = _present(project, MOVED_TO).filter(case_worker=by).select_related("municipality")
    found = [each for each in spells if respelled(each.participation.family_name)]
    for spell in found[:DOUBLES]:
        there = spell.participation
        values = {name: getattr(there, name) for name in ENTRY_RECORD} | {
            "family_name": respelled(there.family_name),
            "birth_date": there.person.birth_date,
            "sex": there.person.sex,
            "entry_date": today - timedelta(5),
            "municipality": spell.municipality,
        }
        register_participant(project, values=values, by=by)


def _put_off(by):
    today = timezone.localdate()
    waiting = read_waiting(people_of(by, MINE), user=by, today=today)
    if row := next((row for row in waiting if row.kind.key == PUT_OFF_KIND), None):
        put_off(
            Participation.objects.get(pk=row.participation),
            kind=row.kind,
            subject=row.subject,
            until=today + timedelta(10),
            reason=PUT_OFF_REASON,
            by=by,
        )
