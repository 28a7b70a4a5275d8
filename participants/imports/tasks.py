from celery import shared_task

from participants.imports import actions


@shared_task
def discard_old_drafts():
    actions.discard_old_drafts()
