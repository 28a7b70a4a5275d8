"""One participant of the cast's project, viewed by the case worker on 31 March 2019."""

from datetime import date

import pytest
import time_machine

from tests.factories import ParticipationFactory


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2019, 3, 31), tick=False):
        yield


@pytest.fixture
def taking_part(cast):
    return ParticipationFactory(project=cast.project)


@pytest.fixture
def left(cast):
    """Took part from 1 March to 1 September 2018."""
    return ParticipationFactory(project=cast.project, spell__left=True)


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.case_worker)
