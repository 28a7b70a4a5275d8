import logging
from smtplib import SMTPException

from celery import shared_task

from accounts import seals
from accounts.signing_in import letters, lockout, sessions

AGAIN = {"autoretry_for": (OSError, SMTPException), "retry_backoff": True, "max_retries": 6}

log = logging.getLogger(__name__)


@shared_task
def extend_hash_chain():
    seals.extend_chain()


@shared_task
def log_chain_anchor():
    """A digest in the log, which is kept elsewhere: a chain made anew won't hold it (verify_audit --anchor)."""
    seal = seals.latest_link()
    if seal:
        log.info("audit anchor: seal %s, %s", seal.pk, seal.digest)


@shared_task(**AGAIN)
def send_notice(user_pk, kind, at):
    letters.send_notice_to(user_pk, kind, at)


@shared_task(**AGAIN)
def send_password_link(user_pk, origin, language):
    """The link is made here: it never waits in the broker, where it would open the account."""
    letters.send_password_link(user_pk, origin, language)


@shared_task
def delete_old_sign_ins():
    """Guesses that no longer count, and sessions that are over."""
    lockout.delete_old()
    sessions.delete_old()
