from celery import shared_task

from participants.certificates.group.actions import discard_old_steps


@shared_task
def discard_old_group_steps():
    discard_old_steps()
