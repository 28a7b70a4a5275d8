from celery import shared_task

from participants.evidence.disposal import actions as disposal
from participants.privacy.log_review import actions as log_review


@shared_task
def draw_log_samples():
    log_review.draw_samples()


@shared_task
def destroy_due_proof():
    disposal.destroy_due_proof()
