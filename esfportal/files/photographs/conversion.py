"""Turn a phone's photograph into JPEG, in a process of its own, which a hostile file can only make fail."""

import subprocess
import sys
from pathlib import PurePath
from threading import Lock
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from esfportal.files.kinds import FileRefused
from esfportal.files.photographs import child
from esfportal.files.photographs.jpeg_metadata import without_metadata

SECONDS = 20
# Each takes up to 800 MB: one at a time in each web process.
TURN = Lock()
REASONS = {
    "several": _(
        "The file has several pictures. Save the one that is needed as JPEG or PNG, or all of them in a PDF."
    ),
    "too_large": _("The picture is too large. Take it again with fewer pixels, or save it as JPEG."),
    "unreadable": _("The picture can't be read: it is damaged. Take it again, or save it as JPEG or PNG."),
}


def to_jpeg(file: BinaryIO, name: str) -> ContentFile:
    """Return the picture of a HEIC file as JPEG, without metadata. Raises FileRefused."""
    file.seek(0)
    with TURN:
        jpeg, reason = _run(file.read())
    if not jpeg or reason:
        raise FileRefused(REASONS[reason])
    return ContentFile(jpeg, name=f"{PurePath(name).stem or 'photograph'}.jpg")


def picture_alone(file: BinaryIO, name: str) -> ContentFile:
    """Return a JPEG file without its metadata. Raises FileRefused."""
    file.seek(0)
    try:
        return ContentFile(without_metadata(file.read()), name=name)
    except ValueError:
        raise FileRefused(REASONS["unreadable"]) from None


def _run(content: bytes) -> tuple[bytes, str]:
    # Isolated, and with an empty environment: the process holds none of the portal's keys and passwords.
    command = [sys.executable, "-I", child.__file__]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, env={}, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return b"", "too_large"
    said = done.stderr.decode(errors="replace")
    if done.returncode or said:
        # Ended by a limit, before it could say why.
        ended = "too_large" if done.returncode < 0 else "unreadable"
        return b"", said if said in REASONS else ended
    return done.stdout, ""
