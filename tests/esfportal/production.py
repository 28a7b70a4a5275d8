"""Production settings, read by a new process, for tests that use them."""

import base64
import json
import os
import subprocess
import sys
from functools import cache

from django.conf import settings

A, B, C = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2, 3))
WHOLE = {
    "ESFPORTAL_ENV": "production",
    "SECRET_KEY": "a secret of this installation alone, and long enough to be one",
    "ESFPORTAL_DATA_KEYS": f"1:{A}",
    "ESFPORTAL_INDEX_KEY": B,
    "ESFPORTAL_SCOPE_KEYS": C,
    "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
    "DATABASE_OWNER_URL": "postgres://owner@127.0.0.1/portal",
    "REDIS_URL": "redis://127.0.0.1/0",
    "ALLOWED_HOSTS": "testserver",
    "BEHIND_TLS_PROXY": "1",
}
# What a browser meets. The database, the mail and the keys stay the test's.
MET_BY_BROWSERS = (
    r"^(PRODUCTION|DEBUG|SECURE_\w+|(SESSION|CSRF|LANGUAGE|MESSAGE|DEVICE)_COOKIE_\w+|X_FRAME_OPTIONS"
    r"|POLICY_REPORTS|MESSAGE_STORAGE)$"
)
ASK = f"""
import json, re
from django.conf import settings
names = [name for name in dir(settings) if re.match({MET_BY_BROWSERS!r}, name)]
print(json.dumps({{name: getattr(settings, name) for name in names}}))
"""


def run(*arguments, **environment):
    """Run Python in production's environment. Return the CompletedProcess."""
    bare = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, *arguments],
        env=bare | {"DJANGO_SETTINGS_MODULE": "esfportal.settings"} | WHOLE | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


@cache
def met_by_browsers():
    """Return {setting: value} of the settings for headers and cookies."""
    done = run("-c", ASK)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
