from celery import shared_task

from participants.privacy.log_review import actions as log_review


@shared_task
def draw_log_samples():
    log_review.draw_samples()
