"""A database of a benchmark's own."""

from contextlib import contextmanager


@contextmanager
def own_database(name="test_benchmark"):
    """Made, worked in and dropped as the owner, with an operator's eyes; gives its name.

    The policies hold the owner too; what a benchmark measures as somebody enters a scope of its own.
    """
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
