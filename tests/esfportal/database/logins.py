"""Connections of the roles that sign in, without the tests' default scope."""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import connection

# Read at import, because tests change the environment. The embedded server always has the roles.
ADDRESSES = {
    "web": os.environ.get("DATABASE_WEB_URL"),
    "worker": os.environ.get("DATABASE_URL"),
    "totals": os.environ.get("DATABASE_REPORTING_URL"),
}
APPLICATION = ["web", "worker"]


def address(login):
    """Return the address of the test database with the role."""
    if not ADDRESSES[login]:
        pytest.skip(f"No variable names the role for {login} on this server.")
    return urlunsplit(urlsplit(ADDRESSES[login])._replace(path=f"/{connection.settings_dict['NAME']}"))


def connect(login):
    return psycopg2.connect(address(login))
