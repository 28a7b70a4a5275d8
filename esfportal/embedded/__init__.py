"""Embedded servers: PostgreSQL and a Redis-compatible server, for a machine that has neither."""

# Each process that uses the servers has a shared file lock; the last one stops them. The system releases
# the lock of a killed process, so no process needs to be counted.

import os
import signal
from contextlib import contextmanager

from esfportal.embedded.errors import EmbeddedServerError
from esfportal.embedded.locks import exclusive, shared, try_exclusive
from esfportal.embedded.paths import folder
from esfportal.embedded.postgres import Postgres
from esfportal.embedded.valkey import Valkey

__all__ = ["EmbeddedServerError", "database_url", "owner_url", "redis_url", "servers", "stop_on_signals"]


def database_url(var):
    return Postgres(var).url()


def owner_url(var):
    return Postgres(var).owner_url()


def redis_url(var):
    return Valkey(var).url()


@contextmanager
def servers(var):
    """Run the servers that the environment does not name, and set its variables to their URLs.

    Yields a function that starts servers again that have died.
    """
    needed = [
        server
        for name, server in (("DATABASE_URL", Postgres(var)), ("REDIS_URL", Valkey(var)))
        if not os.environ.get(name)
    ]
    if not needed:
        yield lambda: None
        return
    with _in_use(var, needed) as start:
        addresses = {name: url for server in needed for name, url in server.addresses().items()}
        with _in_the_environment(addresses):
            yield start


@contextmanager
def _in_the_environment(variables):
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _in_use(var, used):
    home = folder(var)

    def start():
        with exclusive(home / "starting.lock"):
            for server in used:
                server.start()

    with shared(home / "in-use.lock") as in_use:
        try:
            start()
            yield start
        finally:
            with exclusive(home / "starting.lock"):
                if try_exclusive(in_use):
                    for server in (Postgres(var), Valkey(var)):
                        server.stop()


@contextmanager
def stop_on_signals():
    """Make SIGTERM and SIGHUP end the process by SystemExit, so that it cleans up."""

    def leave(number, _frame):
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
