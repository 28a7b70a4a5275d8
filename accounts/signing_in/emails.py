"""E-mails to users about changes of how they sign in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User


# The notices contain no secret, no link and no other person's name.
@dataclass(frozen=True)
class Notice:
    subject: Promise
    event: Promise


NOTICES = {
    "password_changed": Notice(_("Your password is changed"), _("The password of your account was changed.")),
    "email_changed": Notice(
        _("Your e-mail address is changed"),
        _("An administrator changed the e-mail address that you sign in with."),
    ),
    "app_added": Notice(
        _("Codes from an app are set up"),
        _("An app that gives codes was set up as the second step when you sign in."),
    ),
    "app_removed": Notice(
        _("Codes from an app are removed"),
        _("The app that gives codes no longer works for signing in to your account."),
    ),
    "passkey_added": Notice(_("A new passkey"), _("A passkey was added to your account.")),
    "passkey_removed": Notice(
        _("A passkey is removed"), _("A passkey no longer works for signing in to your account.")
    ),
    "recovery_codes_made": Notice(
        _("New recovery codes"),
        _("Recovery codes were made for your account. Older ones no longer work."),
    ),
    "recovery_code_used": Notice(
        _("A recovery code was used"),
        _("One of your recovery codes was used to sign in to your account."),
    ),
    "factors_reset": Notice(
        _("Your second factors are removed"),
        _(
            "An administrator removed your second factors and ended your sessions. You set up new ones "
            "when you sign in next."
        ),
    ),
    "provider_linked": Notice(
        _("Sign-in through your organisation"),
        _("Your account was linked to your organisation's own sign-in."),
    ),
    "locked": Notice(
        _("Sign-in is paused"),
        _(
            "Several attempts to sign in to your account failed, so sign-in from there is paused for a "
            "quarter of an hour."
        ),
    ),
}


def send_notice_to(user_pk, kind, at):  # `at` is ISO 8601 text, from the broker
    user = User.objects.get(pk=user_pk)
    send_notice(user.email, user.language, kind, datetime.fromisoformat(at))


def send_notice(email, language, kind, at):
    notice = NOTICES[kind]
    with translation.override(language):  # the recipient's, not the request's
        body = render_to_string("account/email/notice.txt", {"event": notice.event, "at": at})
        EmailMessage(f"esfportal: {notice.subject}", body.strip(), to=[email]).send()


def send_password_link(user_pk, origin, language):
    user = User.objects.get(pk=user_pk)
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    url = f"{origin}{reverse('account_reset_password_from_key', kwargs=key)}"
    with translation.override(language):
        body = render_to_string("account/email/password_link.txt", {"password_reset_url": url})
        EmailMessage(f"esfportal: {_('New password')}", body.strip(), to=[user.email]).send()
