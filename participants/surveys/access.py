"""Surveys of a project, their links, and responses."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.access import may
from accounts.audit.removed_rows import RemovedPage, get_or_removed
from accounts.database_access import system_scope, whole_project_reading
from accounts.permissions import Permission
from esfportal.security.encryption import Unreadable
from esfportal.security.secret_tokens import token_hash
from participants.casework.caseload import last_spells, listed_people
from participants.contact.models import ContactDetails, Message
from participants.register.identity.merged_records import record_keys
from participants.register.pages.person_list import spells_by_name
from participants.surveys.models import Invitation, State
from participants.surveys.occasions import is_due
from projects.access import get_project
from projects.history_entries import removed_item_name


def surveys_of(user, project):
    """Return the surveys that the user reads: of those who see no people, released ones."""
    found = project.surveys.in_list_order()
    if may(user, Permission.PARTICIPANT_VIEW, project):
        return found
    return found.filter(is_released=True, state=State.CLOSED)


def counted_surveys(user, project):
    with whole_project_reading(project):
        return list(surveys_of(user, project).with_invited())


def get_survey(user, slug, pk, permission=Permission.REPORT_VIEW):
    """Return the survey: 404 for one that the user does not read."""
    project = get_project(user, slug, permission)
    survey = get_object_or_404(surveys_of(user, project), pk=pk)
    survey.project = project
    return survey


def get_open_survey(user, slug, pk):
    survey = get_survey(user, slug, pk, Permission.PARTICIPANT_EDIT)
    if not survey.is_open:
        raise PermissionDenied
    return survey


def get_question(user, slug, pk, question):
    survey = get_survey(user, slug, pk, Permission.PROJECT_EDIT)
    page = RemovedPage(survey.project, "participants", survey.get_absolute_url(), removed_item_name)
    found = get_or_removed(survey.questions, page=page, pk=question)
    found.survey = survey
    return found


def read_responses(survey):
    """Return what the responses say that are in the results, and how many of them can't be read."""
    with whole_project_reading(survey.project):
        responses = list(survey.responses.filter(is_counted=True))
    found = [content for content in map(content_or_none, responses) if content]
    return found, len(responses) - len(found)


def contents_of(survey):
    return read_responses(survey)[0]


def content_or_none(response):
    try:
        return response.content
    except Unreadable:
        return None


def rate_of(survey):
    """Return how many participants have a link, how many of them have answered, and how many devices' users."""
    with whole_project_reading(survey.project):
        links = survey.invitations.filter(participation__isnull=False)
        invited, answered = links.count(), links.filter(is_used=True).count()
        return invited, answered, survey.responses.count() - answered


def spells_to_invite(user, survey):
    """Return the latest spells of those whom the survey is for and who have no link, by name."""
    people = listed_people(user).in_project(survey.project).without_protection()
    people = people.filter(~Exists(Invitation.objects.filter(survey=survey, participation=OuterRef("pk"))))
    today = timezone.localdate()
    due = is_due(survey.occasion, lambda days: today - timedelta(days=days))
    spells = last_spells(people).filter(due).order_by()
    return spells_by_name(spells)


def people_to_mail(survey, spells):
    """Return (people to mail to, how many e-mails wait, how many people have no address)."""
    people = [spell.participation for spell in spells]
    asked = Message.objects.filter(kind="survey", about=survey.pk, participation__in=people)
    details = ContactDetails.objects.in_project(survey.project)
    reached = set(details.wanting_email(each.pk for each in people))
    to_mail = reached - set(asked.values_list("participation", flat=True))
    return (
        [each for each in people if each.pk in to_mail],
        asked.waiting().count(),
        len(people) - len(reached),
    )


def surveys_of_person(participation):
    """Return [(open survey, whether the participant has a link to it)]."""
    has_link = Exists(Invitation.objects.filter(survey=OuterRef("pk"), participation=participation))
    found = participation.project.surveys.filter(state=State.OPEN).in_list_order()
    return [(survey, survey.has_link) for survey in found.annotate(has_link=has_link)]


def surveys_to_answer(participation):
    """Return {open survey: invitation} that the participant has not answered."""
    invitations = Invitation.objects.filter(
        participation__in=record_keys(participation), survey__state=State.OPEN
    )
    found, answered = {}, set()
    for invitation in invitations.select_related("survey").order_by("survey__occasion", "pk"):
        if invitation.is_used:
            answered.add(invitation.survey)
        elif invitation.expires_at > timezone.now():
            found[invitation.survey] = invitation
    return {survey: invitation for survey, invitation in found.items() if survey not in answered}


@system_scope()
def find_invitation(token, *, of_device=False):
    """Return the invitation of a link that works, or None."""
    found = Invitation.objects.filter(
        token_hash=token_hash(token), participation__isnull=of_device, expires_at__gt=timezone.now()
    )
    return found.filter(survey__state=State.OPEN).select_related("survey__project").first()


def contact_wishes(participation):
    """Return the links of the participation, and of merged records, whose wish for contact waits."""
    found = Invitation.objects.filter(participation__in=record_keys(participation), contacted_at=None)
    return (
        found.filter(contact_wished_on__isnull=False)
        .select_related("survey")
        .order_by("contact_wished_on", "pk")
    )


def get_contact_wish(participation, pk):
    return get_object_or_404(contact_wishes(participation), pk=pk)


def get_survey_of_person(participation, pk):
    for survey, _has_link in surveys_of_person(participation):
        if survey.pk == pk:
            return survey
    raise Http404
