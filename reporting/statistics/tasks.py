from celery import shared_task

from reporting.statistics.duties import reminders


@shared_task
def remind_of_months():
    reminders.remind()
