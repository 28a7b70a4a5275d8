"""Record, change and remove placements, and name the employer of an outcome."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.audit.actions import AuditAction
from accounts.database_access import whole_project_access
from participants.consents.gates import consent_problems
from participants.consents.models import Subject
from participants.employers.actions import change_item
from participants.employers.models import Offer, OutcomeEmployer, Placement, PlacementKind
from participants.employers.placement_rules import (
    most_at_once,
    offer_problems,
    overlapping,
    period_problems,
)
from participants.register.actions import ActionRefused
from participants.register.actions.change_notes import record_change
from participants.register.actions.errors import raise_if_problems, savepoint_unless_violated
from participants.register.actions.locking import lock_participation
from participants.register.rules.entry_rules import Problem


@transaction.atomic
def place(participation, *, values, by):
    """Record a placement: `employer`, `offer`, `kind`, `starts_on`, `ends_on`. Raises ActionRefused."""
    participation = lock_participation(participation)
    raise_if_problems(consent_problems(participation, Subject.EMPLOYERS))
    placement = Placement(participation=participation, recorded_by=by, **values)
    _save(placement, participation)
    record_change(AuditAction.PLACEMENT_RECORDED, participation, by=by, placement=placement.pk)
    return placement


@transaction.atomic
def change_placement(placement, *, participation, values, by):
    """Change a placement of the participation, or of a record that was merged into it. Raises ActionRefused."""
    participation = lock_participation(participation)
    changed = sorted(name for name, value in values.items() if getattr(placement, name) != value)
    for name in changed:
        setattr(placement, name, values[name])
    if changed:
        _save(placement, participation)
        record_change(
            AuditAction.PLACEMENT_CHANGED, participation, by=by, placement=placement.pk, changed=changed
        )
    return placement


def end_placements(spells, *, by):
    """End what goes on at an employer after the spells do, on their last days; a job goes on."""
    last_days = {}
    for spell in spells:
        last_days.setdefault(spell.participation_id, []).append(spell)
    of_people = Q(participation__in=last_days) | Q(participation__merged_into__in=last_days)
    found = Placement.objects.exclude(kind=PlacementKind.JOB).filter(of_people).order_by("pk")
    for placement in found.select_related("participation").select_for_update(of=("self",)):
        record = placement.participation.merged_into_id or placement.participation_id
        for spell in last_days[record]:
            is_within = spell.entry_date <= placement.starts_on <= spell.exit_date
            if is_within and (placement.ends_on is None or placement.ends_on > spell.exit_date):
                placement.ends_on = spell.exit_date
                placement.save(update_fields=["ends_on"])
                record_change(
                    AuditAction.PLACEMENT_CHANGED,
                    spell.participation,
                    by=by,
                    placement=placement.pk,
                    changed=["ends_on"],
                )


@transaction.atomic
def change_offer(offer, *, changed, by):
    """Save changed places of an employer. Raises ActionRefused if more people have them already."""
    if not changed:
        return offer
    if "places" in changed:
        _refuse_below_taken(offer)
    return change_item(offer, changed=changed, by=by)


def _refuse_below_taken(offer):
    # Locked as in _refuse_if_full, so that no place is taken between the count and the change.
    with whole_project_access(offer.project):
        locked_offer(offer)
        periods = Placement.objects.filter(offer=offer).taking_places().values_list("starts_on", "ends_on")
        taken = most_at_once(periods)
    if taken > offer.places:
        text = ngettext(
            "%(count)s place is taken. State at least as many, or change the placement first.",
            "%(count)s places are taken on one day. State at least as many, or change the placements first.",
            taken,
        )
        raise ActionRefused([Problem("places", text % {"count": taken})])


@transaction.atomic
def remove_placement(placement, *, participation, by):
    participation = lock_participation(participation)
    record_change(AuditAction.PLACEMENT_REMOVED, participation, by=by, placement=placement.pk)
    placement.delete()


@transaction.atomic
def name_employer(outcome, *, participation, employer, by):
    """Name the employer of an outcome, or none. The outcome itself stays as it was recorded."""
    participation = lock_participation(participation)
    named = link_of(outcome)
    if employer is None and named:
        named.delete()
    elif employer and named and named.employer_id != employer.pk:
        named.employer = employer
        named.save(update_fields=["employer"])
    elif employer and not named:
        OutcomeEmployer.objects.create(
            participation_id=outcome.participation_id, outcome=outcome, employer=employer
        )
    elif not employer or named.employer_id == employer.pk:
        return
    record_change(AuditAction.OUTCOME_EMPLOYER_NAMED, participation, by=by, outcome=outcome.pk)


def link_of(outcome):
    """Return the link of an outcome, or of the version that it corrects, to its employer; None if it has none."""
    while outcome:
        if link := OutcomeEmployer.objects.filter(outcome=outcome).select_related("employer").first():
            return link
        outcome = outcome.supersedes
    return None


def _save(placement, participation):
    raise_if_problems(_problems(placement, participation))
    if placement.offer and not participation.person.is_protected:
        _refuse_if_full(placement)
    with savepoint_unless_violated("placement_once", _recorded_already):
        placement.save()


def _problems(placement, participation):
    offer, days = placement.offer, (placement.starts_on, placement.ends_on)
    spells = participation.spells.values_list("entry_date", "exit_date")
    yield from period_problems(*days, is_job=placement.kind == PlacementKind.JOB, spells=spells)
    if offer:
        yield from offer_problems(*days, offer=offer)
    if placement.result and not placement.ends_on:
        yield Problem("ends_on", _("State the last day, because something came of it."))


def _refuse_if_full(placement):
    """Refuse a placement for which no place is left on some day."""
    # The places of all parts of the project count. The second of two requests waits for the lock, then counts again.
    with whole_project_access(placement.offer.project):
        offer = locked_offer(placement.offer)
        others = Placement.objects.filter(offer=offer).exclude(pk=placement.pk).taking_places()
        taken = most_at_once(
            overlapping(others.values_list("starts_on", "ends_on"), placement.starts_on, placement.ends_on)
        )
    if taken >= offer.places:
        raise ActionRefused([Problem("where", _("All places are taken on these days."))])


def locked_offer(offer):
    return Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.pk)


def _recorded_already():
    return ActionRefused([Problem("where", _("The placement is recorded already."))])
