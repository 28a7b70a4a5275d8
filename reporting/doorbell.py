"""Rings for a worker. Nothing depends on being heard: the row of the job says what is to be done,
and the sweeper rings again for whatever is left open."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

MAKE_REPORT = "reporting.tasks.make_report"
PATIENCE = 0.5  # seconds that a person at a page waits, at most, for a broker that does not answer

logger = logging.getLogger(__name__)


def ring(job_pk):
    """Tell a worker that a job is there. Returns whether the broker took the message.

    A broker that is down is no failure of what asked for the job, and no reason to wait.
    """
    quick = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "max_retries": 0}
    try:
        with current_app.connection_for_write(
            connect_timeout=PATIENCE, transport_options=quick
        ) as connection:
            current_app.send_task(
                MAKE_REPORT, [job_pk], connection=connection, retry=False, ignore_result=True
            )
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("The broker was not reached for report job %s: %s", job_pk, type(error).__name__)
        return False
    return True
