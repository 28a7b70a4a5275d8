"""Stored files in a folder and in a real object store, and the address that configures them."""

import hashlib
import os
import re
import stat
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.conf import settings as used
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from esfportal.files import checks, configuration, uploads
from esfportal.files.stored import FileMissing, StoredFiles, StoreUnavailable
from tests.esfportal.production import run
from tests.esfportal.test_uploads import read as read_upload
from tests.object_store import free_ports, silent_port

FILES = StoredFiles("reports")
BIG = os.urandom(3 * 1024 * 1024)  # more than is kept in memory


def configure(settings, url, timeout=60):
    settings.STORAGES = settings.STORAGES | {"reports": configuration.storage(url, timeout=timeout)}


@pytest.fixture(params=["folder", "object store"])
def store(request):
    if request.param == "object store":
        request.getfixturevalue("bucket")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("content", [b"", b"a report", BIG], ids=["empty", "small", "big"])
def test_what_is_written_is_read_back(content):
    digest = FILES.write("r/1/file.pdf", content)
    assert digest == hashlib.sha256(content).hexdigest()
    with FILES.read("r/1/file.pdf", digest) as file:
        assert file.read() == content


@pytest.mark.usefixtures("store")
def test_keys_lists_the_files_of_each_folder_and_delete_removes_them():
    for key in ("r/1/a", "r/1/b", "r/2/a", "other/1/a"):
        FILES.write(key, b"x")
    assert sorted(FILES.keys("r")) == ["r/1/a", "r/1/b", "r/2/a"]
    FILES.delete(["r/1/a", "r/1/b", "r/9/never"])
    assert FILES.keys("r") == ["r/2/a"]
    assert FILES.keys("nothing") == []


@pytest.mark.usefixtures("store")
def test_a_file_that_is_gone_or_altered_is_missing():
    digest = FILES.write("r/1/a", b"right")
    with pytest.raises(FileMissing, match="not what was written"):
        FILES.read("r/1/a", hashlib.sha256(b"wrong").hexdigest())
    FILES.delete(["r/1/a"])
    with pytest.raises(FileMissing, match="gone"):
        FILES.read("r/1/a", digest)


@pytest.mark.usefixtures("bucket")
def test_an_object_store_keeps_uploads_under_names_that_say_nothing(monkeypatch):
    content = b"secret words" * 200_000  # several chunks
    stored = uploads.store(BytesIO(content))
    assert read_upload(stored) == content
    with uploads.STORE.storage.open(stored.path) as file:
        assert b"secret" not in file.read()
    assert re.fullmatch(r"uploads/\d{4}-\d\d-\d\d/[0-9a-f]{32}", stored.path)
    later = timezone.now() + timedelta(4)
    monkeypatch.setattr(uploads, "timezone", SimpleNamespace(now=lambda: later))
    assert uploads.orphans([]) == [stored.path]
    uploads.STORE.delete(uploads.orphans([]))
    with pytest.raises(FileMissing):
        read_upload(stored)


def test_files_in_the_folder_are_the_portals_own_alone():
    FILES.write("r/1/a", b"x")
    modes = [stat.S_IMODE((used.FILES_ROOT / each).stat().st_mode) for each in ("r", "r/1", "r/1/a")]
    assert modes == [0o700, 0o700, 0o600]


def test_a_full_disk_is_a_store_that_is_unavailable(monkeypatch):
    def full(*arguments, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreUnavailable):
        FILES.write("r/1/a", b"x")


def every_operation():
    digest = hashlib.sha256(b"x").hexdigest()
    yield lambda: FILES.write("r/1/a", b"x")
    yield lambda: FILES.read("r/1/a", digest)
    yield lambda: FILES.delete(["r/1/a"])
    yield lambda: FILES.keys("r")


def assert_unavailable(hidden="with+signs"):
    for operation in every_operation():
        with pytest.raises(StoreUnavailable) as raised:
            operation()
        assert hidden not in str(raised.value)


def test_a_store_that_is_down(object_store, settings):
    with free_ports(1) as (port,):
        configure(settings, object_store.url("bucket", port=port))
        assert_unavailable()


def test_a_store_that_does_not_answer(object_store, settings):
    with silent_port() as port:
        configure(settings, object_store.url("bucket", port=port), timeout=0.2)
        assert_unavailable()


def test_a_wrong_secret(object_store, settings):
    configure(settings, object_store.url(object_store.bucket(), secret="another secret"))
    assert_unavailable("another")


def test_a_bucket_that_is_not_there(object_store, settings):
    configure(settings, object_store.url("no-such-bucket"))
    with pytest.raises((StoreUnavailable, FileMissing)):
        FILES.read("r/1/a", "0" * 64)
    with pytest.raises(StoreUnavailable):
        FILES.write("r/1/a", b"x")


# The check


@pytest.mark.usefixtures("store")
def test_the_check_finds_nothing_in_a_store_that_works():
    assert checks.problems() == []
    assert FILES.keys("check") == []


def test_the_check_says_what_is_wrong(object_store, settings):
    configure(settings, object_store.url("no-such-bucket"))
    error, without_tls = checks.stores_can_be_used(None)
    assert (error.id, without_tls.id) == ("esfportal.E003", "esfportal.W002")
    assert "404 to" in error.msg
    settings.STORAGES = settings.STORAGES | {"reports": configuration.storage("", timeout=0.2)}
    settings.FILES_ROOT = "/proc/nowhere"
    (error,) = checks.stores_can_be_used(None)
    assert "can't be used" in error.msg


def test_deploying_with_a_store_that_does_not_answer_is_stopped(object_store):
    check = ("manage.py", "check", "--deploy", "--fail-level", "ERROR")
    with free_ports(1) as (port,):
        url = object_store.url("b", port=port)
        done = run(*check, DATABASE_URL=used.DATABASE_URL, ESFPORTAL_FILES_URL=url)
    assert done.returncode == 1
    assert "esfportal.E003" in done.stderr
    assert "does not answer: EndpointConnectionError" in done.stderr
    assert "with+signs" not in done.stderr


# The address


def test_an_address_says_everything_about_a_store():
    entry = configuration.storage(
        "s3://key%2F1:se%3Acret@files.example:9000/bucket/a/b?region=se-1&addressing=virtual", timeout=7
    )
    assert entry["OPTIONS"] == {
        "endpoint_url": "https://files.example:9000",
        "access_key": "key/1",
        "secret_key": "se:cret",
        "bucket_name": "bucket",
        "location": "a/b",
        "region_name": "se-1",
        "addressing": "virtual",
        "timeout": 7,
    }


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://key:hush@host/bucket", "does not begin with s3://"),
        ("s3://host/bucket", "no key and secret"),
        ("s3://key@host/bucket", "no key and secret"),
        ("s3://key:hush@host", "no host and bucket"),
        ("s3://key:hush@/bucket", "no host and bucket"),
        ("s3://key:hush@host:port/bucket", "is not an address"),
        ("s3://key:hush@host/bucket?tls=no", "option that is not known (tls)"),
        ("s3://key:hush@host/bucket?regoin=x", "option that is not known (regoin)"),
    ],
)
def test_a_wrong_address_is_explained_and_never_quoted(url, text):
    with pytest.raises(ImproperlyConfigured) as raised:
        configuration.storage(url, timeout=0.2)
    assert text in str(raised.value)
    assert "hush" not in str(raised.value)
