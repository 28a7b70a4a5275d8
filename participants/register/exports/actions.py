"""Ask for an export of a list, store its file, open it, and delete what is a day old."""

import gzip
import json
from dataclasses import asdict

from django.db import transaction

from accounts.access_log import Kind, log_access
from accounts.database_access import system_scope
from esfportal.jobs.actions import cancel, enqueue_on_commit
from esfportal.security import encryption
from participants.register.models import ExportedList, ListExport
from participants.register.pages.search import SearchTerm

REQUEST, CONTENT = "list_export.request", "list_export.content"


@transaction.atomic
def ask_for_export(project, query, term, *, file_format, language, by):
    """Have a list made into a file. An export in the project that the user still waits for is cancelled."""
    for waiting in ListExport.objects.open().filter(project=project, created_by=by):
        cancel(waiting)
    export = ListExport(project=project, created_by=by, format=file_format, language=language)
    asked = json.dumps({"query": query, "term": asdict(term) if term else None})
    export.request_encrypted, export.key_version = encryption.encrypt(REQUEST, export.pk, asked.encode())
    export.save()
    enqueue_on_commit(export)
    return export


def read_request(export):
    """Return (query, SearchTerm or None)."""
    asked = json.loads(encryption.decrypt(REQUEST, export.pk, export.request_encrypted, export.key_version))
    return asked["query"], SearchTerm(**asked["term"]) if asked["term"] else None


def cancel_export(export):
    return cancel(export)


def store_file(export, file, *, by):
    encrypted, version = encryption.encrypt(CONTENT, export.pk, gzip.compress(file.content, compresslevel=3))
    ExportedList.objects.create(
        export=export,
        project=export.project,
        created_by=by,
        subjects=file.subjects,
        content_encrypted=encrypted,
        key_version=version,
    )


@transaction.atomic
def hand_out(export, *, by):
    """Return the content of the file, and write to the access log that it was downloaded."""
    file = export.file
    content = encryption.decrypt(CONTENT, file.pk, file.content_encrypted, file.key_version)
    log_download(export.project, file.subjects, by=by)
    return gzip.decompress(content)


def log_download(project, subjects, *, by):
    log_access(Kind.LIST_FILE, by=by, project=project, participations=subjects)


@system_scope()
def discard_old_exports(*, by=None):
    """Delete exports that ended a day ago, with their files; return the count of exports."""
    outdated = ListExport.objects.outdated()
    count = outdated.count()
    outdated.delete()
    return count
