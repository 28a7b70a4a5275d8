from django.conf import settings

from tests.esfportal.production import run

CHECK = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")


def test_the_checks_for_production_find_nothing():
    done = run(*CHECK, DATABASE_URL=settings.DATABASE_URL)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_deploy_check_finds_a_weak_secret_key():
    # Positive control of the test above.
    done = run(*CHECK, DATABASE_URL=settings.DATABASE_URL, SECRET_KEY="short")
    assert done.returncode == 1
    assert "security.W009" in done.stderr
