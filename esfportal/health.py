"""Answers for whoever watches over the portal, before anything else can get in their way.

`/livez`    the process answers
`/readyz`   the database answers, is migrated and fits the process's keys; says also whether the broker can
            be heard, which does not decide: pages work without it, and reports wait in the database

In production nothing else is answered until the database is known to fit the keys (esfportal.startup).
"""

import redis
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

from esfportal import startup
from esfportal.databases import faults_of_role

OK = "ok"
AWAY = "does not answer"
UNBOUND = "is signed in to as a role that the walls do not hold"
FOREIGN = "holds what this process must leave alone: the log says why"
WAITING = "has migrations to apply"
BROKER_PATIENCE = 1  # seconds


class HealthMiddleware:
    """Stands first: no host name, no sign-in and no redirection is asked of a health check."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.answers = {"/livez": self.livez, "/readyz": self.readyz}
        self.is_held = False  # by the walls: the role is none that policies do not bind
        self.is_ours = False  # nothing in it says that this process must not work on it
        self.migrated = False  # once it is, it stays so for as long as this code runs

    def __call__(self, request):
        if answer := self.answers.get(request.path_info):
            return answer()
        if settings.PRODUCTION and not self.is_ours:
            startup.refuse_if_faulty()
            self.is_ours = True
        return self.get_response(request)

    def livez(self):
        return HttpResponse(OK, content_type="text/plain")

    def readyz(self):
        database = self.database()
        ready = database == OK
        parts = {"ready": ready, "database": database, "broker": broker()}
        return JsonResponse(parts, status=200 if ready else 503)

    def database(self):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            self.migrated = self.migrated or not waiting_migrations()
            self.is_held = self.is_held or not settings.PRODUCTION or not faults_of_role(connection)
            if self.migrated and not self.is_ours:
                self.is_ours = not settings.PRODUCTION or not startup.faults()
        except Error:
            connection.close()  # so that the next request begins anew
            return AWAY
        if not self.is_held:
            return UNBOUND
        if not self.migrated:
            return WAITING
        return OK if self.is_ours else FOREIGN


def waiting_migrations():
    """The migrations of this code that the database has not seen."""
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def broker():
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=BROKER_PATIENCE, socket_timeout=BROKER_PATIENCE
    )
    try:
        client.ping()
    except redis.RedisError:
        return AWAY
    finally:
        client.close()
    return OK
