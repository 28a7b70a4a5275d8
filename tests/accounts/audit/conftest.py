import pytest


@pytest.fixture(autouse=True, scope="module")
def signed_in_as_the_owner(django_db_setup, owner):
    """History holds against whoever may do most: these tests switch off triggers and alter tables."""
    with owner():
        yield
