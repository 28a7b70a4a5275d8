"""Process ids from files: after a restart the system may have given an id to another process."""

import subprocess
from pathlib import Path


def command_of(pid):
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    command = ["ps", "-p", str(pid), "-o", "command="]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    return found.stdout.strip()


def pid_in(path, *words):
    """Return the id in the file's first line if that process runs and its command line has one of `words`."""
    try:
        pid = int(path.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    command = command_of(pid)
    return pid if any(word in command for word in words) else None
