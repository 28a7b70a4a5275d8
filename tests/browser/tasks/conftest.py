"""The hands of each task, and the table of what the tasks take (`make usability`)."""

import re
from pathlib import Path

import pytest

from tests.browser.tasks.hands import Effort, Keys, Mouse
from tests.browser.tasks.tasks import TASKS

TABLE = Path(__file__).parents[3] / "docs" / "usability.md"
BETWEEN = re.compile(r"(?<=<!-- begin -->\n).*(?=<!-- end -->)", re.DOTALL)
MOUSE, WITHOUT_SCRIPTS, KEYBOARD = "mouse", "without scripts", "keyboard"
WAYS = (MOUSE, WITHOUT_SCRIPTS, KEYBOARD)
efforts = pytest.StashKey()


def pytest_addoption(parser):
    parser.addoption("--usability", action="store_true", help="write docs/usability.md")


def pytest_configure(config):
    config.stash[efforts] = {}


@pytest.fixture(params=WAYS)
def way(request):
    return request.param


@pytest.fixture
def hand(request, way, open_as):
    """`hand(user)`: the hand that does the test's task. What it takes is within the limits of the task."""
    task, effort = TASKS[request.function.__name__], Effort()

    def of(user):
        page = open_as(user, java_script_enabled=way != WITHOUT_SCRIPTS)
        return (Keys if way == KEYBOARD else Mouse)(page, effort)

    yield of
    request.config.stash.setdefault(efforts, {})[task.title, way] = effort
    if way != KEYBOARD:
        assert effort.clicks <= task.clicks, f"{task.title}: {effort}"
    assert effort.seconds <= task.seconds, f"{task.title}: {effort.seconds} s, {effort}"


def pytest_terminal_summary(terminalreporter, config):
    if not config.getoption("--usability", default=False):
        return
    lines = [_line(task, config.stash[efforts]) for task in TASKS.values()]
    for line in lines:
        terminalreporter.write_line(line)
    text = TABLE.read_text("utf-8")
    TABLE.write_text(BETWEEN.sub("".join(f"{line}\n" for line in lines), text), "utf-8")


def _line(task, found):
    mouse, plain, keyboard = (found[task.title, way] for way in WAYS)
    before = "–" if task.before is None else task.before
    cells = (task.title, before, mouse.clicks, mouse.keys, mouse.seconds)
    return (
        f"| {' | '.join(map(str, (*cells, plain.clicks, plain.seconds, keyboard.keys, keyboard.seconds)))} |"
    )
