from celery import shared_task

from reporting import releases


@shared_task
def release_late():
    releases.release_overdue_reports()
