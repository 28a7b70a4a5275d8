"""Where the embedded servers keep their files, their ports and their passwords."""

import secrets
import socket

LOOPBACK = "127.0.0.1"


def folder(var):
    """The folder of everything embedded. Others may pass through it, never list it."""
    home = var / "embedded"
    for path in (var, home):
        if not path.is_dir():
            path.mkdir(parents=True, mode=0o711, exist_ok=True)
    return home


def secret(path):
    """The secret in `path`, made when there is none; only its owner can read it."""
    if not path.exists():
        write_secret(path, secrets.token_urlsafe(24))
    return path.read_text().strip()


def write_secret(path, text):
    """Write a file that only its owner has ever been able to read."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    temporary.touch(mode=0o600, exist_ok=False)
    temporary.write_text(text)
    temporary.replace(path)


def known_port(path):
    """The port noted in `path`, or a free one, which is then noted."""
    if path.exists():
        return int(path.read_text())
    return new_port(path)


def new_port(path):
    """Choose a free port and note it."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        port = listener.getsockname()[1]
    path.write_text(str(port))
    return port


def is_free(port):
    """Whether a server could listen on the port now."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
