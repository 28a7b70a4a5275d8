from celery import shared_task

from projects.team import team_review


@shared_task
def review_teams():
    team_review.run()
