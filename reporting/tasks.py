from celery import shared_task

from reporting import jobs

LONGEST = 15 * 60  # seconds; a child that hangs is ended, and its lease runs out


@shared_task(time_limit=LONGEST)
def make_report(job_pk):
    jobs.make(job_pk)


@shared_task
def sweep():
    jobs.sweep()
