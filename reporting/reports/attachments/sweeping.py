from accounts.database_access import system_scope
from esfportal.files import uploads
from reporting.reports.models import ReportAttachment


def named_files():
    return ReportAttachment.objects.values_list("path", flat=True)


def remove_orphans():
    """Delete the uploaded files that no row names, for example of requests that failed."""
    with system_scope():
        named = {path for paths in uploads.NAMED_FILES for path in paths()}
    uploads.STORE.delete(uploads.orphans(named))
