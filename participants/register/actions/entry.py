"""Register a participant, and correct the entry record and the spells."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from participants.register.actions.change_notes import check_reason, record_change
from participants.register.actions.drafts import discard_draft
from participants.register.actions.errors import (
    ActionRefused,
    AlreadyMade,
    AlreadyTakesPart,
    raise_if_problems,
    savepoint_unless_violated,
)
from participants.register.actions.locking import lock_participation, lock_project
from participants.register.actions.places import take_place
from participants.register.actions.protection import raise_protection
from participants.register.after_exit import after_exit
from participants.register.identity import person_lookup
from participants.register.identity.numbers import with_birth_date
from participants.register.models import Moment, Participation, Spell, WarningCode
from participants.register.rules import corrections, entry_rules

# Corrected together with the entry record; the other keys of `values` are identity and spell.
ENTRY_RECORD = ("given_name", "family_name", *Participation.ENTRY_RECORD_FIELDS)


@transaction.atomic
def register_participant(
    project, *, values, by, is_new_person=True, confirmed=(), public_id=None, places_reason="", also=()
):
    """Create a participation with person, entry record and first spell.

    `also`: what saves the answers to questions of other apps, called with the participation and `by`.
    `places_reason`: why one more is registered when all places are taken.
    `public_id`: a number of the form, so that the same request twice makes one participation.
    `values` as in entry_rules.entry_problems, `confirmed`: codes of the warnings that the user has confirmed.
    Raises ActionRefused and AlreadyTakesPart.
    """
    today = timezone.localdate()
    raise_if_problems(entry_rules.entry_problems(values, project=project, today=today))
    if is_beyond := take_place(project, reason=places_reason, by=by):
        confirmed = [*confirmed, WarningCode.BEYOND_PLACES]
    number = values.get("personal_identity_number")
    if number is None and not is_new_person:  # a number is unique in the database
        _check_nobody_is_alike(project, values, number, by)
    person = (
        person_lookup.person_in_project(
            project, person_lookup.find_or_create_person(with_birth_date(number, values.get("birth_date")))
        )
        if number
        else person_lookup.create_person_without_number(birth_date=values["birth_date"], sex=values["sex"])
    )
    participation = _create_participation(project, person, values, by, public_id)
    spell = Spell(
        participation=participation,
        entry_date=values["entry_date"],
        municipality=values["municipality"],
        intervention=values.get("intervention"),
        case_worker=by,
    )
    spell.set_situation(Moment.ENTRY, values)
    spell.save()
    record_change(
        AuditAction.PARTICIPANT_REGISTERED,
        participation,
        by=by,
        reason=places_reason if is_beyond else "",
        confirmed=confirmed,
        spell=spell.pk,
    )
    if public_id:
        discard_draft(public_id, by=by)
    # An existing person's protection can be raised by this, never lowered.
    raise_protection(person, values.get("protected_identity"), participation=participation, by=by)
    for save in also:
        save(participation, by=by)
    return participation


def _check_nobody_is_alike(project, values, number, by):
    """Raise AlreadyTakesPart if the same names and birth date were registered since the form was checked."""
    lock_project(project)  # identical requests make one person
    if alike := person_lookup.find_alike(project, by, values, number):
        raise AlreadyTakesPart(alike[0], is_same_number=False)


def _create_participation(project, person, values, by, public_id):
    record = {name: values[name] for name in ENTRY_RECORD if name in values}
    if public_id:
        record["public_id"] = public_id
    with (
        savepoint_unless_violated("register_participation_public_id_key", lambda: AlreadyMade(public_id)),
        savepoint_unless_violated(
            "participation_once_in_project",
            lambda: AlreadyTakesPart(person_lookup.find_participation(project, person)),
        ),
    ):
        return Participation.objects.create(project=project, person=person, created_by=by, **record)


@transaction.atomic
def correct_entry(participation, *, values, by, reason="", confirmed=()):
    """Correct names and answers, with a reason if a counted answer is replaced. Raises ActionRefused."""
    participation = lock_participation(participation)
    first = participation.spells.order_by("entry_date").first()
    record = {name: values[name] for name in ENTRY_RECORD if name in values}
    problems = entry_rules.entry_problems(
        {**record, "entry_date": first.entry_date}, project=participation.project, today=timezone.localdate()
    )
    raise_if_problems(problem for problem in problems if problem.field in record)
    if corrections.replaced(participation, record):
        check_reason(reason, _("Write the reason for the correction."))
    changed = [name for name, value in record.items() if getattr(participation, name) != value]
    for name in changed:
        setattr(participation, name, record[name])
    if changed:
        participation.save(update_fields=changed)
        # Names of fields only: the audit log holds no answers.
        record_change(
            AuditAction.ENTRY_CORRECTED,
            participation,
            by=by,
            reason=reason,
            confirmed=confirmed,
            fields=sorted(changed),
        )
    return participation


@transaction.atomic
def correct_spell(spell, *, values, by, reason="", confirmed=()):
    """Correct dates and place, with a reason if a counted value is replaced. Raises ActionRefused."""
    # The participation first, as where both are locked: two that lock in other orders wait for each other.
    lock_participation(Spell.objects.select_related("participation").get(pk=spell.pk).participation)
    spell = (
        Spell.objects.select_for_update(of=("self",))
        .select_related("participation__project")
        .get(pk=spell.pk)
    )
    project, today = spell.participation.project, timezone.localdate()
    raise_if_problems(
        [
            *entry_rules.spell_problems(values, project=project, today=today),
            *entry_rules.exit_problems(
                values["entry_date"], values["exit_date"], values["exit_reason"], today=today
            ),
        ]
    )
    if corrections.replaced(spell, values):
        check_reason(reason, _("Write the reason for the correction."))
    if values["exit_date"] is None:  # a removed end takes its answers along
        values = {**values, **Spell.no_situation(Moment.EXIT)}
    changed = [name for name, value in values.items() if getattr(spell, name) != value]
    for name in changed:
        setattr(spell, name, values[name])
    with savepoint_unless_violated("spell_no_overlap", overlap_refused):
        spell.save(update_fields=changed)
    if changed:
        # About the participation, so that the register extract contains the entry.
        record_change(
            AuditAction.SPELL_CORRECTED,
            spell.participation,
            by=by,
            reason=reason,
            confirmed=confirmed,
            spell=spell.pk,
            fields=sorted(changed),
        )
        after_exit([spell], by=by)
    return spell


def overlap_refused():
    text = _("The dates overlap another period of the same person. Check both.")
    return ActionRefused([entry_rules.Problem("entry_date", text)])
