from celery import shared_task

from reporting.reports import releases


@shared_task
def release_late():
    releases.release_overdue_reports()
