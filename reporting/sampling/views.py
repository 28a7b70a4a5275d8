from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access_log import Kind, log_access
from accounts.audit.versions import locked_for_change
from accounts.database_access import whole_project_reading
from esfportal.files.table_files import file_response, table_file
from esfportal.languages import active_language
from esfportal.ui.pagination import page_of
from participants.register.pages.responses import run_action
from reporting.reports.verification.access import access_purpose, record_access_of
from reporting.sampling import access, actions, files, pages
from reporting.sampling.forms import CloseForm, DrawForm, ItemForm, WhichFigure

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def samples(request, slug):
    project = access.get_project_with_samples(request.user, slug)
    page = page_of(request, access.samples_of(project).order_by("-drawn_at", "-pk"))
    with whole_project_reading(project):
        rows = pages.sample_rows(access.with_project(page, project))
    return _render(request, "samples", project, page=page, rows=rows)


@never_cache
@FORM
def draw(request, slug, list_key):
    project = access.get_project_to_sample(request.user, slug)
    frozen = _list(request, project, list_key)
    form = DrawForm(request.POST or None, frozen=frozen, cancel_url=frozen.page_url)
    made = []

    def draw_sample():
        made.append(actions.draw_sample(frozen, project=project, by=request.user, **form.drawn()))

    if form.is_valid() and run_action(form, draw_sample):
        messages.success(request, _("The sample is drawn."))
        return redirect(made[0])
    return _render(request, "draw", project, form=form, frozen=frozen, list_key=list_key)


def _list(request, project, list_key):
    with whole_project_reading(project):
        return access.get_list(request.user, project, list_key, **WhichFigure(request.GET).chosen)


def _list_file(request, slug, list_key, *, kind):
    project = access.get_project_to_sample(request.user, slug)
    frozen = _list(request, project, list_key)
    with whole_project_reading(project):
        columns = files.list_columns(frozen, pages.events_by_person(frozen))
        response = _file(kind, columns, frozen.items, title=frozen.name, project=project, name=list_key)
    _log_people(request, frozen.origin, [each.participation for each in frozen.items], Kind.LIST_FILE)
    return response


list_csv = require_safe(partial(_list_file, kind="csv"))
list_xlsx = require_safe(partial(_list_file, kind="xlsx"))


@never_cache
@require_safe
def sample(request, slug, pk):
    project = access.get_project_with_samples(request.user, slug)
    found = access.get_sample(project, pk)
    context = _sample_context(request, found)
    page = page_of(request, pages.shown_items(found, request.user))
    rows = pages.item_rows(page, **context)
    _log_people(request, found, [row.item.participation_id for row in rows], Kind.LISTED)
    return _render(request, "sample", project, page=page, rows=rows, **context)


@never_cache
@require_safe
def item(request, slug, pk, position):
    project = access.get_project_with_samples(request.user, slug)
    found = access.get_readable_sample(request.user, project, pk)
    shown = access.get_item(found, position)
    with whole_project_reading(project):
        context = pages.item_context(shown)
    _log_opened(request, shown)
    return _render(request, "item", project, sample=found, item=shown, **context)


@never_cache
@FORM
def check(request, slug, pk, position):
    project = access.get_project_to_sample(request.user, slug)
    found = access.get_sample(project, pk)
    shown = access.get_item(found, position)
    with whole_project_reading(project):
        context = pages.item_context(shown)
    if not found.is_open:
        return redirect(shown)
    row = locked_for_change(request, lambda: access.get_item(found, position))
    about = {"item": row, "note": pages.note_of(row), "cancel_url": found.get_absolute_url()}
    form = ItemForm(request.POST or None, **about)
    if form.is_valid() and run_action(form, actions.check_item, row, by=request.user, **form.found()):
        messages.success(request, _("The item is saved."))
        return redirect(pages.after(row) if form.shows_next else found)
    _log_opened(request, shown)
    return _render(request, "item", project, sample=found, item=shown, form=form, **context)


@never_cache
@FORM
def close(request, slug, pk):
    project = access.get_project_to_sample(request.user, slug)
    found = locked_for_change(request, lambda: access.get_sample(project, pk))
    if not found.is_open:
        return redirect(found)
    rows = (found, found.items.order_by("position"))
    form = CloseForm(request.POST or None, rows=rows, cancel_url=found.get_absolute_url())
    if form.is_valid() and run_action(form, actions.close_sample, found, by=request.user):
        messages.success(request, _("The sample is closed."))
        return redirect(found)
    return _render(request, "close", project, form=form, **_sample_context(request, found))


def _sample_context(request, sample):
    context = pages.sample_context(sample, request.user)
    with whole_project_reading(sample.project):  # lines of hours are read with their participants
        return context | {"frozen": pages.list_or_none(sample)}


def _sample_file(request, slug, pk, *, kind):
    project = access.get_project_with_samples(request.user, slug)
    found = access.get_readable_sample(request.user, project, pk)
    items = list(pages.shown_items(found, request.user))
    _log_people(request, found, [each.participation_id for each in items], Kind.LIST_FILE)
    about = {"title": found.display_name, "project": project, "name": f"sample-{pk}"}
    return _file(kind, files.item_columns(found, active_language()), items, **about)


sample_csv = require_safe(partial(_sample_file, kind="csv"))
sample_xlsx = require_safe(partial(_sample_file, kind="xlsx"))


def _file(kind, columns, rows, *, title, project, name):
    about = {"title": title, "author": project.display_name, "sheet": _("Items")}
    content = table_file(kind, columns, rows, language=active_language(), **about)
    return file_response(content, kind, name)


def _log_people(request, about, keys, kind):
    """Log the access to people (keys, or None of money that is about nobody); `about` is a row of the project."""
    people = [key for key in keys if key is not None]
    if people:
        purpose = access_purpose(request.user, about)
        log_access(kind, by=request.user, project=about.project, participations=people, purpose=purpose)


def _log_opened(request, item):
    person = item.person
    if person is None:
        return
    record_access = record_access_of(request.user, item.sample, person)  # of a protected identity
    purpose = record_access.purpose if record_access else access_purpose(request.user, item.sample)
    project = item.sample.project
    log_access(Kind.OPENED, by=request.user, project=project, participations=[person], purpose=purpose)


def _render(request, template, project, **context):
    about = {"project": project, "section": "reports"}
    return render(request, f"reporting/sampling/{template}.html", about | context)
