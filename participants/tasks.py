from celery import shared_task

from accounts.tasks import AGAIN
from participants import letters
from participants.importing import actions
from participants.log_review import actions as log_review


@shared_task
def discard_old_drafts():
    actions.discard_old_drafts()


@shared_task
def draw_log_samples():
    log_review.draw_samples()


@shared_task(**AGAIN)
def send_protection_lowered(user_pk, project_pk, participation_pk, origin):
    letters.send_protection_lowered(user_pk, project_pk, participation_pk, origin)
