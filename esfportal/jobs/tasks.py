from celery import shared_task

from esfportal.jobs import runner, sweeper
from esfportal.jobs.kinds import kinds

TIME_LIMIT = 15 * 60  # seconds; a process that hangs is ended, and its lease runs out


@shared_task(time_limit=TIME_LIMIT)
def run_job(kind, job_pk):
    runner.run(kinds()[kind], job_pk)


@shared_task
def sweep():
    sweeper.sweep()
