"""Sign-in to the own page with an e-identification, and the person's other projects."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.identity_providers import openid
from accounts.identity_providers.access import provider_with_key
from accounts.identity_providers.claims import numbers_of
from accounts.identity_providers.client_keys import public_key_set
from accounts.identity_providers.models import IdentityProvider
from esfportal.operations.rate_limit import RateLimit
from participants.own_page import actions, attempt_cookie, session_cookie
from participants.own_page.e_id import begin_session, others_of, participations_with
from participants.own_page.forms import AnswerOfProvider, OtherProject
from participants.own_page.models import OwnPageLink
from participants.own_page.pages import render_page
from participants.own_page.views.own import of_participant

PARTICIPANT = IdentityProvider.Purpose.PARTICIPANT
logger = logging.getLogger(__name__)
attempts = RateLimit(120, seconds=60)  # of one process


@require_POST
@login_not_required
@never_cache
def start(request, code):
    """Send the browser to the provider; a link or a form of another site can not."""
    provider = provider_with_key(code, PARTICIPANT)
    if provider is None:
        raise Http404
    if not attempts.take():
        return HttpResponse(status=429, headers={"Retry-After": str(attempts.seconds)})
    attempt = openid.Attempt.new(provider)
    try:
        address = openid.address_to_sign_in(
            provider, attempt, callback=_callback(request), language=get_language()
        )
    except openid.SignInFailed as error:
        return _failed(request, error)
    # A page that refreshes itself: the content security policy lets no form lead to another site.
    going = render_page(request, "leaving", provider=provider, provider_url=address)
    going.headers["Refresh"] = f"0; url={address}"
    attempt_cookie.keep(going, attempt)
    return going


@require_safe
@login_not_required
@never_cache
def keys(request, code):
    """Return the public key by which the provider knows the portal."""
    provider = provider_with_key(code, PARTICIPANT)
    if provider is None or not provider.has_private_key:
        raise Http404
    return HttpResponse(public_key_set(provider.secret), content_type="application/jwk-set+json")


@require_safe
@login_not_required
@never_cache
def back(request):
    """Take the provider's answer to the attempt of this browser."""
    attempt, answer = attempt_cookie.attempt_of(request), AnswerOfProvider(request.GET)
    provider = provider_with_key(attempt.provider, PARTICIPANT) if attempt else None
    if provider is None or not answer.is_valid():
        return _failed(request, openid.SignInFailed("no attempt, or no code"))
    if not constant_time_compare(answer.cleaned_data["state"], attempt.state):
        return _failed(request, openid.SignInFailed("the state is another"))
    try:
        claims = openid.claims_about_person(
            provider, attempt, callback=_callback(request), code=answer.cleaned_data["code"]
        )
    except openid.SignInFailed as error:
        return _failed(request, error)
    found = participations_with(numbers_of(claims))
    if not found:
        return _ended(render_page(request, "unknown", status=403))
    return _signed_in(found[0])


@require_http_methods(["GET", "HEAD", "POST"])
@of_participant
def projects(request, participation):
    """The projects of a person who signed in with an e-identification, to go from one to another."""
    if participation.own_link.method != OwnPageLink.Method.E_ID:
        raise Http404
    others = others_of(participation)
    if request.method == "POST":
        form = OtherProject(request.POST, others=others)
        if not form.is_valid():
            raise Http404
        actions.sign_out(participation.own_link, participation)
        return _signed_in(form.cleaned_data["project"])
    return render_page(
        request, "projects", participation=participation, project=participation.project, others=others
    )


def _signed_in(participation):
    response = _ended(redirect("own_page:home"))
    session_cookie.set_key(response, begin_session(participation))
    return response


def _failed(request, error):
    logger.warning("Sign-in with an e-identification failed: %s", error)
    return _ended(render_page(request, "e_id_failed", status=403))


def _ended(response):
    attempt_cookie.forget(response)
    return response


def _callback(request):
    return request.build_absolute_uri(reverse("own_page:e_id_back"))
