from types import SimpleNamespace

import pytest

from participants.privacy.extract.legal_information import information_texts
from projects.models import ProgrammePeriod


@pytest.mark.parametrize("period", ProgrammePeriod)
def test_every_programme_period_has_legal_information(period):
    parts = information_texts(SimpleNamespace(programme_period=period))
    assert all(part["heading"] and part["paragraphs"] for part in parts)
