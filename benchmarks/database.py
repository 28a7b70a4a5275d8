"""A database for one benchmark."""

from contextlib import contextmanager


@contextmanager
def own_database(name="test_benchmark"):
    """Make a database, yield its name as the owner in the operator scope, and drop it."""
    from django.db import connection

    from esfportal.database.roles import as_owner

    connection.settings_dict["TEST"]["NAME"] = name
    with as_owner():
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with as_owner():  # the session that made it has gone
            yield name
    finally:
        with as_owner():
            connection.creation.destroy_test_db(name, verbosity=0)
