"""Record that a participant was informed, agrees, or agrees no longer. Nothing is overwritten."""

from operator import attrgetter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from esfportal.ui.plain_text import isolated
from participants.consents.access import chosen_consents, entry_in_force, text_in_force
from participants.consents.models import PrivacyEntry
from participants.consents.states import possible_answers
from participants.register.actions.change_notes import record_change
from participants.register.actions.errors import ActionRefused, raise_if_problems
from participants.register.actions.locking import lock_participation
from participants.register.rules.entry_rules import Problem


@transaction.atomic
def record_entry(
    participation, *, subject, answer, answered_on, by, language="", means="", paper="", number=None
):
    """Record an answer with the text in force on its day; a request that comes twice records one.

    Raises ActionRefused.
    """
    participation = lock_participation(participation)
    made = number and PrivacyEntry.objects.filter(participation=participation, form_number=number).first()
    if made:
        return made
    has_text = answer in PrivacyEntry.WITH_TEXT
    text = text_in_force(subject, language, answered_on) if has_text else None
    raise_if_problems(_problems(participation, subject, answer, answered_on, has_text and text is None))
    entry = PrivacyEntry(
        participation=participation,
        subject=subject,
        answer=answer,
        text=text,
        answered_on=answered_on,
        means=means,
        paper=paper,
        recorded_by=by,
    )
    if number:
        entry.form_number = number
    entry.save(force_insert=True)
    record_change(
        AuditAction.PRIVACY_ENTRY_RECORDED, participation, by=by, entry=entry.pk, subject=str(subject)
    )
    return entry


@transaction.atomic
def record_entries(participations, *, by, **values):
    """Record the same answer of several people, or of none. Raises ActionRefused, naming the people."""
    # Locked in one order, so that two users who record for the same people do not wait for each other.
    for participation in sorted(participations, key=attrgetter("pk")):
        try:
            record_entry(participation, by=by, **values)
        except ActionRefused as error:
            name = isolated(participation.shown_name)
            raise ActionRefused(
                [Problem(each.field, f"{name}: {each.message}") for each in error.problems]
            ) from None


def _problems(participation, subject, answer, answered_on, lacks_text):
    if answered_on > timezone.localdate():
        yield Problem("answered_on", _("The date has not come yet."))
    elif lacks_text:
        yield Problem("language", _("There was no text in this language on that day."))
    if answer not in possible_answers(subject, entry_in_force(participation, subject)):
        yield Problem(
            "answer", _("Another answer has been recorded since the page was opened. Open it again.")
        )


@transaction.atomic
def choose_consents(project, *, subjects, by):
    row, chosen = chosen_consents(project), sorted(subjects)
    if sorted(row.subjects) != chosen:
        row.subjects = chosen
        row.save()
        audit(AuditAction.CONSENTS_CHOSEN, project, by=by, project=project, subjects=chosen)
    return row
