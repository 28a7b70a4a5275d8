import pytest

from esfportal.embedded import binaries
from esfportal.embedded.errors import EmbeddedServerError
from esfportal.embedded.os_account import Account


class Outsider(Account):
    def can_reach(self, path):
        return False


def program(folder, version):
    folder.mkdir()
    for name in ("initdb", "pg_ctl", "postgres"):
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    monkeypatch.setattr(binaries, "_wheel", lambda: None)
    monkeypatch.setattr(binaries, "USUAL_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


def test_wheel_is_used_in_place(tmp_path):
    found = binaries.find(Account(), tmp_path)
    assert "site-packages" in str(found.folder)
    assert found.major >= 17


def test_wheel_is_copied_when_the_account_cannot_read_it(tmp_path):
    first = binaries.find(Outsider(), tmp_path)
    assert first.folder.is_relative_to(tmp_path)
    assert binaries.find(Outsider(), tmp_path) == first


def test_installed_postgresql_is_found(bare_machine):
    program(bare_machine / "bin", "16.4")
    assert binaries.find(Account(), bare_machine) == binaries.Binaries(bare_machine / "bin", 16)


def test_error_names_a_too_old_postgresql(bare_machine):
    program(bare_machine / "bin", "14.9")
    with pytest.raises(EmbeddedServerError, match=r"tried: .*/bin"):
        binaries.find(Account(), bare_machine)


def test_none(bare_machine):
    with pytest.raises(EmbeddedServerError, match=r"make setup.*DATABASE_URL"):
        binaries.find(Account(), bare_machine)
