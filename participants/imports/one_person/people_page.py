"""Pages of the questions about people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from esfportal.ui.pagination import page_of
from participants.imports.forms import PeopleForm
from participants.imports.matching.plan import PersonQuestion
from participants.imports.models import ImportDraft
from participants.imports.one_person.compared import QUESTIONS_ON_A_PAGE, Comparison, compare

PARAMETER = "questions"  # in the URL: the review has a list of rows, too


@dataclass(frozen=True)
class PeoplePage:
    page: Any
    comparisons: list[Comparison]
    waiting: int  # questions without an answer, on all pages


def people_page(request: HttpRequest, questions: Sequence[PersonQuestion]) -> PeoplePage:
    user: Any = request.user
    page = page_of(request, questions, size=QUESTIONS_ON_A_PAGE, parameter=PARAMETER)
    form = PeopleForm(questions=page.object_list)
    waiting = sum(not question.answer for question in questions)
    return PeoplePage(page, compare(page.object_list, form, by=user), waiting)


def next_people_page(
    draft: ImportDraft, questions: Sequence[PersonQuestion], answers: Mapping[str, str]
) -> str:
    """Return the address of the first page with a question that is not answered, or of the review."""
    address = reverse("imports:import_review", args=[draft.project.slug, draft.pk])
    for place, question in enumerate(questions):
        if not question.answer and question.key not in answers:
            return f"{address}?{PARAMETER}={place // QUESTIONS_ON_A_PAGE + 1}#people"
    return address
