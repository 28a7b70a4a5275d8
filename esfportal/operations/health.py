"""Health checks for the operator's monitoring, answered by a middleware.

`/livez`    the process answers
`/readyz`   the database answers, is migrated and fits the process's keys and role; the answer also says
            whether the broker, the file store and, where configured, the antivirus service answer
"""

import redis
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

from esfportal.database.roles import role_problems
from esfportal.files import antivirus
from esfportal.files.checks import can_be_reached
from esfportal.operations import startup_checks

OK = "ok"
NO_ANSWER = "does not answer"
UNSAFE_ROLE = "is signed in to as a role that the walls do not hold"
UNSAFE_DATA = "holds what this process must leave alone: the log says why"
MIGRATIONS_PENDING = "has migrations to apply"
BROKER_TIMEOUT = 1  # seconds
FILES_TIMEOUT = 1  # seconds
ANTIVIRUS_TIMEOUT = 1  # seconds


class HealthMiddleware:
    """Answers health checks, and in production refuses requests until the keys are known to fit the data."""

    # Before Django's middleware: a health check has no valid host name, no session and no TLS.
    def __init__(self, get_response):
        self.get_response = get_response
        self.answers = {"/livez": self.livez, "/readyz": self.readyz}
        # Each becomes True once and is not asked again by this process.
        self.role_is_safe = False  # the database role cannot bypass RLS
        self.data_is_safe = False  # esfportal.operations.startup_checks found no problem
        self.is_migrated = False

    def __call__(self, request):
        if answer := self.answers.get(request.path_info):
            return answer()
        if settings.PRODUCTION and not self.data_is_safe:
            startup_checks.raise_if_unsafe()
            self.data_is_safe = True
        return self.get_response(request)

    def livez(self):
        return HttpResponse(OK, content_type="text/plain")

    def readyz(self):
        database = self.database()
        ready = database == OK
        # Broker and files do not decide: pages work without them, and jobs wait in the database.
        parts = {"ready": ready, "database": database, "broker": broker(), "files": files()}
        if settings.CLAMD_ADDRESS is not None:
            parts["antivirus"] = OK if antivirus.answers(ANTIVIRUS_TIMEOUT) else NO_ANSWER
        return JsonResponse(parts, status=200 if ready else 503)

    def database(self):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            self.is_migrated = self.is_migrated or not pending_migrations()
            self.role_is_safe = self.role_is_safe or not settings.PRODUCTION or not role_problems(connection)
            if self.is_migrated and not self.data_is_safe:
                self.data_is_safe = not settings.PRODUCTION or not startup_checks.problems()
        except Error:
            connection.close()  # so that the next request opens a new one
            return NO_ANSWER
        if not self.role_is_safe:
            return UNSAFE_ROLE
        if not self.is_migrated:
            return MIGRATIONS_PENDING
        return OK if self.data_is_safe else UNSAFE_DATA


def pending_migrations():
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def broker():
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=BROKER_TIMEOUT, socket_timeout=BROKER_TIMEOUT
    )
    try:
        client.ping()
    except redis.RedisError:
        return NO_ANSWER
    finally:
        client.close()
    return OK


def files():
    return OK if can_be_reached(timeout=FILES_TIMEOUT) else NO_ANSWER
