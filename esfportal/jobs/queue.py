import logging

from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

RUN_JOB = "esfportal.jobs.tasks.run_job"
TIMEOUT = 0.5  # seconds that a request waits, at most, for a broker that does not answer

logger = logging.getLogger(__name__)


def enqueue(job):
    """Send the job to a worker. Return whether the broker took it."""
    # Never raises and never waits: the sweeper enqueues open jobs again.
    quick = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT, "max_retries": 0}
    try:
        with current_app.connection_for_write(connect_timeout=TIMEOUT, transport_options=quick) as connection:
            current_app.send_task(
                RUN_JOB, [job.JOB_KIND, str(job.pk)], connection=connection, retry=False, ignore_result=True
            )
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("The broker did not take %s job %s: %s", job.JOB_KIND, job.pk, type(error).__name__)
        return False
    return True
