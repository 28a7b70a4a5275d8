"""Links and sessions of own pages."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.database_access import link_access, system_scope, whole_project_access
from accounts.permissions import Permission
from esfportal.database.row_level_security import OWN_RECORD, PARTICIPANT
from esfportal.security.secret_tokens import token_hash
from participants.attendance.models import Enrolment, Session
from participants.attendance.presence_rules import includes
from participants.certificates.models import Certificate
from participants.certificates.states import State
from participants.consents.access import entry_in_force
from participants.consents.models import PrivacyEntry
from participants.own_page.models import OwnPageLink
from participants.register.access import get_participation
from participants.register.identity.merged_records import record_keys
from participants.register.models import Participation, Spell
from projects.models import Project

AFTER_EXIT = timedelta(days=92)  # the last month's certificate is still to be confirmed


def get_participation_of_link(user, slug, public_id):
    return get_participation(user, slug, public_id, Permission.PARTICIPANT_EDIT)


def link_of(participation):
    return OwnPageLink.objects.filter(participation=participation).links().in_force().first()


def link_to_open(token):
    """Return the link that a code can open, or None."""
    with system_scope():
        link = OwnPageLink.objects.to_open().filter(token_hash=token_hash(token)).first()
    return link if link and participation_of(link) else None


def session_of(key):
    with system_scope():
        return OwnPageLink.objects.signed_in().filter(session_hash=token_hash(key)).first() if key else None


def participation_of(link):
    """Return the participation, or None if it was voided or merged."""
    # The scope of a link does not show the record itself, which many tables are read with.
    with link_access(PARTICIPANT, link.participation_id), whole_project_access(Project(pk=link.project_id)):
        found = Participation.objects.select_related("project", "person").filter(pk=link.participation_id)
        participation = found.first()
        if participation:
            record_keys(
                participation
            )  # the participation keeps the merged records, which the scope does not show
        return participation


def open_participations(keys):
    """Return those of people who take part, or left a short time ago."""
    recent = Q(exit_date__isnull=True) | Q(exit_date__gte=timezone.localdate() - AFTER_EXIT)
    spells = Spell.objects.filter(recent, participation=OuterRef("pk"))
    found = Participation.objects.filter(Exists(spells), pk__in=keys)
    return found.select_related("project", "person").order_by("pk")


def own_scope(participation):
    """Access to what the own page shows; without the user of the browser."""
    return link_access(PARTICIPANT, participation.pk)


def own_record_scope(participation):
    return link_access(OWN_RECORD, participation.pk)


def months_of(participation):
    """Return the certificates that were handed to the participant, latest first."""
    found = Certificate.objects.filter(participation__in=record_keys(participation)).in_force()
    return found.exclude(state=State.CLOSED).order_by("-month")


def given_consent(participation, subject):
    """Return the consent, or None if the participant does not agree to the subject."""
    entry = entry_in_force(participation, subject)
    return entry if entry and entry.answer == PrivacyEntry.Answer.GIVEN else None


def coming_sessions(participation, first, last):
    """Return the days' sessions during the participant's enrolments, cancelled ones too."""
    enrolments = Enrolment.objects.filter(participation__in=record_keys(participation))
    periods = list(enrolments.values_list("activity", "starts_on", "ends_on"))
    sessions = Session.objects.between(first, last).filter(activity__in={period[0] for period in periods})
    found = sessions.select_related("activity").order_by("held_on", "starts_at", "pk")
    return [
        session
        for session in found
        if any(
            activity == session.activity_id and includes(starts, ends, session.held_on)
            for activity, starts, ends in periods
        )
    ]
