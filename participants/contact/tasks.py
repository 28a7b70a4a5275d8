from celery import shared_task

from participants.contact import actions, sending


@shared_task
def send_messages():
    sending.send_waiting()


@shared_task
def prune_details():
    actions.prune()
