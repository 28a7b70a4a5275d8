"""Benchmark: entering an access scope with a proof, and the policies' reading of its signed settings.

.venv/bin/python -m benchmarks.access_scope [TIMES]
"""

import os
import sys
import time

TIMES = 2000
LIMIT = 1.0  # ms a request
# The settings that the policies of a participant's tables read, once in a statement.
READ = "SELECT esfportal_scope(), esfportal_user(), esfportal_ids('people'), esfportal_ids('visible_participations')"
PLAIN = "SELECT " + ", ".join(
    f"current_setting('esfportal.{name}', true)"
    for name in ("scope", "user", "people", "visible_participations")
)


def main():
    os.environ["ESFPORTAL_ENV"] = "test"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    from esfportal.embedded import servers, stop_on_signals
    from esfportal.environment import var_folder

    with stop_on_signals(), servers(var_folder()):
        in_a_test_database(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES)


def in_a_test_database(times):
    import django

    django.setup()
    from benchmarks.database import own_database

    with own_database():
        measure(times)


def measure(times):
    from django.db import connection, transaction

    from accounts.database_access import user_scope
    from accounts.models import User

    user = User.objects.create_user("benchmark@example.org")

    def run(statement, scope):
        began = time.perf_counter()
        with transaction.atomic(), scope(), connection.cursor() as cursor:
            cursor.execute(statement)
        return 1000 * (time.perf_counter() - began)

    def entered():
        return user_scope(user)

    kinds = {
        "a transaction with one statement": ("SELECT 1", transaction.atomic),
        "the same in a user's scope": ("SELECT 1", entered),
        "reading four settings without signatures": (PLAIN, entered),
        "reading four signed settings": (READ, entered),
    }
    taken = {name: [] for name in kinds}
    for _time in range(times):
        for name, kind in kinds.items():
            taken[name].append(run(*kind))
    median = {name: sorted(values)[times // 2] for name, values in taken.items()}
    for name, value in median.items():
        print(f"{name:45} {value:6.3f} ms")
    bare, scope, plain, signed = median.values()
    added = scope - bare + signed - plain
    print(f"a request pays {added:.3f} ms, {added / LIMIT:.2f} of the limit of {LIMIT:.0f} ms")


if __name__ == "__main__":
    main()
