"""Hostile and damaged files: refused with a message, never with an exception."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from participants.imports.actions import ImportRefused, check_file
from participants.imports.reading.errors import FileError
from tests.hostile.values import FILES
from tests.participants.imports.files import person, xlsx_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["participants", "outcomes"])
@pytest.mark.parametrize("name", FILES)
def test_hostile_files_are_refused_with_a_message(cast, name, kind):
    with pytest.raises((FileError, ImportRefused)) as refused:
        check_file(cast.project, kind, SimpleUploadedFile("x", FILES[name]), by=cast.leader)
    assert "root:" not in str(refused.value)  # from /etc/passwd


def test_a_valid_workbook_is_accepted(cast):
    assert check_file(cast.project, "participants", xlsx_file([person()]), by=cast.leader).created == 1
