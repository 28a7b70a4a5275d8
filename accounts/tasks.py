import logging
from smtplib import SMTPException

from celery import shared_task
from django.core.cache import cache

from accounts.audit import hash_chain
from accounts.signing_in import emails, lockout, sessions

RETRY = {"autoretry_for": (OSError, SMTPException), "retry_backoff": True, "max_retries": 6}

log = logging.getLogger(__name__)


@shared_task
def extend_hash_chain():
    hash_chain.extend_chain()


@shared_task
def log_chain_anchor():
    # Logs are kept on another machine: a chain made again lacks this digest (verify_audit --anchor).
    link = hash_chain.latest_link()
    if link:
        log.info("audit anchor: seal %s, %s", link.pk, link.digest)


@shared_task(**RETRY)
def send_notice(user_pk, kind, at):
    emails.send_notice_to(user_pk, kind, at)


@shared_task(**RETRY)
def send_password_link(user_pk, origin, language):
    # The link is made here, because a link in the broker could be read there and open the account.
    emails.send_password_link(user_pk, origin, language)


@shared_task
def delete_old_sign_ins():
    lockout.delete_old()
    sessions.delete_old()
    cache.delete_expired()
