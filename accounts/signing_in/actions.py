"""What happens to how somebody signs in: done, noted in the audit trail, and written to the owner."""

import time
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction
from django.utils import timezone

from accounts.audit import audit
from accounts.models import AuditEntry, SignInGuesses, User
from accounts.scope import system_scope
from accounts.signing_in import factors, lockout, post, sessions
from accounts.signing_in.factors import Type


class NoAccount(Exception):
    """A provider vouches for somebody who has no account here."""


NOTICE_INTERVAL = timedelta(hours=1)  # whoever guesses for a night does not fill the owner's mailbox


class LastFactorRequired(Exception):
    """The factor cannot be removed: it is the last of somebody who must have one."""


def record_sign_in(user, how, *, by):
    """Note that somebody signed in, and what they showed."""
    return audit("signed_in", user, by=by, how=how)


def record_sign_out(user, *, by):
    """Note that somebody left, or that their session had lasted long enough."""
    return audit("signed_out", user, by=by)


@transaction.atomic
def end_session(row, *, by):
    """End one of the user's sessions, wherever it is used."""
    sessions.end(row)
    audit("session_ended", row.user, by=by)
    return row.user


@transaction.atomic
def end_other_sessions(user, session_key, *, by):
    """End all of the user's sessions but one; returns how many."""
    others = [row for row in sessions.active_sessions(user) if row.session_key != session_key]
    for row in others:
        end_session(row, by=by)
    return len(others)


@transaction.atomic
def record_failed_attempt(what, email, address=lockout.ANY_ADDRESS):
    """Note a wrong password or code; the owner hears of it when it was one too many.

    An address that nobody has is noted by its keyed hash.
    """
    account = lockout.account_key(what, email)
    user = User.objects.filter(email__iexact=email.strip()).first()
    about = user or SignInGuesses.objects.filter(account=account).first()
    audit("sign_in_failed", about, by=None, what=what, account=account[:16])
    if lockout.is_paused(what, email, address):
        if user and not _was_notified_recently(about):
            post.notify(user, "locked")
        audit("sign_in_paused", about, by=None, what=what, account=account[:16])


@system_scope()
def _was_notified_recently(about):
    lately = AuditEntry.objects.about(about).filter(at__gt=timezone.now() - NOTICE_INTERVAL)
    return lately.filter(action="sign_in_paused").exists()


@transaction.atomic
def unlock(user, *, by):
    """Let somebody who was locked out try again at once."""
    lockout.unlock(user.email)
    audit("sign_in_unlocked", user, by=by)
    return user


@transaction.atomic
def record_change(user, kind, *, by):
    """Note and tell a change of how somebody signs in (a kind of letters.NOTICES)."""
    audit(kind, user, by=by)
    post.notify(user, kind)
    return user


@transaction.atomic
def add_app(user, secret, *, by):
    """An app that gives codes, in place of an earlier one."""
    User.objects.select_for_update().get(pk=user.pk)
    factor = factors.replace_app(user, secret)
    record_change(user, "app_added", by=by)
    return factor


@transaction.atomic
def add_passkey(user, name, credential, *, by):
    factor = Authenticator.objects.create(
        user=user, type=Type.WEBAUTHN, data={"name": name, "credential": credential}
    )
    record_change(user, "passkey_added", by=by)
    return factor


@transaction.atomic
def rename_passkey(factor, name, *, by):
    factor.data["name"] = name
    factor.save(update_fields=["data"])
    audit("passkey_renamed", factor.user, by=by)
    return factor


@transaction.atomic
def remove_factor(factor, *, by):
    """Take a factor away, and the recovery codes with the last; raises LastFactorRequired when one must stay."""
    user = User.objects.select_for_update().get(pk=factor.user_id)  # two at once would leave none
    if factors.is_last_required(factor):
        raise LastFactorRequired
    factor.delete()
    if not factors.second_factors(user).exists():
        Authenticator.objects.filter(user=user).delete()
    record_change(user, "app_removed" if factor.type == Type.TOTP else "passkey_removed", by=by)
    return factor


@transaction.atomic
def reset_factors(user, *, by):
    """After a telephone was lost: no factor and no session is left, and the owner is told."""
    if user == by:
        raise ValueError("Nobody takes away their own second factors by resetting them.")
    Authenticator.objects.filter(user=user).delete()
    end_other_sessions(user, None, by=by)
    return record_change(user, "factors_reset", by=by)


@transaction.atomic
def make_recovery_codes(user, *, by):
    """New recovery codes; earlier ones no longer work."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
    seed = factors.encrypt_secret(user.pk, RecoveryCodes.generate_seed())
    row = Authenticator.objects.create(
        user=user, type=Type.RECOVERY_CODES, data={"seed": seed, "used_mask": 0}
    )
    record_change(user, "recovery_codes_made", by=by)
    return RecoveryCodes(row)


@transaction.atomic
def mark_recovery_codes_saved(codes, *, by):
    """The owner has saved them: from now on nobody sees them again."""
    codes.instance.data["viewed_at"] = time.time()
    codes.instance.save(update_fields=["data"])
    audit("recovery_codes_saved", codes.instance.user, by=by)
    return codes


@transaction.atomic
def record_address_change(user, old_address, *, by):
    """The address somebody signs in with has changed: the old one opens nothing, nor does what a provider
    linked by it, and is told."""
    EmailAddress.objects.filter(user=user).delete()
    user.socialaccount_set.all().delete()
    audit("email_changed", user, by=by)
    post.notify_old_address(user, old_address)
    return user


@transaction.atomic
def link_provider(account, addresses):
    """Link a provider's subject to the user who has one of the addresses that it vouches for.

    Raises NoAccount without such a user, and for one who is linked to another subject: an address may
    have been given to somebody new.
    """
    active = User.objects.select_for_update().filter(is_active=True)
    user = active.filter(email__in=[each.lower() for each in addresses]).first()
    if user is None or user.socialaccount_set.filter(provider=account.provider).exists():
        raise NoAccount
    account.user = user
    account.save()
    return record_change(user, "provider_linked", by=user)
