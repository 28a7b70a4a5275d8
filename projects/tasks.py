from celery import shared_task

from projects.team import review


@shared_task
def review_teams():
    """Once a day: open the quarter's reviews, tell the leaders, remind them."""
    review.run()
