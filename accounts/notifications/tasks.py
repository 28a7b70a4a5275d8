from celery import shared_task

from accounts.notifications import actions, emails


@shared_task
def send_emails():
    emails.send_at_once()


@shared_task
def send_digests():
    emails.send_digests()


@shared_task
def delete_old():
    actions.delete_old()
