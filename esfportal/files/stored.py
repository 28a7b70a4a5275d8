import hashlib
from contextlib import contextmanager
from io import BytesIO
from tempfile import TemporaryFile

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages

IN_MEMORY = 2 * 1024 * 1024  # bytes; a larger file that is read goes to a temporary one


class FileMissing(Exception):
    """The file is gone or has been altered."""


class StoreUnavailable(OSError):
    """The store does not answer, or refuses."""


class StoredFiles:
    """The files of one alias in STORAGES. Keys are paths with `/`."""

    def __init__(self, alias):
        self.alias = alias

    @property
    def storage(self):
        return storages[self.alias]

    def write(self, key, content):
        """Write under a key that was never used. Return the SHA-256."""
        self._save(key, ContentFile(content))
        return hashlib.sha256(content).hexdigest()

    def write_file(self, key, file):
        """Write an open file, in chunks, under a key that was never used. Return the SHA-256."""
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        self._save(key, File(file, name=key))
        return digest

    def _save(self, key, content):
        try:
            with _errors():
                stored_as = self.storage.save(key, content)
        except FileNotFoundError:
            raise StoreUnavailable("the folder or bucket is gone") from None
        if stored_as != key:
            raise StoreUnavailable("the key was taken")

    def read(self, key, sha256):
        """Return an open, verified copy. Raise FileMissing or StoreUnavailable."""
        copy, digest = BytesIO(), hashlib.sha256()
        try:
            with _errors(), self.storage.open(key) as file:
                for chunk in file.chunks():
                    digest.update(chunk)
                    copy = _with_room(copy)
                    copy.write(chunk)
        except FileNotFoundError:
            raise FileMissing(f"{key} is gone") from None
        if digest.hexdigest() != sha256:
            copy.close()
            raise FileMissing(f"{key} is not what was written")
        copy.seek(0)
        return copy

    def delete(self, keys):
        for key in keys:
            with _errors():
                self.storage.delete(key)

    def keys(self, folder):
        """Return the keys one level down."""
        with _errors():
            inner = [f"{folder}/{name}" for name in self._list(folder)[0]]
            return [f"{each}/{name}" for each in inner for name in self._list(each)[1]]

    def _list(self, folder):
        try:
            return self.storage.listdir(folder)
        except FileNotFoundError:
            return [], []


def _with_room(copy):
    # A large copy goes from memory to a temporary file.
    if not isinstance(copy, BytesIO) or copy.tell() < IN_MEMORY:
        return copy
    larger = TemporaryFile()  # noqa: SIM115 - the caller closes it
    larger.write(copy.getvalue())
    return larger


@contextmanager
def _errors():
    # Texts of the store's errors are left out: they may hold keys and addresses.
    try:
        yield
    except FileNotFoundError:
        raise
    except ClientError as error:
        answer = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        if answer == 404 and error.operation_name in ("GetObject", "HeadObject"):
            raise FileNotFoundError from None
        raise StoreUnavailable(f"the store answers {answer} to {error.operation_name}") from None
    except BotoCoreError as error:
        raise StoreUnavailable(f"the store does not answer: {type(error).__name__}") from None
    except OSError as error:
        raise StoreUnavailable(error.errno, f"{type(error).__name__}") from None
