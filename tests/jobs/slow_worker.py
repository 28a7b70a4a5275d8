"""The portal's own Celery application as the tests start it: `celery -A tests.jobs.slow_worker`.

Each step takes SECONDS_A_STEP, so that there is a middle in which to kill the worker, and the process that
is at work leaves its number in WRITERS. As long as the file HOLD is there, jobs stay in the middle: before the first
CSV file, or with all rows saved and not committed. The clock sweeps every second instead of every ten.
"""

import os
import time
from pathlib import Path

from celery.signals import worker_init

from esfportal.celery import app

STEPS_OF_SAVING = 4

app.conf.beat_schedule = {
    "sweep": {"task": "esfportal.jobs.tasks.sweep", "schedule": 1.0, "options": {"expires": 20}}
}


def step():
    leave_number()
    time.sleep(float(os.environ["SECONDS_A_STEP"]))


def hold():
    while Path(os.environ["HOLD"]).exists():
        time.sleep(0.02)


def leave_number():
    (Path(os.environ["WRITERS"]) / str(os.getpid())).touch()


def render_slowly(document, kind, language):
    from tests.reporting.reports.job_support import quick_render

    step()
    if kind == "csv":
        hold()
    return quick_render(document, kind, language)


@worker_init.connect
def slow_down(**kwargs):
    from participants.imports import actions
    from reporting.reports import jobs

    save = actions.SAVERS["participants"]

    def save_slowly(plan, **options):
        save(plan, **options)
        leave_number()
        if saving := os.environ.get("STAGE_SAVING"):
            Path(saving).touch()
        hold()
        for _each in range(STEPS_OF_SAVING):
            step()

    jobs.files.render = render_slowly
    actions.SAVERS["participants"] = save_slowly
