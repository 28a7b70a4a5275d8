"""Files, ports and passwords of the embedded servers."""

import secrets
import socket
from pathlib import Path

LOOPBACK = "127.0.0.1"


def folder(var):
    home = var / "embedded"
    # Other accounts may enter the folder (PostgreSQL's has to), but not list it.
    for path in (var, home):
        if not path.is_dir():
            path.mkdir(parents=True, mode=0o711, exist_ok=True)
    return home


def secret(path):
    if not path.exists():
        write_secret(path, secrets.token_urlsafe(24))
    return path.read_text().strip()


def write_secret(path: Path, text: str) -> None:
    # The permissions are set before the text is written.
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    temporary.touch(mode=0o600, exist_ok=False)
    temporary.write_text(text)
    temporary.replace(path)


def known_port(path):
    """Return the port stored in `path`; without one, choose a free port and store it."""
    if path.exists():
        return int(path.read_text())
    return new_port(path)


def new_port(path):
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        port = listener.getsockname()[1]
    path.write_text(str(port))
    return port


def is_free(port):
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
