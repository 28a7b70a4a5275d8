from celery import shared_task

from projects.team import review


@shared_task
def review_teams():
    review.run()
