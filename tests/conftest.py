"""Fixtures of all tests: strict templates, database, files, passwords, no network."""

import csv
import gc
import socket
import sys
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from functools import partial
from unittest.mock import ANY

import hypothesis
import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.dispatch import receiver
from django.template import Node, engines
from django.test import TransactionTestCase
from django.test.signals import setting_changed  # from where Django's own receivers come before ours
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone, translation

from accounts.audit import versions
from esfportal.database.rights import limit_rights
from esfportal.database.roles import as_owner
from tests import template_database
from tests.emptying import Emptying
from tests.quick_clients import make_clients_quick
from tests.remembered_choices import remember_choices
from tests.sizes import size

# No deadline and no complaint of slowness, because a busy machine is slow. With CI=true hypothesis always uses the
# same examples.
hypothesis.settings.register_profile(
    "unhurried",
    deadline=None,
    max_examples=size(50, 100),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("unhurried")


# Files that take longest, in the order in which parallel runs start them. Without this they start last, because
# pytest-xdist begins with the files of most tests, and one process then waits for the other.
LONGEST = (
    "tests/browser/test_every_page.py",
    "tests/test_access.py",
    "tests/test_languages.py",
    "tests/access/test_without_row_level_security.py",
    "tests/participants/register/test_protection_indistinguishable.py",
    "tests/hostile/test_every_form.py",
    "tests/esfportal/demo/test_make_demo.py",
    "tests/esfportal/test_commands.py",
    "tests/esfportal/database/test_migrations.py",
    "tests/jobs/test_killed_workers.py",
    "tests/reporting/disclosure/test_attack.py",
    "tests/reporting/reports/life/test_answers.py",
    "tests/test_row_versions.py",
    "tests/browser/test_team_pages.py",
    "tests/browser/test_changed_meanwhile.py",
    "tests/browser/test_portal_pages.py",
    "tests/browser/test_signing_in.py",
    "tests/browser/test_report_life.py",
    "tests/browser/test_released_report.py",
    "tests/browser/test_access_log.py",
    "tests/browser/test_long_names.py",
    "tests/browser/test_whole_life.py",
    "tests/reporting/reports/test_pdf_standards.py",
    "tests/browser/test_import.py",
    "tests/browser/test_protected_record.py",
    "tests/browser/test_registration.py",
    "tests/leaks/test_marked_person.py",
    "tests/reporting/reports/test_report_access.py",
    "tests/test_access_log.py",
    "tests/reporting/test_case_registers.py",
    "tests/esfportal/test_files.py",
    "tests/esfportal/test_embedded.py",
    "tests/esfportal/database/test_property.py",
    "tests/participants/imports/test_hostile_workbooks.py",
    "tests/participants/imports/test_workbooks.py",
    "tests/reporting/indicators/test_figures_property.py",
    "tests/reporting/reports/verification/test_sorting.py",
    "tests/accounts/test_confirming.py",
    "tests/accounts/test_second_factor.py",
    "tests/accounts/test_passkeys.py",
    "tests/participants/register/test_key_check.py",
    "tests/participants/register/test_number_traces.py",
    "tests/participants/imports/test_round_trip.py",
    "tests/reporting/test_cells_everywhere.py",
    "tests/esfportal/demo/test_loaded_demo.py",
    "tests/esfportal/test_headers.py",
    "tests/esfportal/database/test_pooler.py",
    "tests/test_versions.py",
    "tests/participants/register/test_protection_in_other_projects.py",
    "tests/participants/merging/test_merged_everywhere.py",
    "tests/accounts/test_lockout.py",
    "tests/test_names_isolated.py",
    "tests/esfportal/test_style.py",
    "tests/reporting/reports/test_report_command.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Fail on a module that reads the clock when it is imported: midnight passes in some run."""

    def refuse():
        pytest.fail("The day is read when the module is imported: read it in the test.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", refuse)
        return (yield)


def pytest_collection_modifyitems(config, items):
    if hasattr(config, "workerinput"):  # a process of pytest-xdist
        files = [item.nodeid.partition("::")[0] for item in items]
        tests_in = Counter(files)
        order = {name: place for place, name in enumerate(LONGEST)}
        key = {name: (order.get(name, len(order)), -tests_in[name], name) for name in tests_in}
        items.sort(key=lambda item: key[item.nodeid.partition("::")[0]])


def pytest_collection_finish(session):
    # What is imported and collected by now stays, and looking through it for garbage takes long.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


class Undefined(str):
    """The text of a variable that does not exist. In our own templates it fails the test."""

    def __contains__(self, text):
        return text == "%s"  # Django then formats the variable's name in

    def __mod__(self, variable):
        frame = sys._getframe(1)
        while frame and not isinstance(frame.f_locals.get("self"), Node):
            frame = frame.f_back
        origin = frame.f_locals["self"].origin.name if frame else ""
        if not frame or origin.startswith(str(settings.BASE_DIR / "templates")):
            pytest.fail(f"{origin} uses {variable}, which does not exist.", pytrace=False)
        return ""


@receiver(setting_changed)
def demand_names_that_exist(**kwargs):
    # Django makes new engines when a test changes settings such as TEMPLATES.
    for engine in engines.all():
        engine.engine.string_if_invalid = Undefined("%s")


@pytest.fixture(autouse=True, scope="session")
def strict_templates():
    demand_names_that_exist()


@pytest.fixture(autouse=True, scope="session")
def quick_clients():
    with pytest.MonkeyPatch.context() as patch:
        make_clients_quick(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def remembered_choices():
    with pytest.MonkeyPatch.context() as patch:
        remember_choices(patch)
        yield


@pytest.fixture(scope="session")
def owner(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """`with owner():` connects as the role that may make and drop databases and tables."""

    @contextmanager
    def signed_in():
        with django_db_blocker.unblock(), as_owner():
            yield

    return signed_in


@pytest.fixture(scope="session")
def django_db_modify_db_settings(owner):
    """Connect as the owner for pytest-django, which makes the database next."""
    with ExitStack() as making:
        making.enter_context(owner())
        yield making


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment,
    django_db_modify_db_settings,
    django_db_keepdb,
    django_db_createdb,
    django_db_blocker,
    owner,
    emptying,
):
    """Make the test database, and connect as the application in the operator scope."""
    # pytest-django's own fixture makes no database for a test that asks only for this fixture. Such a test
    # would use the developer's database.
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database.ensure()
        made = setup_databases(
            verbosity=0,
            interactive=False,
            aliases={"default"},
            serialized_aliases=set(),
            keepdb=django_db_keepdb and not django_db_createdb,
        )
        limit_rights(connection)  # those on a database are not copied from its template
        _let_tests_make_superusers()
        _do_not_wait_for_the_disk()
    django_db_modify_db_settings.close()
    connection.settings_dict["OPTIONS"]["options"] = (
        "-c esfportal.test_connection=on -c esfportal.scope=operator"
    )
    yield
    with django_db_blocker.unblock():
        emptying.close()
        _end_other_sessions()
        django_db_modify_db_settings.enter_context(owner())
        if not django_db_keepdb:
            _drop(made)


def _let_tests_make_superusers():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE SCHEMA IF NOT EXISTS tests; GRANT USAGE ON SCHEMA tests TO esfportal_application;"
            "CREATE OR REPLACE FUNCTION tests.make_superuser(pk bigint) RETURNS void LANGUAGE sql SECURITY DEFINER AS"
            " 'UPDATE public.accounts_user SET is_superuser = true WHERE id = pk';"
            "GRANT EXECUTE ON FUNCTION tests.make_superuser(bigint) TO esfportal_application"
        )


def _do_not_wait_for_the_disk():
    # Commits of all roles return before they are on the disk. Only a crash of the machine would lose them.
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")


@pytest.fixture(autouse=True, scope="session")
def files_not_on_the_disk_yet():
    """Do not wait for the disk after each stored file: a report writes 24 files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _descriptor: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_flush(emptying):
    """Delete only what is there after a test with transactions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _self: emptying.empty())
        yield


@pytest.fixture(scope="session")
def emptying():
    return Emptying()


def _end_other_sessions():
    # A role may only end its own sessions, and only the application's are left behind: by a thread, or by a
    # process that was killed.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )


def _drop(made, tries=5):
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    connection.close()
    with connection._nodb_cursor() as cursor:  # no process comes back meanwhile
        cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    for left in reversed(range(tries)):
        try:
            teardown_databases(made, verbosity=0)
            break
        except OperationalError:
            if not left:
                raise
            time.sleep(0.5)


@pytest.fixture(autouse=True, scope="session")
def no_network():
    connect = socket.socket.connect

    def connect_nearby(self, address):
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"A test reaches for {address[0]}.")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_nearby)
        yield


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture(scope="session")
def object_store(tmp_path_factory):
    """A running S3-compatible object store."""
    from tests.object_store import ObjectStore

    store = ObjectStore(tmp_path_factory.mktemp("object-store"))
    store.start()
    yield store
    store.stop()


@pytest.fixture
def bucket(object_store, settings):
    """A new bucket, where the reports' files are stored during the test."""
    from esfportal.files import configuration

    name = object_store.bucket()
    reports = configuration.storage(object_store.url(name), timeout=60)
    settings.STORAGES = settings.STORAGES | {"reports": reports}
    return name


@pytest.fixture(autouse=True)
def first_language():
    translation.deactivate()  # a request of the test before left the reader's language


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class _JustOpened(dict):
    def __bool__(self):
        return True

    def get(self, name, default=None):
        return ANY  # equal to every digest


def take_pages_for_just_opened(patch):
    shown = versions.shown_digests
    patch.setattr(versions, "shown_digests", lambda data: shown(data) or _JustOpened())


@pytest.fixture(autouse=True)
def pages_just_opened(monkeypatch):
    """Take a POST without a version for one of a page that was opened just before (overridden in test_versions.py)."""
    take_pages_for_just_opened(monkeypatch)


@pytest.fixture
def cast(db):
    from tests.cast import Cast

    return Cast()


@pytest.fixture
def sign_in():
    """`sign_in(user)` returns a client signed in by two factors; `ago=1200` makes that twenty minutes ago."""
    from tests.signing_in import signed_in

    return signed_in


@pytest.fixture
def sign_in_without_second_factor():
    """`sign_in_without_second_factor(user)` returns a client signed in by password only."""
    from tests.signing_in import signed_in

    return partial(signed_in, proofs=["password"])


@pytest.fixture(scope="session")
def published_numbers():
    """Return {number: "woman" or "man"} of the tax agency's test numbers, from a file outside the project."""
    path = settings.BASE_DIR.parent / "shared" / "domain" / "test_personnummer.csv"
    if not path.exists():
        pytest.skip("The list of published test numbers is not in the folder next to the project.")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["personnummer"]: row["sex"] for row in csv.DictReader(file)}
