"""The participant's own page, apart from the sessions of users."""

from functools import partial, wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.identity_providers.access import providers_in_use
from accounts.identity_providers.models import IdentityProvider
from esfportal.security import unknown_links
from esfportal.ui.posted_data import posted
from participants.own_page import actions, pages, session_cookie
from participants.own_page.access import (
    given_consent,
    link_to_open,
    months_of,
    own_scope,
    participation_of,
    session_of,
)
from participants.own_page.easy_swedish import choose, language_of
from participants.own_page.forms import CodeForm, ConfirmForm, LanguageForm, RefuseForm, WithdrawForm
from participants.own_page.mailed import sent_codes
from participants.own_page.mailed.forms import AskForCodeForm
from participants.own_page.mailed.visitors import COOKIE
from participants.own_page.models import OwnPageLink
from participants.own_page.pages import render_page
from participants.register.pages.responses import run_action
from participants.surveys.access import surveys_to_answer
from participants.surveys.actions import open_own


def of_participant(view):
    """Call the view with the participation of the session, in its access scope."""

    @login_not_required
    @never_cache
    @wraps(view)
    def _shown(request, *args, **kwargs):
        link = session_of(session_cookie.key_of(request))
        participation = participation_of(link) if link else None
        if participation is None:
            return _start(request) if request.path == reverse("own_page:home") else redirect("own_page:home")
        actions.keep_session(link)
        participation.own_link = link
        with own_scope(participation):
            return view(request, participation, *args, **kwargs)

    return _shown


@require_safe
@of_participant
def home(request, participation):
    context = pages.home_context(participation, language_of(request))
    return render_page(request, "home", participation=participation, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def enter(request, token):
    """Ask for the code of a link."""
    link = link_to_open(token)
    if link is None:
        return _gone(request)
    is_mailed, browser = link.method == OwnPageLink.Method.MAIL, COOKIE.value_of(request)
    if is_mailed and not sent_codes.is_asked(link, browser):
        return render_page(request, "ask_code", form=AskForCodeForm(), token=token)
    form = CodeForm(posted(request), is_mailed=is_mailed)
    if form.is_valid():  # a GET changes nothing: programs that read messages open links, too
        code = form.cleaned_data["code"]
        sign_in = partial(sent_codes.sign_in_by_mail, key=browser) if is_mailed else actions.sign_in
        if key := sign_in(link, code=code):
            response = redirect("own_page:home")
            session_cookie.set_key(response, key)
            return response
        link = link_to_open(token)
        if link is None:
            return _gone(request)
        form.refuse(link.tries_left)
    return render_page(request, "enter", form=form, token=token, is_mailed=is_mailed)


@require_http_methods(["GET", "HEAD", "POST"])
@of_participant
def month(request, participation, pk):
    certificate = months_of(participation).filter(pk=pk).first()
    if certificate is None:
        return redirect("own_page:home")
    form = ConfirmForm(posted(request), certificate=certificate)
    confirm = (actions.confirm_month, certificate, participation)
    if form.is_valid() and run_action(form, *confirm, **form.cleaned_data):
        return redirect("own_page:month", pk)
    context = pages.month_context(certificate, participation)
    return render_page(request, "month", participation=participation, form=form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_participant
def refuse(request, participation, pk):
    certificate = months_of(participation).filter(pk=pk).first()
    if certificate is None:
        return redirect("own_page:home")
    form = RefuseForm(posted(request), cancel_url=reverse("own_page:month", args=[pk]))
    refuse = (actions.refuse_month, certificate, participation)
    if form.is_valid() and run_action(form, *refuse, **form.cleaned_data):
        return redirect("own_page:month", pk)
    context = pages.month_context(certificate, participation)
    return render_page(request, "refuse", participation=participation, form=form, **context)


@require_safe
@of_participant
def plan(request, participation):
    return render_page(request, "plan", participation=participation, **pages.plan_context(participation))


@require_safe
@of_participant
def information(request, participation):
    context = pages.information_context(participation)
    return render_page(request, "information", participation=participation, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_participant
def withdraw(request, participation, subject):
    entry = given_consent(participation, subject)
    if entry is None:
        return redirect("own_page:information")
    form = WithdrawForm(posted(request), cancel_url=reverse("own_page:information"))
    consent = (actions.withdraw_consent, participation)
    if form.is_valid() and run_action(form, *consent, subject=subject):
        return redirect("own_page:information")
    context = {"project": participation.project, "entry": entry}
    return render_page(request, "withdraw", participation=participation, form=form, **context)


@require_POST
@of_participant
def survey(request, participation, pk):
    # The survey's own pages know nothing of the session.
    waiting = {each.pk: invitation for each, invitation in surveys_to_answer(participation).items()}
    token = open_own(waiting[pk]) if pk in waiting else None
    if token is None:
        return redirect("own_page:home")
    return redirect(f"{reverse('surveys:answer', args=[token])}?language={language_of(request)}")


@login_not_required
@never_cache
@require_POST
def language(request):
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return redirect("own_page:home")
    response = redirect(form.cleaned_data["next"])
    choose(response, form.cleaned_data["language"])
    return response


@require_POST
@of_participant
def sign_out(request, participation):
    actions.sign_out(participation.own_link, participation)
    response = redirect("own_page:home")
    session_cookie.remove_key(response)
    return response


def _gone(request):
    return unknown_links.refused(render_page(request, "gone"))


def _start(request):
    return render_page(request, "start", providers=providers_in_use(IdentityProvider.Purpose.PARTICIPANT))
