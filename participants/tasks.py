from celery import shared_task

from participants.importing import actions


@shared_task
def discard_old_drafts():
    """Daily life of uploaded files: those that nobody confirmed are forgotten."""
    actions.discard_old_drafts()
