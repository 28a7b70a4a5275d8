"""Surveys for tests."""

from datetime import timedelta

from django.utils import timezone

from esfportal.security.secret_tokens import token_hash
from participants.surveys.actions import add_survey, close_survey, open_survey
from participants.surveys.models import Invitation, Response, Survey


def survey_of(project, *, by, occasion="exit", is_open=True, **values):
    survey = add_survey(Survey(project=project, occasion=occasion, **values), by=by)
    if is_open:
        open_survey(survey, by=by)
    survey.refresh_from_db()
    survey.project = project
    return survey


def link_of(survey, participation=None, *, by):
    """Return the token of a link, of a device without a participation."""
    token = f"token-{survey.pk}-{participation.pk if participation else 'device'}"
    Invitation.objects.create(
        survey=survey,
        participation=participation,
        token_hash=token_hash(token),
        made_by=by,
        expires_at=timezone.now() + timedelta(days=1),
    )
    return token


def used_link_of(participation, *, by):
    """Return the token of a link to a tied survey that the participant has answered, and wants to be contacted."""
    survey = survey_of(participation.project, by=by, occasion="middle", is_tied=True)
    token = link_of(survey, participation, by=by)
    survey.invitations.update(is_used=True, contact_wished_on=timezone.localdate())
    return token


def response_of(survey, *, steps=3, text="", sex="woman", **values):
    """Make a response with one step for each statement, which is in the results."""
    questions = survey.questions.all()
    response = Response(survey=survey, is_counted=True, **values)
    response.write(
        {
            "values": {str(each.pk): steps for each in questions if each.kind == "scale"},
            "texts": {str(each.pk): text for each in questions if each.kind == "text" and text},
            "sex": sex,
        }
    )
    response.save(force_insert=True)
    return response


def targets_of_surveys(cast, participation):
    """Return {target of the access table: arguments of the address}."""
    slug = cast.project.slug
    survey = survey_of(cast.project, by=cast.leader)
    shown = survey_of(cast.project, by=cast.leader, occasion="start", is_released=True)
    close_survey(shown, by=cast.leader)
    return {
        "survey": [slug, survey.pk],
        "survey_shown": [slug, shown.pk],
        "survey_file": [slug, shown.pk, "csv"],
        "survey_question": [slug, survey.pk, survey.questions.first().pk],
        "survey_person": [slug, participation.public_id, survey.pk],
        "survey_token": [link_of(survey, participation, by=cast.leader)],
        "survey_device": [link_of(survey, by=cast.leader)],
        "survey_used": [used_link_of(participation, by=cast.leader)],
        "survey_wish": [slug, participation.public_id, Invitation.objects.get(is_used=True).pk],
    }


# For tests/sample_objects.py: values of the parameters of addresses.
OF_SURVEYS = {
    ("surveys", "pk"): lambda full_project: full_project.survey.pk,
    ("surveys", "question"): lambda full_project: full_project.survey.questions.first().pk,
    ("surveys", "kind"): lambda full_project: "csv",
    ("surveys:answer", "token"): lambda full_project: full_project.survey_token,
    ("surveys:begin", "token"): lambda full_project: full_project.survey_device_token,
    ("surveys:thanks", "token"): lambda full_project: full_project.survey_used_token,
    ("surveys:contacted", "pk"): lambda full_project: Invitation.objects.get(is_used=True).pk,
}


def fill_surveys(full_project):
    """Make an open survey with links, and responses that are in its results."""
    leader = full_project.cast.leader
    survey = survey_of(full_project.project, by=leader, is_tied=True, contact="Lena")
    full_project.survey = survey
    full_project.survey_token = link_of(survey, full_project.own, by=leader)
    full_project.survey_device_token = link_of(survey, by=leader)
    full_project.survey_used_token = used_link_of(full_project.own, by=leader)
    for _number in range(5):
        response_of(survey, text="Maten")
