"""Here the choice itself is tested."""

import pytest

from tests.remembered_choices import forget_choices


@pytest.fixture(autouse=True)
def each_choice_is_made(monkeypatch):
    forget_choices(monkeypatch)
