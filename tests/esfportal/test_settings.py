"""The settings as another process reads them."""

import base64
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from celery.schedules import maybe_schedule
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from esfportal import environment
from esfportal.security import settings_keys

A, B, C = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2, 3))
WHOLE = {
    "ESFPORTAL_ENV": "production",
    "SECRET_KEY": "a secret of this installation alone, and long enough to be one",
    "ESFPORTAL_DATA_KEYS": f"1:{A}",
    "ESFPORTAL_INDEX_KEY": B,
    "ESFPORTAL_SCOPE_KEYS": C,
    "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
    "REDIS_URL": "redis://127.0.0.1/0",
    "ALLOWED_HOSTS": "portal.example",
}
ASK = "from django.conf import settings; print(settings.DEBUG, settings.DATA_KEY_VERSION)"


def start(ask=ASK, **environment):
    """Return (exit code, output, error) of a process that reads the settings."""
    bare = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    done = subprocess.run(
        [sys.executable, "-c", ask],
        env=bare | {"DJANGO_SETTINGS_MODULE": "esfportal.settings"} | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def without(name):
    return {key: value for key, value in WHOLE.items() if key != name}


def test_complete_environment_starts():
    assert start(**WHOLE) == (0, "False 1", "")


def test_debug_flag_is_ignored_in_production():
    assert start(**WHOLE | {"ESFPORTAL_DEBUG": "1"})[1] == "False 1"


def test_proxy_headers_are_ignored_until_a_proxy_is_configured():
    # Otherwise an attacker could claim another IP address for each attempt, or TLS for plain HTTP.
    ask = "from django.conf import settings as s; print(s.SECURE_PROXY_SSL_HEADER, s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    assert start(ask, **WHOLE)[1] == "None 0"
    named = {"BEHIND_TLS_PROXY": "1", "TRUSTED_PROXY_COUNT": "2"}
    assert start(ask, **WHOLE | named)[1] == "('HTTP_X_FORWARDED_PROTO', 'https') 2"


def test_email_is_sent_over_tls_by_default():
    ask = "from django.conf import settings as s; print(s.MAILERS['default']['OPTIONS']['use_tls'])"
    assert start(ask, **WHOLE)[1] == "True"
    assert start(ask, **WHOLE | {"EMAIL_USE_TLS": "0"})[1] == "False"


def test_the_newest_data_key_is_the_one_to_write_with():
    assert start(**WHOLE | {"ESFPORTAL_DATA_KEYS": f"1:{A}, 3:{A}"})[1] == "False 3"


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("SECRET_KEY", "secrets.token_urlsafe(50)"),
        ("ESFPORTAL_DATA_KEYS", "os.urandom(32)"),
        ("ESFPORTAL_INDEX_KEY", "os.urandom(32)"),
        ("ESFPORTAL_SCOPE_KEYS", "os.urandom(32)"),
        ("DATABASE_URL", "postgres://USER:PASSWORD@HOST:5432/NAME"),
        ("REDIS_URL", "redis://:PASSWORD@HOST:6379/0"),
        ("ALLOWED_HOSTS", "separated by commas"),
    ],
)
def test_a_missing_secret_stops_the_start_and_says_how_to_make_one(name, how):
    code, _, error = start(**without(name))
    assert code == 1
    assert f"{name} is missing" in error
    assert how in error


def test_an_unset_environment_is_production():
    code, _, error = start()
    assert (code, "SECRET_KEY is missing" in error) == (1, True)


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("DATABASE_URL", "postgres://portal@db.kommunen.example/portal", "production"),
        ("SECRET_KEY", "a secret of this installation", "production"),
        ("ESFPORTAL_DATA_KEYS", f"1:{A}", "production"),
        ("ESFPORTAL_INDEX_KEY", B, "production"),
        ("ESFPORTAL_SCOPE_KEYS", C, "production"),
        ("DATABASE_URL", "postgres://portal@127.0.0.1/portal", "development"),
        ("REDIS_URL", "redis://127.0.0.1/0", "development"),
    ],
)
def test_command_with_real_settings_runs_in_production(monkeypatch, name, value, meant):
    for each in WHOLE:
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv(name, value)
    assert environment.default_for_a_person() == meant


CLOCK = {
    *(
        "accounts.tasks.delete_old_sign_ins",
        "accounts.tasks.extend_hash_chain",
        "accounts.tasks.log_chain_anchor",
    ),
    *(f"accounts.notifications.tasks.{name}" for name in ("delete_old", "send_digests", "send_emails")),
    *(f"participants.privacy.tasks.{name}" for name in ("destroy_due_proof", "draw_log_samples")),
    *(f"participants.contact.tasks.{name}" for name in ("prune_details", "send_messages")),
    "participants.imports.tasks.discard_old_drafts",
    "participants.register.tasks.discard_old_drafts",
    *("projects.team.tasks.review_teams", "reporting.reports.tasks.release_late"),
    "participants.register.tasks.discard_old_exports",
    "participants.certificates.tasks.discard_old_group_steps",
    "participants.casework.tasks.send_weekly_mails",
    *("reporting.reports.tasks.remind_of_due_reports", "reporting.statistics.tasks.remind_of_months"),
    *("reporting.published.tasks.publish_results", "reporting.reports.tasks.remove_orphaned_files"),
    "esfportal.jobs.tasks.sweep",
}


def test_beat_schedule_is_complete():
    # A missing entry would not be noticed: attempts and files are deleted, hash chains extended, months drawn.
    rung = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert set(rung) == CLOCK == {import_string(task).name for task in rung}
    assert all(
        maybe_schedule(each).is_due(timezone.now() - timedelta(days=2)).is_due for each in rung.values()
    )


def test_misspelt_environment_is_refused():
    assert "ESFPORTAL_ENV is 'prodution'" in start(**WHOLE | {"ESFPORTAL_ENV": "prodution"})[2]


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("ESFPORTAL_DATA_KEYS", A, "is written 1:KEY,2:KEY"),
        ("ESFPORTAL_DATA_KEYS", f"0:{A}", "is written 1:KEY,2:KEY"),
        ("ESFPORTAL_DATA_KEYS", f"1:{A},1:{B}", "version 1 twice"),
        ("ESFPORTAL_DATA_KEYS", "1:c2hvcnQ=", "32 bytes in base64"),
        ("ESFPORTAL_INDEX_KEY", "not base64!", "32 bytes in base64"),
        ("ESFPORTAL_INDEX_KEY", A, "is also one of ESFPORTAL_DATA_KEYS"),
        ("ESFPORTAL_SCOPE_KEYS", "not base64!", "32 bytes in base64"),
        ("ESFPORTAL_SCOPE_KEYS", f"{C},", "32 bytes in base64"),
        ("ESFPORTAL_JOB_LEASE", "five", "a whole number"),
        ("ESFPORTAL_SMALL_CELL_THRESHOLD", "2", "3 or more"),
        ("BEHIND_TLS_PROXY", "maybe", "1 or 0"),
    ],
)
def test_a_wrong_value_is_named_and_not_shown(name, value, text):
    code, _, error = start(**WHOLE | {name: value})
    assert code == 1
    assert text in error.splitlines()[-1]
    assert "1:" + A not in error


def test_the_demos_keys_are_refused_in_production(tmp_path):
    demo = settings_keys.own_keys(tmp_path)
    data_key, index_key = (base64.b64encode(key).decode() for key in (demo.data_key, demo.index_key))
    for name, value in (
        ("SECRET_KEY", demo.secret_key),
        ("ESFPORTAL_DATA_KEYS", f"1:{data_key}"),
        ("ESFPORTAL_INDEX_KEY", index_key),
    ):
        code, _, error = start(**WHOLE | {name: value})
        assert code == 1
        assert f"{name} was made for the demo" in error


def test_own_keys_are_made_once_and_readable_by_their_owner_only(tmp_path):
    first = settings_keys.own_keys(tmp_path / "var")
    assert settings_keys.own_keys(tmp_path / "var") == first
    assert settings_keys.own_keys(tmp_path / "other") != first
    assert first.data_key != first.index_key
    assert (tmp_path / "var" / "keys.json").stat().st_mode & 0o777 == 0o600


def test_random_keys_are_not_demo_keys():
    assert not any(settings_keys.is_demo_key(os.urandom(32)) for _ in range(1000))
