"""A survey's page, its results as rows, and the file of them."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.permissions import Permission
from esfportal.languages import active_language
from esfportal.security.free_text_masking import mask_personal_data
from participants.register.choices import Sex
from participants.surveys.access import (
    content_or_none,
    contents_of,
    counted_surveys,
    people_to_mail,
    rate_of,
    read_responses,
    spells_to_invite,
)
from participants.surveys.models import Occasion, Question, State
from participants.surveys.results import Distribution, distribution_of, results_of, texts_of
from participants.surveys.words import NO, STEPS, YES, words_in
from projects.models import Municipality


@dataclass(frozen=True)
class ResultRow:
    question: str
    group: str  # "": all who answered
    distribution: Distribution | None  # None: fewer than five

    def cells(self):
        """Return (number, per cent) of each value."""
        return [(found, share) for _value, found, share in self.distribution.shares()]


def survey_context(request, survey):
    """Return what the page of a survey shows the user."""
    project, user = survey.project, request.user
    may_lead = may(user, Permission.PROJECT_EDIT, project)
    may_invite = survey.is_open and may(user, Permission.PARTICIPANT_EDIT, project)
    questions, (contents, unreadable) = list(survey.questions.all()), read_responses(survey)
    invited, answered, on_devices = rate_of(survey)
    return {
        "may_lead": may_lead,
        "may_change_questions": may_lead and survey.state != State.CLOSED and not survey.has_answers,
        "may_invite": may_invite,
        **(_to_invite(user, survey) if may_invite else {}),
        "questions": [(each, text_of(each)) for each in questions],
        "invited": invited,
        "answered": answered,
        "rate": 100 * answered / invited if invited else None,
        "on_devices": on_devices,
        "counted": len(contents),
        "unreadable": unreadable,
        "scales": result_rows(survey, questions, contents, Question.Kind.SCALE),
        "yes_no": result_rows(survey, questions, contents, Question.Kind.YES_NO),
        "steps": steps(),
        "texts": _texts(questions, contents) if may_lead else [],
    }


def _to_invite(user, survey):
    spells = spells_to_invite(user, survey)
    to_mail, waiting, without_address = people_to_mail(survey, spells)
    return {
        "to_invite": len(spells),
        "to_mail": len(to_mail),
        "not_to_mail": without_address,
        "mail_waiting": waiting,
    }


def text_of(question):
    return question.text_in(active_language())


def steps():
    words = words_in(active_language())
    return [words[f"step{step}"] for step in STEPS]


def result_rows(survey, questions, contents, kind):
    # Groups of a survey that is open would grow by fewer than five between two looks.
    by = ("sex", "part") if survey.state == State.CLOSED else ()
    found = results_of([each for each in questions if each.kind == kind], contents, by)
    names = _group_names(found)
    rows = []
    for result in found:
        text = text_of(result.question)
        rows.append(ResultRow(text, "", result.distribution))
        for fact, groups in result.groups.items():
            rows += [ResultRow(text, names[fact, value], each) for value, each in groups.items()]
    return rows


def _group_names(results):
    parts = {value for result in results for value in result.groups.get("part", ())}
    municipalities = Municipality.objects.filter(pk__in=parts - {""}) if parts else []
    return {
        ("sex", ""): _("sex not stated"),
        ("part", ""): _("part not stated"),
        **{("sex", value): capfirst(str(label)) for value, label in Sex.choices},
        **{("part", str(each.pk)): each.name for each in municipalities},
    }


def _texts(questions, contents):
    asked = (each for each in questions if each.kind == Question.Kind.TEXT)
    found = ((text_of(each), texts_of(each, contents)) for each in asked)
    return [(text, [mask_personal_data(each) for each in written]) for text, written in found if written]


def answers_of(response):
    """Return what the response says, as "question answer" for each question, or None if it can't be read."""
    content = content_or_none(response)
    if content is None:
        return None
    words = words_in(active_language())
    answers = {YES: words["yes"], NO: words["no"]}
    found = []
    for question in response.survey.questions.all():
        key = str(question.pk)
        text = content["texts"].get(key, "")
        if key in content["values"]:
            value = content["values"][key]
            text = words[f"step{value}"] if question.kind == Question.Kind.SCALE else answers[value]
        if text:
            found.append(f"{text_of(question)} {text}")
    return found


def list_context(request, project):
    surveys = counted_surveys(request.user, project)
    return {
        "surveys": surveys,
        "may_lead": may(request.user, Permission.PROJECT_EDIT, project),
        **_trend(project, surveys),
    }


def _trend(project, surveys):
    """Return the means of the questions that several occasions ask, by the latest survey with results of each."""
    latest = {}
    for survey in surveys:  # the latest version first
        survey.project = project
        if survey.has_answers and survey.occasion not in latest and (contents := contents_of(survey)):
            latest[survey.occasion] = (survey, contents)
    occasions = [each for each in Occasion if each in latest]
    rows = {}
    for occasion in occasions:
        survey, contents = latest[occasion]
        for question in survey.questions.all():
            found = distribution_of(question, contents)
            if question.key and question.kind == Question.Kind.SCALE and found:
                rows.setdefault(question.key, (text_of(question), {}))[1][occasion] = found
    trend = [
        (text, [(found[each].mean if each in found else None, each.label) for each in occasions])
        for text, found in rows.values()
        if len(found) > 1
    ]
    return {"trend": trend, "occasions": [latest[each][0] for each in occasions]}
