"""What every test has: strict templates, a plain file store, and the network kept out."""

import csv
import socket
import sys
from contextlib import ExitStack, contextmanager
from functools import partial

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.dispatch import receiver
from django.template import Node, engines
from django.test.signals import setting_changed  # from where Django's own receivers come before ours
from django.test.utils import setup_databases, teardown_databases

from esfportal.database.roles import as_owner
from tests import template_database

# On a machine that is busy an example takes as long as it takes. All else is as hypothesis chooses it, which
# on a build server (CI=true) is the same examples every time.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


class Undefined(str):
    """What a template writes for a variable that does not exist: nothing, and in ours a failure."""

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
    """Every engine, again after a test has changed a setting for which Django makes the engines anew."""
    for engine in engines.all():
        engine.engine.string_if_invalid = Undefined("%s")


@pytest.fixture(autouse=True, scope="session")
def strict_templates():
    """A variable that a template of ours misspells fails the test; `{% if %}` may still ask for one."""
    demand_names_that_exist()


@pytest.fixture(scope="session")
def owner(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """`with owner():` signs in as the role that may make databases and tables, and drop them."""

    @contextmanager
    def signed_in():
        with django_db_blocker.unblock(), as_owner():
            yield

    return signed_in


@pytest.fixture(scope="session")
def django_db_modify_db_settings(owner):
    """Signs in as the owner for pytest-django, which makes the database next."""
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
):
    """A database for whoever asks, by a mark or by this fixture alone: pytest-django's own makes none for the
    latter, whose tests would then work on the developer's.

    The tests themselves sign in as the application, and look at the data with an operator's eyes; a
    request, a job or a command of theirs enters a scope of its own, like everywhere. At the end the owner sends
    home whoever is left, such as a killed worker's session, and drops it all.
    """
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database.ensure()
        made = setup_databases(
            verbosity=0,
            interactive=False,
            aliases={"default"},
            serialized_aliases=set(),
            keepdb=django_db_keepdb and not django_db_createdb,
        )
    django_db_modify_db_settings.close()
    connection.settings_dict["OPTIONS"]["options"] = "-c esfportal.scope=operator"
    yield
    django_db_modify_db_settings.enter_context(owner())
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
        if not django_db_keepdb:
            teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Nothing leaves the machine."""
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
    """Reports of tests never lie among others."""
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
    reports = configuration.storage(object_store.url(name), timeout=2)
    settings.STORAGES = settings.STORAGES | {"reports": reports}
    return name


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords are hashed for safety, and in tests for speed."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cast(db):
    """The people of the tests, around one project of two municipalities (see tests/cast.py)."""
    from tests.cast import Cast

    return Cast()


@pytest.fixture
def sign_in():
    """`sign_in(user)`: a browser of the test's in which the user is signed in, in Swedish.

    By password and second factor, just now; `ago=1200` makes it twenty minutes ago.
    """
    from tests.signing_in import signed_in

    return signed_in


@pytest.fixture
def sign_in_without_second_factor():
    """`sign_in_without_second_factor(user)`: the same, but only a password was shown."""
    from tests.signing_in import signed_in

    return partial(signed_in, proofs=["password"])


@pytest.fixture(scope="session")
def published_numbers():
    """{number: "woman" or "man"}: the tax agency's test numbers, on a list that lies beside the project."""
    path = settings.BASE_DIR.parent / "shared" / "domain" / "test_personnummer.csv"
    if not path.exists():
        pytest.skip("The list of published test numbers does not lie beside the project.")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["personnummer"]: row["sex"] for row in csv.DictReader(file)}
