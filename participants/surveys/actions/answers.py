"""Keep what participants answer, so that no row leads from an anonymous response to its invitation (ADR 167)."""

from django.db import connection, transaction
from django.db.models import F

from accounts.database_access import system_scope, whole_project_reading
from participants.register.models import Spell
from participants.surveys.models import Invitation, Response, Survey
from participants.surveys.results import to_count

MOVE = """
WITH moved AS (DELETE FROM surveys_response WHERE survey_id = %s RETURNING *)
INSERT INTO surveys_response
    (id, survey_id, project_id, participation_id, answers_encrypted, answers_key_version, is_counted)
SELECT id, survey_id, project_id, participation_id, answers_encrypted, answers_key_version, is_counted
FROM moved ORDER BY random()
"""


@transaction.atomic
def send_answers(invitation, *, number, values, texts, sex=""):
    """Keep a response; return None if the link is used up, or the form with this number was sent before."""
    with system_scope():
        # The survey's lock: responses are counted five at a time.
        surveys = Survey.objects.select_for_update(of=("self",), no_key=True)
        survey = surveys.get(pk=invitation.survey_id)
        invitation = Invitation.objects.select_for_update(of=("self",), no_key=True).get(pk=invitation.pk)
        if not survey.is_open or invitation.is_used or Response.objects.filter(pk=number).exists():
            return None
        response = Response(pk=number, survey=survey)
        content = {"values": values, "texts": texts, "sex": sex}
        if survey.is_tied and not invitation.is_of_device:
            response.participation_id = invitation.participation_id
            content |= _facts_of(invitation)
        response.write(content)
        response.save(force_insert=True)
        if not survey.has_answers:
            survey.has_answers = True
            survey.save(update_fields=["has_answers"])
        if not invitation.is_of_device:
            invitation.is_used = True
            invitation.save(update_fields=["is_used"])
        waiting = list(survey.responses.filter(is_counted=False).values_list("pk", flat=True))
        Response.objects.filter(pk__in=to_count(waiting, is_closing=False)).update(is_counted=True)
        if not survey.is_tied:
            _leave_no_traces(survey)
    return response


def _facts_of(invitation):
    with whole_project_reading(invitation.survey.project):
        spells = Spell.objects.filter(participation=invitation.participation_id).order_by("-entry_date")
        spell = spells.select_related("participation__person").first()
    return {"sex": spell.participation.person.sex, "part": spell.municipality_id} if spell else {}


def _leave_no_traces(survey):
    # PostgreSQL keeps with each row the transaction that wrote it, and mostly stores rows in the order in which they
    # came. All rows of the survey are therefore written by each answer, the responses in an order of chance.
    survey.invitations.update(is_used=F("is_used"))
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [survey.pk])
