from celery import shared_task

from participants.casework import weekly_mail


@shared_task
def send_weekly_mails():
    weekly_mail.send_weekly()
