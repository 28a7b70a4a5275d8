"""The portal's own Celery application as the job tests start it: `celery -A tests.reporting.reports.slow_worker`.

Writing a file takes SECONDS_A_FILE, so that there is a middle in which to kill the worker, and the
process that writes leaves its number in WRITERS. The clock sweeps every second instead of every ten.
"""

import os
import time
from pathlib import Path

from celery.signals import worker_init

from esfportal.celery import app

app.conf.beat_schedule = {
    "sweep": {"task": "esfportal.jobs.tasks.sweep", "schedule": 1.0, "options": {"expires": 1}}
}


def render_slowly(document, kind, language):
    from tests.reporting.reports.job_support import quick_render

    (Path(os.environ["WRITERS"]) / str(os.getpid())).touch()
    time.sleep(float(os.environ["SECONDS_A_FILE"]))
    return quick_render(document, kind, language)


@worker_init.connect
def slow_down(**kwargs):
    from reporting.reports import jobs

    jobs.files.render = render_slowly
