"""The system account that PostgreSQL runs as; PostgreSQL refuses root."""

import os
import pwd
import subprocess
from dataclasses import dataclass

from esfportal.embedded.errors import EmbeddedServerError


@dataclass(frozen=True)
class Account:
    uid: int | None = None  # None: the current user
    gid: int | None = None

    def run(self, command, **options):
        # English output, which this package reads. On macOS a server without LC_ALL starts a thread to
        # find its language, and then refuses to start.
        options["env"] = os.environ | {"LC_ALL": "C"}
        if self.uid is not None:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(command, check=False, text=True, stdin=subprocess.DEVNULL, cwd="/", **options)

    def can_reach(self, path):
        tried = self.run(["/bin/sh", "-c", 'cd "$1"', "sh", str(path)], capture_output=True)
        return tried.returncode == 0

    def own(self, path, mode):
        path.chmod(mode)
        if self.uid is not None:
            os.chown(path, self.uid, self.gid)


def unprivileged():
    """Return the current user's account, or `nobody` for root."""
    if os.geteuid() != 0:
        return Account()
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedServerError(
            "PostgreSQL refuses to run as root, and this machine has no account called nobody. "
            "Run as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 or later."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)
