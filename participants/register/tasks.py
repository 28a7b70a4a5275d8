from celery import shared_task

from accounts.tasks import RETRY
from participants.register.actions import drafts
from participants.register.exports import actions as exports
from participants.register.protection import emails


@shared_task(**RETRY)
def send_protection_lowered(user_pk, project_pk, participation_pk, origin):
    emails.send_protection_lowered(user_pk, project_pk, participation_pk, origin)


@shared_task
def discard_old_exports():
    exports.discard_old_exports()


@shared_task
def discard_old_drafts():
    drafts.discard_old_drafts()
