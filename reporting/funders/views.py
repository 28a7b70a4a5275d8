from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from esfportal.files.table_files import file_response
from esfportal.languages import active_language
from esfportal.ui.pagination import page_of
from reporting.funders import actions
from reporting.funders.access import listed_scope
from reporting.funders.forms import ColumnsForm, NewsFilter, ProjectsFilter, SeenForm
from reporting.funders.side_by_side import files
from reporting.funders.side_by_side.pages import list_context
from reporting.funders.side_by_side.rows import add_targets
from reporting.funders.start import start_context


@never_cache
@require_safe
def start(request):
    form = NewsFilter(request.GET)
    context = start_context(request.user, with_seen=form.with_seen)
    return render(request, "reporting/funders/start.html", context)


@require_POST
def seen(request):
    form = SeenForm(request.POST)
    if form.is_valid():
        actions.mark_seen(until=form.cleaned_data["until"], by=request.user)
    return redirect("funders:start")


@require_POST
def keep_columns(request):
    form = ColumnsForm(request.POST, scope=listed_scope(request.user))
    if form.is_valid():
        actions.keep_columns(columns=form.cleaned_data["columns"], by=request.user)
        messages.success(request, _("The list opens with these columns from now on."))
    query = request.GET.urlencode()
    return redirect(reverse("funders:projects") + (f"?{query}" if query else ""))


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
    content = files.render(kind, rows, form.columns_shown, active_language())
    return file_response(content, kind, f"projects_{timezone.localdate():%Y-%m-%d}")


csv_file = never_cache(require_safe(partial(_file, kind="csv")))
xlsx_file = never_cache(require_safe(partial(_file, kind="xlsx")))
