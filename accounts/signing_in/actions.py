"""Actions on how a user signs in, with audit entries and notices."""

import time
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.audit.models import AuditEntry
from accounts.database_access import system_scope
from accounts.models import FailedSignIns, User
from accounts.signing_in import factors, lockout, mail_queue, sessions
from accounts.signing_in.factors import Type


class NoAccount(Exception):
    """A provider's user has no account here."""


NOTICE_INTERVAL = timedelta(hours=1)  # at most one e-mail an hour about failed attempts


class LastFactorRequired(Exception):
    """The last second factor of a user who must have one can't be removed."""


def record_sign_in(user, how, *, by):
    return audit(AuditAction.SIGNED_IN, user, by=by, how=how)


def record_sign_out(user, *, by):
    return audit(AuditAction.SIGNED_OUT, user, by=by)


@transaction.atomic
def end_session(row, *, by):
    key = row.pk
    sessions.end(row)
    audit(AuditAction.SESSION_ENDED, row.user, by=by, session=key)
    return row.user


@transaction.atomic
def end_other_sessions(user, session_key, *, by):
    others = list(sessions.recent_sessions(user).exclude(session_key=sessions.stored_key(session_key)))
    for row in others:
        end_session(row, by=by)
    return len(others)


@transaction.atomic
def record_failed_attempt(what, email, origin):
    """Audit a wrong password or code; notify the user of a pause."""
    account = lockout.account_key(what, email)
    user = User.objects.filter(email__iexact=email.strip()).first()
    # An address without an account is identified by its keyed hash.
    about = user or FailedSignIns.objects.filter(account=account).first()
    audit(AuditAction.SIGN_IN_FAILED, about, by=None, what=what, account=account[:16])
    if lockout.is_paused(what, email, origin):
        if user and not _was_notified_recently(about):
            mail_queue.notify(user, "locked")
        audit(AuditAction.SIGN_IN_PAUSED, about, by=None, what=what, account=account[:16])


@system_scope()  # no user is signed in, and the audit log is not readable without a scope
def _was_notified_recently(about):
    lately = AuditEntry.objects.about(about).filter(at__gt=timezone.now() - NOTICE_INTERVAL)
    return lately.filter(action=AuditAction.SIGN_IN_PAUSED).exists()


@transaction.atomic
def unlock(user, *, by):
    lockout.unlock(user.email)
    audit(AuditAction.SIGN_IN_UNLOCKED, user, by=by)
    return user


@transaction.atomic
def record_change(user, kind, *, by, **details):
    """Write an audit entry and notify the user; `kind` is a key of emails.NOTICES."""
    audit(kind, user, by=by, **details)
    mail_queue.notify(user, kind)
    return user


@transaction.atomic
def add_app(user, secret, *, by):
    User.objects.select_for_update().get(pk=user.pk)
    factor = factors.replace_app(user, secret)
    record_change(user, AuditAction.APP_ADDED, by=by)
    return factor


@transaction.atomic
def add_passkey(user, name, credential, *, by):
    factor = Authenticator.objects.create(
        user=user, type=Type.WEBAUTHN, data=factors.passkey_data(user.pk, name, credential)
    )
    record_change(user, AuditAction.PASSKEY_ADDED, by=by)
    return factor


def _locked(factor):
    """Return the second factor as it is stored now, locked; None if another request has removed it."""
    return Authenticator.objects.select_for_update().filter(pk=factor.pk).first()


@transaction.atomic
def rename_passkey(factor, name, *, by):
    """Rename it; return None if it has been removed."""
    if (factor := _locked(factor)) is None:
        return None
    factor.data["name"] = name
    factor.save(update_fields=["data"])
    audit(AuditAction.PASSKEY_RENAMED, factor.user, by=by)
    return factor


@transaction.atomic
def remove_factor(factor, *, by):
    """Remove a second factor; return None if it has been removed. Raises LastFactorRequired."""
    user = User.objects.select_for_update().get(
        pk=factor.user_id
    )  # locked: two parallel requests could remove both
    if _locked(factor) is None:
        return None
    if factors.is_last_required(factor):
        raise LastFactorRequired
    key = factor.pk
    factor.delete()
    if not factors.second_factors(user).exists():  # recovery codes remain at most
        Authenticator.objects.filter(user=user).delete()
    is_app = factor.type == Type.TOTP
    kind = AuditAction.APP_REMOVED if is_app else AuditAction.PASSKEY_REMOVED
    record_change(user, kind, by=by, factor=key)
    return factor


@system_scope()  # an administrator's entries are not for the user to read
def find_removal(user, *actions, **details):
    """Return the latest audit entry of how the user's factor or session was removed, or None."""
    found = AuditEntry.objects.about(user).filter(action__in=actions, details__contains=details)
    return found.order_by("-pk").first()


def find_passkey_removal(user, pk):
    return find_removal(user, AuditAction.PASSKEY_REMOVED, factor=pk) or find_removal(
        user, AuditAction.FACTORS_RESET, factors=[pk]
    )


@transaction.atomic
def reset_factors(user, *, by):
    """Remove all second factors and end all sessions."""
    if user == by:
        raise ValueError("Nobody takes away their own second factors by resetting them.")
    removed = list(factors.second_factors(user).values_list("pk", flat=True))
    Authenticator.objects.filter(user=user).delete()
    end_other_sessions(user, None, by=by)
    return record_change(user, AuditAction.FACTORS_RESET, by=by, factors=removed)


@transaction.atomic
def make_recovery_codes(user, *, by):
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()  # the old codes
    seed = factors.encrypt_secret(user.pk, RecoveryCodes.generate_seed())
    row = Authenticator.objects.create(
        user=user, type=Type.RECOVERY_CODES, data={"seed": seed, "used_mask": 0}
    )
    record_change(user, AuditAction.RECOVERY_CODES_MADE, by=by)
    return RecoveryCodes(row)


@transaction.atomic
def mark_recovery_codes_saved(codes, *, by):
    """Show the codes no more; return None if they have been replaced."""
    if (row := _locked(codes.instance)) is None:
        return None
    row.data["viewed_at"] = time.time()  # allauth's own mark
    row.save(update_fields=["data"])
    audit(AuditAction.RECOVERY_CODES_SAVED, row.user, by=by)
    return RecoveryCodes(row)


@transaction.atomic
def record_address_change(user, old_address, *, by):
    """Invalidate what was linked to the old e-mail address, and notify it."""
    EmailAddress.objects.filter(user=user).delete()
    user.socialaccount_set.all().delete()
    audit(AuditAction.EMAIL_CHANGED, user, by=by)
    mail_queue.notify_old_address(user, old_address)
    return user


@transaction.atomic
def link_provider(account, addresses):
    """Link a provider's subject to the user with a verified address. Raises NoAccount."""
    active = User.objects.select_for_update().filter(is_active=True)
    user = active.filter(email__in=[each.lower() for each in addresses]).first()
    # A user linked to another subject: the address may now belong to another person.
    if user is None or user.socialaccount_set.filter(provider=account.provider).exists():
        raise NoAccount
    account.user = user
    account.extra_data["proof"] = factors.link_proof(user.pk, account.uid)
    account.save()
    return record_change(user, AuditAction.PROVIDER_LINKED, by=user, provider=account.provider)
