"""The pages of a survey for those who answer: by a link of their own, or on a device that others use too."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.database_access import link_access
from esfportal.database.row_level_security import RESPONDENT
from esfportal.languages import active_language
from esfportal.security import unknown_links
from esfportal.security.link_cookies import LinkCookie
from esfportal.ui.posted_data import posted
from participants.surveys import access, actions
from participants.surveys.forms import AnswersForm, LanguageForm
from participants.surveys.words import LANGUAGES, page_language, words_in

COOKIE = LinkCookie("survey")
GET_OR_POST = ["GET", "HEAD", "POST"]
NEXT_AFTER = 20  # seconds until a device shows the questions again


@login_not_required
@never_cache
@require_http_methods(GET_OR_POST)
def answer(request, token):
    invitation = access.find_invitation(token)
    if invitation is None or invitation.is_used:
        return _no_link(request)
    return _questions(request, invitation, reverse("surveys:thanks", args=[token]))


@login_not_required
@never_cache
@require_http_methods(GET_OR_POST)
def begin(request, token):
    """Show what the device is for; on POST the device gets a token of its own, and the link ends."""
    invitation = access.find_invitation(token, of_device=True)
    if invitation is None:
        return _no_link(request)
    if request.method != "POST":
        return _render(request, "begin", invitation=invitation)
    own_token = actions.begin_on_device(invitation)
    if own_token is None:
        return _no_link(request)
    response = redirect("surveys:on_device")
    COOKIE.set(response, own_token, max_age=invitation.expires_at - timezone.now())
    return response


@login_not_required
@never_cache
@require_http_methods(GET_OR_POST)
def on_device(request):
    invitation = access.find_invitation(COOKIE.value_of(request), of_device=True)
    if invitation is None:
        return _no_link(request)
    return _questions(request, invitation, reverse("surveys:device_thanks"))


@login_not_required
@never_cache
@require_http_methods(GET_OR_POST)
def thanks(request, token):
    """Thank for the answers, and say how to get in touch. On POST a tied survey keeps the wish to be contacted."""
    invitation = access.find_invitation(token)
    if invitation is None or not invitation.is_used:
        return _no_link(request)
    if request.method == "POST":
        if not actions.wish_for_contact(invitation):
            return _no_link(request)
        return redirect(f"{reverse('surveys:thanks', args=[token])}?language={_language(request)}")
    return _render(request, "thanks", survey=invitation.survey, invitation=invitation, next_url="")


@login_not_required
@never_cache
@require_safe
def device_thanks(request):
    invitation = access.find_invitation(COOKIE.value_of(request), of_device=True)
    survey = invitation and invitation.survey
    response = _render(
        request, "thanks", survey=survey, invitation=None, next_url=reverse("surveys:on_device")
    )
    response["Refresh"] = f"{NEXT_AFTER}; url={reverse('surveys:on_device')}"
    return response


def _questions(request, invitation, done):
    """Show the questions, in no scope but the link's; keep the answers."""
    language = _language(request)
    with link_access(RESPONDENT, invitation.pk):
        survey = invitation.survey
        questions = list(survey.questions.all())
        asks_sex = invitation.is_of_device or not survey.is_tied
        form = AnswersForm(posted(request), questions=questions, asks_sex=asks_sex, language=language)
        if form.is_valid():
            actions.send_answers(invitation, **form.answers())
            return redirect(f"{done}?language={language}")
        heading = words_in(language)[survey.occasion]
        return _render(request, "answer", form=form, survey=survey, heading=heading, is_tied=not asks_sex)


def _language(request):
    return LanguageForm.chosen(request, active_language())


def _no_link(request):
    return unknown_links.refused(_render(request, "no_link"))


def _render(request, template, **context):
    language = _language(request)
    languages = [(each, page_language(each), words_in(each)["language"]) for each in LANGUAGES]
    context |= {"words": words_in(language), "chosen": language, "languages": languages}
    with translation.override(page_language(language)):
        return render(request, f"participants/surveys/respondents/{template}.html", context)
