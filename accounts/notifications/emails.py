"""E-mails of notifications: those at once, and one for each working day."""

import logging
from email.utils import parseaddr
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.database_access import system_scope
from accounts.models import User
from accounts.notifications.kinds import Channel, Email, kind_of
from accounts.notifications.models import Notification
from esfportal.swedish_days import is_working_day

logger = logging.getLogger(__name__)


def send_at_once():
    with system_scope():
        waiting = Notification.objects.to_email(Channel.AT_ONCE).order_by("created_at", "pk")
        keys = list(waiting.values_list("pk", flat=True))
    _send_each(keys, _send)


def send_digests(today=None):
    if not is_working_day(today or timezone.localdate()):
        return
    with system_scope():
        waiting = Notification.objects.to_email(Channel.DIGEST)
        users = list(User.objects.filter(pk__in=waiting.values("user")).order_by("pk"))
    _send_each(users, _send_digest)


def _send_each(items, send):
    for item in items:
        try:
            send(item)
        except SMTPException:  # not logged: it may contain the address
            logger.error("An e-mail of a notification was refused.")
        except OSError:
            logger.error("The mail server does not answer: notifications wait.")
            return


@system_scope()
def _send(pk):
    locked = Notification.objects.select_for_update(skip_locked=True, of=("self",))
    found = locked.to_email(Channel.AT_ONCE).select_related("user", "project").filter(pk=pk).first()
    if found is None:
        return
    found.emailed_at = timezone.now()
    found.save(update_fields=["emailed_at"])
    with translation.override(found.user.language):
        compose = kind_of(found.kind).email or _own_words
        if email := compose(found):
            # Mail programs show one of two with the same number.
            number = f"<notification-{found.pk}-{found.created_at:%Y%m%d%H%M%S}@{mail_domain()}>"
            send_to(found.user, email, headers={"Message-ID": number})


@system_scope()
def _send_digest(user):
    locked = Notification.objects.select_for_update(skip_locked=True, of=("self",))
    waiting = locked.to_email(Channel.DIGEST).select_related("project").filter(user=user)
    found = list(waiting.order_by("project", "created_at", "pk"))
    if not found:
        return
    Notification.objects.filter(pk__in=[each.pk for each in found]).update(emailed_at=timezone.now())
    with translation.override(user.language):
        send_to(user, compose_email("account/email/notifications.txt", {"notifications": found}))


def _own_words(notification):
    return compose_email("account/email/notification.txt", {"notification": notification})


def compose_email(template, context):
    context = {"list_link": portal_address(reverse("notifications:list")), **context}
    subject, _line, body = render_to_string(template, context).partition("\n")
    return Email(subject, body.strip())


def send_to(user, email, **options):
    hint = render_to_string(
        "account/notifications/hint.txt", {"link": portal_address(reverse("notifications:choices"))}
    )
    body = f"{email.body}\n\n{hint.strip()}\n"
    EmailMessage(f"esfportal: {email.subject}", body, to=[user.email], **options).send()


def portal_address(path):
    # "" if the portal's name is a pattern.
    host = settings.ALLOWED_HOSTS[0]
    scheme = "https" if settings.PRODUCTION else "http"
    return "" if host.startswith((".", "*")) else f"{scheme}://{host}{path}"


def mail_domain():
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
