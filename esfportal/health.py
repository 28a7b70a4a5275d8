"""Answers for whoever watches over the portal, before anything else can get in their way.

`/livez`    the process answers
`/readyz`   the database answers and is migrated; says also whether the broker can be heard, which
            does not decide: pages work without it, and reports wait in the database
"""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

BROKER_PATIENCE = 1  # seconds


class HealthMiddleware:
    """Stands first: no host name, no sign-in and no redirection is asked of a health check."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.answers = {"/livez": livez, "/readyz": readyz}

    def __call__(self, request):
        answer = self.answers.get(request.path_info)
        return answer() if answer else self.get_response(request)


def livez():
    return HttpResponse("ok", content_type="text/plain")


def readyz():
    parts = {"database": _database(), "broker": _broker()}
    ready = parts["database"] == "ok"
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _database():
    """ok, or what is wrong; an unapplied migration is looked for until there is none."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return _migrations()
    except DatabaseError:
        return "does not answer"


def _migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "has migrations to apply" if waiting else "ok"


def _broker():
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=BROKER_PATIENCE, socket_timeout=BROKER_PATIENCE
    )
    try:
        client.ping()
    except redis.RedisError:
        return "does not answer"
    finally:
        client.close()
    return "ok"
