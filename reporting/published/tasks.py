from celery import shared_task

from reporting.published import publishing


@shared_task
def publish_results():
    publishing.publish_all()
