"""Made-up surveys of the running project: one that is closed and released, and one that is being answered."""

import uuid

from django.db import transaction

from esfportal.demo.data import running_project
from participants.register.models import Participation
from participants.surveys.actions import add_survey, close_survey, make_links, open_survey, send_answers
from participants.surveys.models import Invitation, Occasion, Question, Survey
from projects.models import Project

CONTACT = "Demo Projektledare Vägval, 08-465 004 05"
STEPS = (5, 4, 4, 3, 5, 4, 2, 5, 4, 3, 1, 4)
TEXTS = ("Mer praktik.", "", "Pauserna är för korta.", "", "", "Jag trivs bra.")
WITHOUT_ANSWER = 4  # of those with a link


@transaction.atomic
def build_surveys(*, leader, case_worker):
    """Make both, with answers; a project with surveys is left unchanged."""
    project = Project.objects.get(slug=running_project.SLUG)
    if project.surveys.exists():
        return
    people = Participation.objects.filter(project=project, person__protection="none").order_by("pk")
    taking_part = people.filter(spells__exit_date=None).distinct()
    first = _survey(project, Occasion.START, taking_part[:24], leader, case_worker, is_released=True)
    close_survey(first, by=leader)
    left = people.exclude(pk__in=taking_part)
    _survey(project, Occasion.EXIT, left[:18], leader, case_worker)


def _survey(project, occasion, people, leader, case_worker, **values):
    survey = add_survey(Survey(project=project, occasion=occasion, contact=CONTACT, **values), by=leader)
    open_survey(survey, by=leader)
    make_links(survey, list(people), by=case_worker)
    links = Invitation.objects.filter(survey=survey).select_related("survey__project").order_by("pk")
    for number, link in enumerate(links[: len(people) - WITHOUT_ANSWER]):
        send_answers(link, number=uuid.uuid4(), **_answers(survey, number))
    return survey


def _answers(survey, number):
    values, texts = {}, {}
    for place, question in enumerate(survey.questions.all()):
        if question.kind == Question.Kind.TEXT:
            if text := TEXTS[number % len(TEXTS)]:
                texts[str(question.pk)] = text
        elif question.kind == Question.Kind.SCALE:
            values[str(question.pk)] = STEPS[(number * 5 + place * 7) % len(STEPS)]
        else:
            values[str(question.pk)] = int(number == 0)
    return {"values": values, "texts": texts, "sex": ("woman", "man", "woman", "")[number % 4]}
