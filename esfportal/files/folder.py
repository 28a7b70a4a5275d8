import os
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class FolderStorage(FileSystemStorage):
    """Files in `settings.FILES_ROOT`, readable by the portal's user alone."""

    def __init__(self):
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self):
        return settings.FILES_ROOT

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def answers(self):
        folder = Path(self.location)
        while not folder.exists() and folder != folder.parent:  # the first file makes the folder
            folder = folder.parent
        try:
            TemporaryFile(dir=folder).close()
        except OSError:
            return False
        return True

    def _save(self, name, content):
        name = super()._save(name, content)
        # The row that names the file must not outlive a power cut that the file does not.
        path = Path(self.path(name))
        for each in (path, path.parent):
            _flush(each)
        return name

    def delete(self, name):
        super().delete(name)
        with suppress(OSError):  # other files are still in the folder
            Path(self.path(name)).parent.rmdir()


def _flush(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
