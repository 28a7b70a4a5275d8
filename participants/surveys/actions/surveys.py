"""Make surveys and their questions, open and close them."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import system_scope
from participants.register.actions import ActionRefused
from participants.register.actions.errors import savepoint_unless_violated
from participants.register.rules.entry_rules import Problem
from participants.surveys.models import Question, Response, State, Survey
from participants.surveys.models.surveys import MOST_OWN
from participants.surveys.results import to_count
from participants.surveys.words import LANGUAGES, default_questions


@transaction.atomic
def add_survey(survey, *, by):
    """Save a draft with the questions of the last version for the occasion, or the portal's. Raises ActionRefused."""
    former = (
        Survey.objects.filter(project=survey.project, occasion=survey.occasion).order_by("-version").first()
    )
    survey.version = former.version + 1 if former else 1
    text = str(_("There is a survey for this occasion. Close it first."))
    with savepoint_unless_violated(
        "survey_one_at_a_time", lambda: ActionRefused([Problem("occasion", text)])
    ):
        survey.save(force_insert=True)
    Question.objects.bulk_create(_questions_of(survey, former))
    audit(AuditAction.SURVEY_ADDED, survey, by=by, project=survey.project)
    return survey


def _questions_of(survey, former):
    if former is None:
        for order, each in enumerate(default_questions(survey.occasion)):
            texts = {f"text_{language}": each[language] for language in LANGUAGES}
            yield Question(survey=survey, order=order, key=each["key"], kind=each["kind"], **texts)
        return
    for question in former.questions.all():
        question.pk, question.survey = None, survey
        question._state.adding = True
        yield question


@transaction.atomic
def change_survey(survey, *, changed, by):
    if changed:
        survey.save()
        audit(AuditAction.SURVEY_CHANGED, survey, by=by, project=survey.project, fields=sorted(changed))
    return survey


@transaction.atomic
def add_question(question, *, by):
    """Add a question of the project's own, as the last one. Raises ActionRefused."""
    survey = _locked(question.survey)
    if survey.has_answers or survey.state == State.CLOSED:
        raise ActionRefused([Problem("", _("The survey has answers. Close it, and make a new version."))])
    if survey.questions.own().count() >= MOST_OWN:
        raise ActionRefused([Problem("", _("The survey has ten questions of your own. Remove one first."))])
    last = survey.questions.aggregate(last=Max("order"))["last"]
    question.order = 0 if last is None else last + 1
    question.save(force_insert=True)
    audit(AuditAction.SURVEY_CHANGED, survey, by=by, project=survey.project, question=question.pk)
    return question


@transaction.atomic
def remove_question(question, *, by):
    """Remove the question; return whether the survey has no answers yet."""
    survey = _locked(question.survey)
    if survey.has_answers or survey.state == State.CLOSED or survey.questions.count() == 1:
        return False
    audit(AuditAction.SURVEY_CHANGED, survey, by=by, project=survey.project, question=question.pk)
    question.delete()
    return True


@transaction.atomic
def open_survey(survey, *, by):
    """Let participants answer; return whether it was a draft."""
    survey = _locked(survey)
    if survey.state != State.DRAFT:
        return False
    survey.state = State.OPEN
    survey.save(update_fields=["state"])
    audit(AuditAction.SURVEY_OPENED, survey, by=by, project=survey.project)
    return True


@transaction.atomic
def close_survey(survey, *, by):
    """End the survey and its links, and count the last responses; return whether it was open."""
    survey = _locked(survey)
    if survey.state != State.OPEN:
        return False
    survey.state = State.CLOSED
    survey.save(update_fields=["state"])
    with system_scope():
        waiting = list(survey.responses.filter(is_counted=False).values_list("pk", flat=True))
        Response.objects.filter(pk__in=to_count(waiting, is_closing=True)).update(is_counted=True)
    audit(AuditAction.SURVEY_CLOSED, survey, by=by, project=survey.project)
    return True


def _locked(survey):
    return Survey.objects.select_for_update(of=("self",), no_key=True).get(pk=survey.pk)
