"""List of a project's participants, and search in all of the user's projects."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import may
from accounts.access_log import Kind, log_access
from accounts.permissions import Permission
from esfportal.ui.pagination import page_of
from participants.register import actions
from participants.register.access import visible_participations
from participants.register.forms import ColumnsForm, ParticipantFilter, SearchForm
from participants.register.pages import list_columns, person_list
from participants.register.pages.search import load_search, save_search
from participants.register.pages.way_back import query_to_come_back
from participants.register.saved_filters.menu import menu_of
from projects.access import get_project


@never_cache
@require_safe
def participant_list(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    term = load_search(request, slug)
    form = ParticipantFilter(request.GET, project=project, user=request.user, term=term)
    page = page_of(request, form.find_keys())
    shown = person_list.with_keys(page.object_list, project)
    if list_columns.CASE_WORKER in form.columns:
        person_list.add_case_workers(shown)
    log_access(
        Kind.SEARCHED if term else Kind.LISTED,
        by=request.user,
        project=project,
        participations=shown,
        count=page.paginator.count if term else None,
    )
    context = {
        "project": project,
        "section": "participants",
        "form": form,
        "sort": form.order,
        "term": term,
        "page": page,
        "rows": _rows(request, shown, form.part_names, query=query_to_come_back(request)),
        "capacity": form.capacity,
        "menu": menu_of(form),
        "may_edit": may(request.user, Permission.PARTICIPANT_EDIT, project),
        "may_end_several": may(request.user, Permission.PROJECT_EDIT, project),
    }
    return render(request, "participants/register/list.html", context)


@require_POST
def choose_columns(request, slug):
    """Remember the columns, and show the list again."""
    get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    form = ColumnsForm(request.POST)
    if form.is_valid():
        actions.choose_columns(form.cleaned_data["columns"], by=request.user)
    query = request.GET.urlencode()
    return redirect(reverse("register:list", args=[slug]) + (f"?{query}" if query else ""))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search(request):
    """Store the search in the session and redirect (POST), or show its results (GET)."""
    if not may(request.user, Permission.PARTICIPANT_VIEW):
        raise PermissionDenied
    if request.method == "POST":
        form = SearchForm(request.POST)
        scope, text = form.scope_and_text()
        if scope:
            get_project(request.user, scope, Permission.PARTICIPANT_VIEW)
        # POST and session, so that no name or number is in a URL.
        key = save_search(request.session, scope, text)
        url = reverse("register:list", args=[scope]) if scope else reverse("register:search")
        return redirect(f"{url}?search={key}" if key else url)
    term = load_search(request, "")
    found = visible_participations(request.user)
    found = term.apply(found, request.user) if term else found.none()
    page = page_of(request, found.in_list_order().values_list("pk", flat=True))
    shown = person_list.with_keys(page.object_list)
    if term:
        log_access(Kind.SEARCHED, by=request.user, participations=shown)
    context = {
        "term": term,
        "page": page,
        "columns": list_columns.OF_SEARCH,
        "rows": _rows(request, shown, person_list.part_names(shown)),
    }
    return render(request, "participants/register/search.html", context)


def _rows(request, shown, names, query=None):
    today = timezone.localdate()
    return person_list.list_rows(shown, user=request.user, today=today, names=names, query=query)
