from celery import shared_task

from projects.team import review


@shared_task
def review_teams():
    """Open the quarter's reviews, and notify and remind the leaders. Runs once a day."""
    review.run()
