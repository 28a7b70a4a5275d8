"""Two users prepare a month at once; a number and a name change while a month is prepared."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection

from participants.register.actions.errors import ActionRefused
from participants.register.identity.numbers import parse_number
from reporting.statistics import actions, register_rows
from reporting.statistics.models import MonthlyFile
from reporting.statistics.monthly.states import State
from reporting.statistics.overview import Overview
from tests.at_once import Meeting
from tests.numbers import nth_number
from tests.reporting.statistics.examples import (
    FEBRUARY,
    JANUARY,
    MARCH,
    correct,
    people_to_report,
    prepare_as_shown,
)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*work):
    """Return the types of what the functions return or raise, each on its own connection."""

    def run(each):
        try:
            return type(each())
        except (ActionRefused, IntegrityError) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return set(pool.map(run, work))


def before(monkeypatch, owner, name, done):
    """Call `done` before the function of that name."""
    function = getattr(owner, name)
    monkeypatch.setattr(owner, name, lambda *args: (done(), function(*args))[1])


def test_a_month_is_prepared_once_and_no_change_beside_it_is_lost(cast, monkeypatch):
    anna, _britta, _hidden = people_to_report(cast)
    actions.save_settings(cast.project, man_code="Tfxx", first_month=JANUARY, by=cast.leader)
    meeting, problems = Meeting(), actions._problems_of_state

    def checked_together(*args):
        found = list(problems(*args))
        meeting.wait()
        return found

    def prepare(month):
        return prepare_as_shown(cast.project, month, by=cast.leader)

    with monkeypatch.context() as together:
        together.setattr(actions, "_problems_of_state", checked_together)
        assert at_once(*[lambda: prepare(FEBRUARY)] * 2) == {MonthlyFile, ActionRefused}
        # Without the lock both get past the check, and the database refuses one.
        together.setattr(actions, "lock_project", lambda project: None)
        assert at_once(*[lambda: prepare(JANUARY)] * 2) == {MonthlyFile, IntegrityError}

    number = parse_number(nth_number(4))
    with monkeypatch.context() as beside:
        seen = actions.fingerprint(*Overview(cast.project).numbered(MARCH))
        changed = [lambda: correct(anna, cast, personal_identity_number=number)]
        before(beside, register_rows, "numbers_of", lambda: changed and at_once(changed.pop()))
        with pytest.raises(ActionRefused):
            actions.prepare(cast.project, MARCH, seen=seen, confirmed=True, by=cast.leader)
        assert not changed
    with monkeypatch.context() as beside:
        changed = [lambda: correct(anna, cast, family_name="Tall")]
        before(beside, MonthlyFile, "write_rows", lambda: changed and at_once(changed.pop()))
        file = prepare(JANUARY)  # the next version: the number was another
    assert (file.version, file.rows[0].number, file.rows[0].family_name) == (2, nth_number(4), "Ek")
    assert Overview(cast.project).state(JANUARY) == State.TO_SEND_AGAIN
