"""The account that PostgreSQL runs as: it refuses root, so root lends it to somebody harmless."""

import os
import pwd
import subprocess
from dataclasses import dataclass

from esfportal.embedded.errors import EmbeddedServerError


@dataclass(frozen=True)
class Account:
    """Who a server runs as; `uid` is None for the person at the keyboard."""

    uid: int | None = None
    gid: int | None = None

    def run(self, command, **options):
        """Run a command as this account and return what came of it.

        Without a language of its own: what it says is read by us, and on macOS a server that looks for
        one takes a thread and then refuses to start.
        """
        options["env"] = os.environ | {"LC_ALL": "C"}
        if self.uid is not None:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(command, check=False, text=True, stdin=subprocess.DEVNULL, cwd="/", **options)

    def can_reach(self, path):
        """Whether this account can step into a folder, through every folder above it."""
        tried = self.run(["/bin/sh", "-c", 'cd "$1"', "sh", str(path)], capture_output=True)
        return tried.returncode == 0

    def own(self, path, mode):
        """Give something that we made to this account, with the permissions `mode`."""
        path.chmod(mode)
        if self.uid is not None:
            os.chown(path, self.uid, self.gid)


def unprivileged():
    """The account at the keyboard, or `nobody` when that is root."""
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
