"""Benchmark: the time of a failed sign-in with a known and an unknown address.

.venv/bin/python -m benchmarks.sign_in [TIMES]
"""

import logging
import os
import statistics
import sys
import time

TIMES = 60
KNOWN, UNKNOWN = "known@example.org", "unknown@example.org"


def failed_sign_in(email):
    """Return the seconds of a sign-in with a wrong password, without earlier attempts."""
    from django.core.cache import cache
    from django.test import Client

    from accounts.signing_in import lockout

    cache.clear()
    lockout.unlock(email)
    started = time.perf_counter()
    answer = Client().post("/accounts/login/", {"login": email, "password": "not the password"})
    seconds = time.perf_counter() - started
    assert answer.status_code == 200
    return seconds


def measure(times):
    """Return {address: seconds of each attempt}."""
    taken = {KNOWN: [], UNKNOWN: []}
    for _time in range(times + 5):
        for email, seconds in taken.items():
            seconds.append(failed_sign_in(email))
    return {email: seconds[5:] for email, seconds in taken.items()}


def main():
    os.environ["ESFPORTAL_ENV"] = "test"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")
    from esfportal.embedded import servers, stop_on_signals
    from esfportal.environment import var_folder

    with stop_on_signals(), servers(var_folder()):
        print_result(in_a_test_database(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES))


def in_a_test_database(times):
    import django

    django.setup()
    logging.disable(logging.WARNING)
    from django.test.utils import setup_test_environment

    from accounts.models import User
    from benchmarks.database import own_database

    setup_test_environment()
    with own_database():
        User.objects.create_user(KNOWN, "three words and a four", full_name="Known")
        return measure(times)


def print_result(taken):
    medians = {email: statistics.median(seconds) for email, seconds in taken.items()}
    for email, seconds in taken.items():
        quarters = statistics.quantiles(seconds, n=4)
        print(
            f"{email:<22} median {medians[email]:.4f} s, middle half {quarters[0]:.4f} to {quarters[2]:.4f} s"
        )
    print(f"known / unknown: {medians[KNOWN] / medians[UNKNOWN]:.3f}")


if __name__ == "__main__":
    main()
