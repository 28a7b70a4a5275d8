"""What runs without a page: commands are the operator's, tasks are given rows' keys and nothing else."""

import inspect
from importlib import import_module

import pytest
from celery import current_app
from django.conf import settings
from django.core.management import get_commands, load_command_class

from reporting.reports import jobs
from tests.reporting.reports.job_support import asked_for

# Who a command acts for. It would need a row in the access table's manner, and none does.
NAMES_OF_USERS = {"user", "by", "actor", "email", "as_user", "username"}
# What a task may be given: a row's key, and words from closed lists. `origin` is the portal's own address.
ARGUMENTS = {"job_pk", "user_pk", "project_pk", "participation_pk", "kind", "at", "origin", "language"}


def commands():
    ours = {name: app for name, app in get_commands().items() if app in settings.OUR_APPS}
    assert {"report", "import_participants", "load_project"} <= set(ours)
    return sorted(ours)


def tasks():
    for app in settings.OUR_APPS:
        if (settings.BASE_DIR / app.replace(".", "/") / "tasks.py").exists():
            import_module(f"{app}.tasks")
    import_module("esfportal.jobs.tasks")
    ours = [
        name
        for name in current_app.tasks
        if name.split(".tasks.")[0] in (*settings.OUR_APPS, "esfportal.jobs")
    ]
    assert "esfportal.jobs.tasks.run_job" in ours
    return sorted(ours)


@pytest.mark.parametrize("name", commands())
def test_a_command_acts_for_nobody_but_the_operator(name):
    """Whoever can start it on the server; a command that took a user would borrow that user's rights."""
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    assert {action.dest for action in parser._actions}.isdisjoint(NAMES_OF_USERS)


@pytest.mark.parametrize("name", tasks())
def test_a_task_is_given_keys_and_codes(name):
    given = set(inspect.signature(current_app.tasks[name].run).parameters)
    assert given <= ARGUMENTS, given - ARGUMENTS


@pytest.mark.django_db
def test_a_job_that_is_gone_is_nobodys():
    """A message is not believed: the row says what is to be done."""
    task = current_app.tasks["reporting.reports.tasks.make_report"]
    assert task.apply([10**12], throw=True).successful()


@pytest.mark.django_db
def test_a_job_makes_the_report_of_its_own_project_only(cast, monkeypatch):
    """Whoever could ring the bell with another's number gets nothing made but what its row asks for."""
    made = []
    monkeypatch.setattr(jobs.figures, "compute", lambda project, **days: made.append(project) or stop())
    own, other = (asked_for(project) for project in (cast.project, cast.other_project))
    with pytest.raises(jobs.NotMade):
        jobs.make(other.job.pk)
    assert made == [cast.other_project]
    own.job.refresh_from_db()
    assert own.job.state == "queued"


def stop():
    raise ValueError("far enough")
