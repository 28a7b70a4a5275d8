from celery import shared_task

from accounts.tasks import RETRY
from participants.casework import weekly_mail
from participants.casework.handovers import cover_mail


@shared_task
def send_weekly_mails():
    weekly_mail.send_weekly()


@shared_task(**RETRY)
def tell_cover(cover_pk):
    cover_mail.tell_cover(cover_pk)
