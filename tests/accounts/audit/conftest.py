import pytest


@pytest.fixture(autouse=True, scope="module")
def connected_as_owner(django_db_setup, owner):
    # These tests disable triggers and alter tables, as only the owner can.
    with owner():
        yield
