"""The antivirus service clamd: files are sent to it before they are stored, where ESFPORTAL_CLAMD_URL names it."""

import socket
import struct
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from esfportal.files.kinds import FileRefused

CHUNK = 1 << 16
ATTEMPTS = 2
TIMEOUT = 30.0  # seconds for one answer
INFECTED = _(
    "The antivirus program found something harmful in the file. It is not saved. Have the file checked where it is "
    "from, and attach a clean copy."
)
NOT_CHECKED = _(
    "The file can't be checked for viruses just now, and is not saved. Try again in a few minutes."
)


class ScannerUnavailable(FileRefused):
    """The service does not answer, or not in its own words."""

    def __init__(self) -> None:
        super().__init__(NOT_CHECKED)


def scan(file: BinaryIO) -> None:
    """Raise FileRefused for an infected file and ScannerUnavailable without an answer."""
    if settings.CLAMD_ADDRESS is None:
        return
    for attempt in range(ATTEMPTS):
        try:
            answer = _answer_to(file, TIMEOUT)
        except OSError:
            if attempt == ATTEMPTS - 1:
                raise ScannerUnavailable from None
            continue
        if answer.endswith(b"FOUND"):
            raise FileRefused(INFECTED)
        if answer != b"stream: OK":
            raise ScannerUnavailable
        return


def answers(timeout: float) -> bool:
    """Return whether the service answers within `timeout` seconds."""
    try:
        with _connected(timeout) as connection:
            connection.sendall(b"zPING\0")
            return _received(connection) == b"PONG"
    except OSError:
        return False


def _answer_to(file: BinaryIO, timeout: float) -> bytes:
    file.seek(0)
    with _connected(timeout) as connection:
        connection.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            connection.sendall(struct.pack("!L", len(chunk)) + chunk)
        connection.sendall(struct.pack("!L", 0))
        return _received(connection)


def _connected(timeout: float) -> socket.socket:
    address = settings.CLAMD_ADDRESS
    if isinstance(address, tuple):
        return socket.create_connection(address, timeout)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(timeout)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def _received(connection: socket.socket) -> bytes:
    received = b""
    while not received.endswith(b"\0") and len(received) < CHUNK:
        if not (part := connection.recv(CHUNK)):
            break
        received += part
    return received.rstrip(b"\0\n").strip()
