"""Where the files of reports lie: one folder a report, and in it one an attempt at making it.

    FILES_ROOT/<report's uuid>/3/kalmar_2017-09-01_2020-11-30_sv.pdf

An attempt writes in a folder of its own under a temporary name and gives it its real name when
all files are whole, so that nobody ever meets half a file, and two workers never write to the
same one. Which attempt counts is said by the rows of `ReportFile`; every other folder is left
over and tidied away. No name holds anything about a person.
"""

import hashlib
import os
import shutil
from pathlib import Path

from django.conf import settings

from reporting.files import KINDS
from reporting.models import ReportFile


class FileMissing(Exception):
    """There is no such file as the row says."""


def report_folder(report):
    return Path(settings.FILES_ROOT) / str(report.public_id)


def file_name(report, kind, language, audience=ReportFile.Audience.FULL):
    """`kalmar_2017-09-01_2020-11-30_sv.pdf`; `…_released_sv.pdf` without small numbers."""
    released = "_released" if audience == ReportFile.Audience.RELEASED else ""
    return f"{report.project.slug}_{report.starts_on}_{report.ends_on}{released}_{language}.{kind}"


def path_of(file):
    """Where the file of a `ReportFile` row lies."""
    return Path(settings.FILES_ROOT) / file.path


def read(file):
    """The file's bytes; FileMissing when they are gone, or are not those that were written.

    They are small, and read whole: an answer that streams would outlive the request it belongs to.
    """
    path = path_of(file)
    if not path.is_file():
        raise FileMissing(f"report file {file.pk} is gone")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileMissing(f"report file {file.pk} is not what was written")
    return content


def content_type(file):
    return KINDS[file.kind]


def leftovers(report):
    """The folders of attempts that came to nothing: all but those that the rows name."""
    folder = report_folder(report)
    kept = {Path(file.path).parent.name for file in report.files.all()}
    return [entry for entry in folder.iterdir() if entry.name not in kept] if folder.is_dir() else []


def tidy(report):
    """Remove what is left over; only for a report that nobody is at work on."""
    for entry in leftovers(report):
        _remove(entry)


def _remove(folder):
    """Remove a folder; that somebody else has just done so is as good."""

    def complain(_function, _path, error):
        if not isinstance(error, FileNotFoundError):
            raise error

    shutil.rmtree(folder, onexc=complain)


class AttemptFolder:
    """The folder of one attempt, while it is at work."""

    def __init__(self, report, attempt):
        self.report, self.attempt = report, attempt
        self.temporary = report_folder(report) / f"{attempt}.unfinished"
        self.finished = report_folder(report) / str(attempt)
        self.files = []

    def open(self):
        self.temporary.mkdir(parents=True, mode=0o700)

    def write(self, kind, language, content, audience=ReportFile.Audience.FULL):
        """Write one file, on the disk and not only on its way there."""
        name = file_name(self.report, kind, language, audience)
        with (self.temporary / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        self.files.append(
            ReportFile(
                report=self.report,
                audience=audience,
                kind=kind,
                language=language,
                path=str((self.finished / name).relative_to(settings.FILES_ROOT)),
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
        )

    def finish(self):
        """Give the folder its real name: the files are whole."""
        self.temporary.rename(self.finished)

    def discard(self):
        """Remove what this attempt wrote."""
        for folder in (self.temporary, self.finished):
            _remove(folder)
