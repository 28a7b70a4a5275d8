"""PostgreSQL and a Redis-compatible server of the portal's own, for a machine that has neither.

`servers()` starts what DATABASE_URL and REDIS_URL do not already name, for as long as somebody uses
it: every process that does holds a shared lock, and whoever leaves last stops the servers. A process
that is killed lets go of its lock with its life, so nothing has to be counted.
"""

import os
import signal
from contextlib import contextmanager

from esfportal.embedded.errors import EmbeddedServerError
from esfportal.embedded.locks import exclusive, shared, try_exclusive
from esfportal.embedded.places import folder
from esfportal.embedded.postgres import Postgres
from esfportal.embedded.valkey import Valkey

__all__ = ["EmbeddedServerError", "database_url", "owners_url", "redis_url", "servers", "stop_on_signals"]


def database_url(var):
    """The address of the PostgreSQL that runs in `var`; it may not be running yet."""
    return Postgres(var).url()


def owners_url(var):
    """The address of the same PostgreSQL for the role that owns the tables, and migrates them."""
    return Postgres(var).owners_url()


def redis_url(var):
    """The address of the Redis-compatible server that runs in `var`."""
    return Valkey(var).url()


@contextmanager
def servers(var):
    """Have the servers that the environment does not name running, and their addresses in it.

    Yields a function that starts again what has died meanwhile.
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
    """Put the variables into the environment, and at the end what stood there before."""
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
    """Let a hang-up or a polite kill end the process the way Ctrl-C does, so that it cleans up."""

    def leave(number, _frame):
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
