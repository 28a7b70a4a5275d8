from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from esfportal.ui.pagination import page_of
from reporting.funders import files
from reporting.funders.access import listed_scope
from reporting.funders.forms import ProjectsFilter
from reporting.funders.listing import add_targets
from reporting.funders.pages import list_context
from reporting.funders.start import start_context


@never_cache
@require_safe
def start(request):
    return render(request, "reporting/funders/start.html", start_context(request.user))


@never_cache
@require_safe
def projects(request):
    scope = listed_scope(request.user)
    form = ProjectsFilter(request.GET, scope=scope, user=request.user)
    page = page_of(request, form.rows())
    add_targets(page.object_list, scope)
    context = list_context(page, form) | {"query": request.GET.urlencode()}
    return render(request, "reporting/funders/projects.html", context)


def _file(request, *, kind):
    scope = listed_scope(request.user)
    form = ProjectsFilter(request.GET, scope=scope, user=request.user)
    rows = form.rows()
    add_targets(rows, scope)
    content = files.render(kind, rows, form.columns_shown, (get_language() or "sv")[:2])
    name = f"projects_{timezone.localdate():%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=files.TYPES[kind], headers=headers)


csv_file = never_cache(require_safe(partial(_file, kind="csv")))
xlsx_file = never_cache(require_safe(partial(_file, kind="xlsx")))
