"""Facts of the extract: links to surveys, and answers in those that are tied to the participant."""

from django.utils.translation import gettext as _

from participants.privacy.extract.column_facts import fact, facts_of
from participants.register.identity.merged_records import record_keys
from participants.surveys.models import Invitation, Response
from participants.surveys.pages import answers_of


def content(participation):
    keys = record_keys(participation)
    links = Invitation.objects.filter(participation__in=keys).select_related("survey", "made_by")
    responses = Response.objects.filter(participation__in=keys).select_related("survey")
    return {
        "survey_links": [facts_of(link) for link in links.order_by("pk")],
        "survey_answers": [_response(each) for each in responses.order_by("survey")],
    }


def _response(response):
    answers = answers_of(response)
    if answers is None:
        answers = [_("The text can't be read. Tell the portal's operator.")]
    return [*facts_of(response), fact("answers", _("Answers"), answers, "\n".join(answers))]
