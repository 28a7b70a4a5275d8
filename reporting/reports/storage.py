"""The stored files of reports: <report's uuid>/<attempt>/kalmar_2017-09-01_2020-11-30_sv.pdf

An attempt writes under keys of its own, so no file is ever overwritten. The rows of `ReportFile` name the
files that count. All other keys are leftovers. No key holds personal data.
"""

import io
import logging
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from esfportal.files.stored import FileMissing, StoredFiles, StoreUnavailable
from reporting.reports.files import KINDS, csv_file
from reporting.reports.models import ReportFile

__all__ = ["AttemptFolder", "FileMissing", "StoreUnavailable"]

logger = logging.getLogger(__name__)
STORE = StoredFiles("reports")


def folder_of(report):
    return str(report.public_id)


def file_name(report, kind, language, audience=ReportFile.Audience.FULL, *, is_draft=False):
    """Return `kalmar_2017-09-01_2020-11-30_sv.pdf`, with such as `_funders` for others and `_draft` before."""
    released = "" if audience == ReportFile.Audience.FULL else f"_{audience}"
    draft = "_draft" if is_draft else ""
    return f"{report.project.slug}_{report.starts_on}_{report.ends_on}{released}{draft}_{language}.{kind}"


def place_of(file):
    """Return where an operator finds the file: its path on this machine, or its key in the object store."""
    storage = STORE.storage
    return Path(storage.path(file.path) if isinstance(storage, FileSystemStorage) else file.path)


def read(file):
    """Return the open file of a `ReportFile`. Raise FileMissing or StoreUnavailable."""
    return STORE.read(file.path, file.sha256)


def read_with_commas(file):
    """Return the content of a CSV file with `,` between its cells. Raise FileMissing or StoreUnavailable."""
    with read(file) as stored:
        return io.BytesIO(csv_file.with_commas(stored.read()))


def content_type(file):
    return KINDS[file.kind]


def leftovers(report):
    """Return the keys that no row of the report names."""
    kept = {file.path for file in report.files.all()}
    return [key for key in STORE.keys(folder_of(report)) if key not in kept]


def remove_leftovers(report):
    """Delete the leftovers of a report that no attempt is at work on."""
    STORE.delete(leftovers(report))


def remove_replaced(keys):
    """Delete files that others have replaced; an error is only logged, because no row names them any more."""
    try:
        STORE.delete(keys)
    except StoreUnavailable as error:
        logger.warning("%s replaced files of a report could not be removed: %s", len(keys), error)


def remove_files(folder):
    """Delete every file of a report that has been deleted."""
    try:
        STORE.delete(STORE.keys(folder))
    except StoreUnavailable as error:
        logger.error("The files of the deleted report %s could not be removed: %s", folder, error)


class AttemptFolder:
    """The files that one attempt has written, as rows that are not saved yet."""

    def __init__(self, report, attempt, *, is_draft=True):
        self.report, self.attempt, self.is_draft = report, attempt, is_draft
        self.files = []

    def write(self, kind, language, content, audience=ReportFile.Audience.FULL):
        name = file_name(self.report, kind, language, audience, is_draft=self.is_draft)
        key = f"{folder_of(self.report)}/{self.attempt}/{name}"
        row = {"report": self.report, "audience": audience, "kind": kind, "language": language}
        digest = STORE.write(key, content)
        self.files.append(ReportFile(**row, path=key, size=len(content), sha256=digest))

    def discard(self):
        """Delete what the attempt has written, also in a worker that has died since."""
        own = f"{folder_of(self.report)}/{self.attempt}/"
        STORE.delete(key for key in STORE.keys(folder_of(self.report)) if key.startswith(own))
