"""Pages and files of what became of an import's rows."""

from functools import partial

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access_log import Kind, Purpose, log_access
from accounts.signing_in.decorators import recently_signed_in
from esfportal.files.table_files import file_response
from esfportal.languages import active_language
from esfportal.ui.pagination import page_of
from participants.imports.access import get_earlier_import
from participants.imports.models import ImportDraft
from participants.imports.progress import history_rows
from participants.imports.results.actions import open_rows
from participants.imports.results.files import rows_file
from participants.imports.results.forms import RowsFilter
from participants.imports.results.pages import people_in, shown_rows


@never_cache
@require_safe
def rows(request, slug, pk):
    job, content, form = get_earlier_import(request.user, slug, pk), None, RowsFilter(request.GET)
    (about,) = history_rows([job])
    context = {
        "project": job.project,
        "section": ImportDraft.Kind(job.kind).section,
        "job": job,
        "about": about,
    }
    if content := open_rows(job):
        page = page_of(request, form.filter(content.rows))
        shown = shown_rows(page.object_list, content, job=job, by=request.user)
        _log(request, job, shown, Kind.LISTED)
        context["may_undo"] = content.has_effects and not about.undone
        context |= {"page": page, "rows": shown, "tabs": form.tabs(content), "query": request.GET.urlencode()}
    return render(request, "participants/imports/import_rows.html", context)


@never_cache
@require_safe
@recently_signed_in
def _file(request, slug, pk, *, kind):
    job = get_earlier_import(request.user, slug, pk, has_rows=True)
    content = open_rows(job)
    found = RowsFilter(request.GET).filter(content.rows) if content else []
    shown = shown_rows(found, content, job=job, by=request.user) if found else []
    _log(request, job, shown, Kind.LIST_FILE)
    file = rows_file(kind, shown, job=job, language=active_language())
    return file_response(file, kind, f"import-{job.queued_at:%Y-%m-%d}-{job.kind}")


rows_csv = partial(_file, kind="csv")
rows_xlsx = partial(_file, kind="xlsx")


def _log(request, job, shown, kind):
    if people := people_in(shown):
        log_access(kind, by=request.user, project=job.project, participations=people, purpose=Purpose.IMPORT)
