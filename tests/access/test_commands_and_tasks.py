"""Arguments of commands and tasks: no users, no personal data."""

import inspect
from importlib import import_module

import pytest
from celery import current_app
from django.conf import settings
from django.core.management import get_commands, load_command_class

from reporting.reports import jobs
from tests.reporting.reports.job_support import asked_for

# A command with such an argument would need tests like the access table's.
NAMES_OF_USERS = {"user", "by", "actor", "email", "as_user", "username"}
# Keys of rows and values of closed lists. `origin` is the portal's own address.
ARGUMENTS = {
    "job_pk",
    "user_pk",
    "cover_pk",
    "project_pk",
    "participation_pk",
    "kind",
    "at",
    "origin",
    "language",
}


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


# createsuperuser is Django's: its e-mail is of the account that it makes.
@pytest.mark.parametrize("name", [name for name in commands() if name != "createsuperuser"])
def test_commands_take_no_user(name):
    # Commands run with the operator's access; one that took a user would use that user's rights.
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    assert {action.dest for action in parser._actions}.isdisjoint(NAMES_OF_USERS)


@pytest.mark.parametrize("name", tasks())
def test_tasks_take_keys_and_codes_only(name):
    given = set(inspect.signature(current_app.tasks[name].run).parameters)
    assert given <= ARGUMENTS, given - ARGUMENTS


@pytest.mark.django_db
def test_a_task_for_a_missing_job_does_nothing():
    task = current_app.tasks["esfportal.jobs.tasks.run_job"]
    assert task.apply(["report", str(10**12)], throw=True).successful()


@pytest.mark.django_db
def test_a_job_computes_its_own_projects_report(cast, monkeypatch):
    # The job's row decides, not the message's sender.
    made = []
    monkeypatch.setattr(jobs.figures, "compute", lambda project, **days: made.append(project) or stop())
    own, other = (asked_for(project) for project in (cast.project, cast.other_project))
    with pytest.raises(jobs.ReportGenerationFailed):
        jobs.make(other.job.pk)
    assert made == [cast.other_project]
    own.job.refresh_from_db()
    assert own.job.state == "queued"


def stop():
    raise ValueError("far enough")
