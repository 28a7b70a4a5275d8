"""Pages for the user's own sign-in: second factors, recovery codes and sessions."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audit.actions import AuditAction
from accounts.identity_providers.access import provider_with_key
from accounts.signing_in import actions, factors, sessions
from accounts.signing_in.decorators import recently_signed_in
from accounts.signing_in.forms import AddPasskeyForm, AppForm, PasskeyNameForm, begin_passkey
from accounts.signing_in.provider import STAFF, OrganisationAdapter
from esfportal.files.qr_codes import qr_path
from esfportal.ui.formats import moment

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def security(request):
    codes = factors.get_recovery_codes(request.user)
    return render(
        request,
        "account/security.html",
        {
            "app": factors.get_app(request.user),
            "passkeys": [key.wrap() for key in factors.get_passkeys(request.user)],
            "codes": codes,
            "codes_left": len(codes.get_unused_codes()) if codes else 0,
            "compulsory": factors.is_required_for(request.user),
            "sessions": [
                (
                    row,
                    sessions.describe_device(row.user_agent),
                    sessions.is_current(row, request),
                )
                for row in sessions.active_sessions(request.user)
            ],
        },
    )


@require_POST
@recently_signed_in
def end_session(request, pk):
    row = sessions.find_session(request.user, pk)
    if row is None:
        return _ended_earlier(request, pk)
    actions.end_session(row, by=request.user)
    messages.success(request, _("The session is ended."))
    return redirect("mfa_index")


@require_POST
@recently_signed_in
def end_other_sessions(request):
    actions.end_other_sessions(request.user, request.session.session_key, by=request.user)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("mfa_index")


@require_http_methods(GET_OR_POST)
@never_cache
def stay(request):
    # A POST counts as activity (SessionTimeoutMiddleware) and extends the session.
    return JsonResponse({"left": sessions.seconds_left(request.session)})


@login_not_required
@require_http_methods(GET_OR_POST)
@never_cache
def organisation_login(request, key):
    """Ask before the user is sent to the provider, so that no other site's link or image signs them in."""
    provider = _get_provider(key)
    if request.method != "POST":
        return render(request, "account/organisation.html", {"provider": provider})
    answer = OAuth2LoginView.adapter_view(OrganisationAdapter(request, provider))(request)
    if not isinstance(answer, HttpResponseRedirect):
        return answer
    # A page that refreshes itself: the content security policy lets no form lead to another site.
    context = {"provider": provider, "provider_url": answer.url}
    going = render(request, "account/organisation.html", context)
    going.headers["Refresh"] = f"0; url={answer.url}"
    return going


@login_not_required
@require_safe
@never_cache
def organisation_callback(request, key):
    return OAuth2CallbackView.adapter_view(OrganisationAdapter(request, _get_provider(key)))(request)


def _get_provider(key):
    provider = provider_with_key(key, STAFF)
    if provider is None:
        raise Http404
    return provider


@require_safe
def second_factor(request):
    if factors.second_factors(request.user).exists():
        return redirect("mfa_index")
    return render(
        request, "account/second_factor.html", {"compulsory": factors.is_required_for(request.user)}
    )


@require_http_methods(GET_OR_POST)
@never_cache
@recently_signed_in
def set_up_app(request):
    form = AppForm(request.POST or None, user=request.user, session=request.session)
    if request.method == "POST" and form.is_valid():
        factor = actions.add_app(request.user, form.secret, by=request.user)
        clear_totp_secret(request)
        return _after_adding(request, factor, _("Codes from the app work from now on."))
    context = {"form": form, "key": factors.group_characters(form.secret), "account": request.user.email}
    context["qr"] = qr_path(factors.app_address(request.user, form.secret))
    return render(request, "account/set_up_app.html", context)


@require_http_methods(GET_OR_POST)
@recently_signed_in
def add_passkey(request):
    form = AddPasskeyForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        factor = actions.add_passkey(request.user, data["name"], data["credential"], by=request.user)
        return _after_adding(request, factor, _("The passkey works from now on."))
    context = {"form": form, "options": begin_passkey(request.user)}
    return render(request, "account/add_passkey.html", context)


def _after_adding(request, factor, message):
    # Adding a factor proves that the user has it, so the session counts as verified.
    record_authentication(request, request.user, "mfa", id=factor.pk, type=factor.type)
    messages.success(request, message)
    if factors.get_recovery_codes(request.user):
        return redirect("mfa_index")
    # The first factor comes with recovery codes.
    actions.make_recovery_codes(request.user, by=request.user)
    return redirect("mfa_view_recovery_codes")


@require_http_methods(GET_OR_POST)
@recently_signed_in
def rename_passkey(request, pk):
    factor = factors.get_passkeys(request.user).filter(pk=pk).first()
    if factor is None:
        return _passkey_removed_earlier(request, pk)
    form = PasskeyNameForm(request.POST or None, initial={"name": factor.wrap().name})
    if request.method == "POST" and form.is_valid():
        if actions.rename_passkey(factor, form.cleaned_data["name"], by=request.user) is None:
            return _passkey_removed_earlier(request, pk)
        return redirect("mfa_index")
    return render(request, "account/rename_passkey.html", {"form": form})


@require_http_methods(GET_OR_POST)
@recently_signed_in
def remove_passkey(request, pk):
    factor = factors.get_passkeys(request.user).filter(pk=pk).first()
    if factor is None:
        return _passkey_removed_earlier(request, pk)
    return _remove(request, factor)


@require_http_methods(GET_OR_POST)
@recently_signed_in
def remove_app(request):
    factor = factors.get_app(request.user)
    if factor is None:
        entry = actions.find_removal(request.user, AuditAction.APP_REMOVED, AuditAction.FACTORS_RESET)
        return _removed_earlier(request, entry, otherwise=_("No app is set up."))
    return _remove(request, factor)


def _passkey_removed_earlier(request, pk):
    """Lead to what there is now. Raises Http404 if the user never had this passkey."""
    entry = actions.find_passkey_removal(request.user, pk)
    if entry is None:
        raise Http404
    return _removed_earlier(request, entry)


def _removed_earlier(request, entry, otherwise=""):
    if entry is None:
        text = otherwise
    elif entry.action == AuditAction.FACTORS_RESET:
        text = _factors_reset_text(entry)
    else:
        text = _("You removed it already, %(when)s.") % {"when": moment(entry.at)}
    messages.info(request, text)
    return redirect("mfa_index")


def _factors_reset_text(entry):
    text = _(
        "An administrator removed your second factors and recovery codes, %(when)s. Set up a new factor."
    )
    return text % {"when": moment(entry.at)}


def _ended_earlier(request, pk):
    """Lead to the list of sessions. Raises Http404 if the session was not ended, or was another user's."""
    entry = actions.find_removal(request.user, AuditAction.SESSION_ENDED, session=pk)
    if entry is None:
        raise Http404
    if entry.actor_id == request.user.pk:
        text = _("You ended the session already, %(when)s.")
    else:
        text = _("An administrator ended the session, %(when)s.")
    messages.info(request, text % {"when": moment(entry.at)})
    return redirect("mfa_index")


def _remove(request, factor):
    if request.method == "POST":
        try:
            actions.remove_factor(factor, by=request.user)
        except actions.LastFactorRequired:
            messages.error(request, _("You must have a second factor. Add another one first."))
        else:
            messages.success(request, _("It no longer works for signing in."))
        return redirect("mfa_index")
    return render(
        request, "account/remove_factor.html", {"factor": factor, "needed": factors.is_last_required(factor)}
    )


@require_safe
@never_cache
@recently_signed_in
def recovery_codes(request):
    codes = factors.get_recovery_codes(request.user)
    if codes is None:
        return _without_codes(request)
    return render(
        request,
        "account/recovery_codes.html",
        {
            "codes": codes.get_unused_codes() if factors.may_be_shown(codes) else [],
            "left": len(codes.get_unused_codes()),
        },
    )


@require_safe
@never_cache
@recently_signed_in
def recovery_codes_file(request):
    codes = factors.get_recovery_codes(request.user)
    if codes is None:
        return _without_codes(request)
    if not factors.may_be_shown(codes):
        messages.info(request, _("The codes are only shown when they are made. You can make new ones here."))
        return redirect("mfa_view_recovery_codes")
    text = render(request, "account/recovery_codes.txt", {"codes": codes.get_unused_codes()}).content
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="esfportal-recovery-codes.txt"'
    return response


@require_POST
@recently_signed_in
def recovery_codes_saved(request):
    codes = factors.get_recovery_codes(request.user)
    if codes is None:
        return _without_codes(request)
    if actions.mark_recovery_codes_saved(codes, by=request.user) is None:
        return redirect("mfa_view_recovery_codes")  # which shows the new ones, or says that there are none
    messages.success(request, _("Good. Keep the codes where you find them without your telephone."))
    return redirect("home")


@require_POST
@recently_signed_in
def new_recovery_codes(request):
    if not factors.second_factors(request.user).exists():
        return _without_codes(request)
    actions.make_recovery_codes(request.user, by=request.user)
    return redirect("mfa_view_recovery_codes")


def _without_codes(request):
    """Lead to where factors are set up and codes are made, and say why there are no codes."""
    removals = (AuditAction.FACTORS_RESET, AuditAction.APP_REMOVED, AuditAction.PASSKEY_REMOVED)
    entry = actions.find_removal(request.user, *removals)
    if factors.second_factors(request.user).exists():
        text = _("You have no recovery codes. Make them under “Second factor”.")
    elif entry is not None and entry.action == AuditAction.FACTORS_RESET:
        text = _factors_reset_text(entry)
    else:
        text = _(
            "You have no second factor, and so no recovery codes. Set up a factor, and codes come with it."
        )
    messages.info(request, text)
    return redirect("mfa_index")
