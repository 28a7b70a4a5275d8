from celery import shared_task

from reporting.reports import releases
from reporting.reports.attachments import sweeping
from reporting.reports.duties import reminders


@shared_task
def release_late():
    releases.release_overdue_reports()


@shared_task
def remind_of_due_reports():
    reminders.remind()


@shared_task
def remove_orphaned_files():
    sweeping.remove_orphans()
