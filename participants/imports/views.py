"""Pages of the import: choose a file, review its changes or problems, confirm."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from esfportal.files.table_files import CSV, XLSX
from esfportal.ui.pagination import page_of
from participants.imports import actions
from participants.imports.access import (
    find_ended_import,
    get_import_draft,
    get_import_job,
    get_project_to_import,
    imports_ahead,
    imports_shown,
    kinds_for,
)
from participants.imports.forms import AnswersForm, ImportForm, PeopleForm, SheetForm, columns_of
from participants.imports.headings.views import remembered_in_words
from participants.imports.matching.project_codes import words_of
from participants.imports.models import ImportDraft
from participants.imports.one_person.people_page import next_people_page
from participants.imports.progress import (
    ended_context,
    history_rows,
    message_after,
    page_after,
    progress_of,
)
from participants.imports.reading.errors import FileError
from participants.imports.reading.template_file import empty_file
from participants.imports.reading.template_workbook import empty_workbook
from participants.imports.review.actions import check_if_large, check_upload, current_result
from participants.imports.review.page import review_context


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request, slug, kind):
    project = get_project_to_import(request.user, slug, kind)
    if request.method == "POST":
        return _check(request, project, kind)
    return _choose_page(request, project, kind, ImportForm())


def _check(request, project, kind):
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        file, sheet = form.cleaned_data["file"], form.cleaned_data["sheet"]
        try:
            draft = check_upload(project, kind, file, by=request.user, sheet=sheet)
            return redirect("imports:import_review", slug=project.slug, pk=draft.pk)
        except FileError as error:
            form.add_error(form.source, error.message)
    return _choose_page(request, project, kind, form)


def _choose_page(request, project, kind, form):
    section = ImportDraft.Kind(kind).section
    context = {"project": project, "section": section, "kind": kind, "form": form}
    context |= {
        "kinds": [(each.value, each.label) for each in kinds_for(request.user, project)],
        "columns": columns_of(kind),
        "remembered": remembered_in_words(project, kind),
    }
    return render(request, "participants/imports/import.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, slug, pk):
    if ended := find_ended_import(request.user, slug, pk):
        return _ended_page(request, ended)
    draft = locked_for_change(request, lambda: get_import_draft(request.user, slug, pk))
    if request.method == "POST":
        form = SheetForm(request.POST, draft=draft)
        if not is_outdated(request, draft) and form.is_valid():
            actions.choose_sheet(draft, form.cleaned_data["sheet"])
            check_if_large(draft, by=request.user)
        return redirect("imports:import_review", slug=slug, pk=pk)
    found = review_context(request, draft)
    if found is None:
        return redirect("imports:import_checking", slug=slug, pk=pk)
    section = ImportDraft.Kind(draft.kind).section
    context = {"project": draft.project, "section": section, "draft": draft, **found}
    return render(request, "participants/imports/import_review.html", context)


def _ended_page(request, job):
    # Reached by the browser's Back, or by an old link: nothing is imported twice.
    if job.is_open:
        messages.info(request, _("The file is being imported already."))
        return redirect("imports:import_job", slug=job.project.slug, pk=job.pk)
    return render(request, "participants/imports/import_ended.html", ended_context(job))


@require_POST
def answer_people(request, slug, pk):
    """Keep the answers of one page of questions about people."""
    if ended := find_ended_import(request.user, slug, pk):
        return _ended_page(request, ended)
    draft = locked_for_change(request, lambda: get_import_draft(request.user, slug, pk))
    if is_outdated(request, draft):  # such as answers of another window
        return redirect("imports:import_review", slug=slug, pk=pk)
    result, _check = current_result(draft, by=request.user)
    questions = result.people if result else []
    form = PeopleForm(request.POST, questions=questions)
    if form.is_valid():
        actions.answer_about_people(draft, form.answers())
        if all(question.answer or question.key in form.answers() for question in questions):
            check_if_large(draft, by=request.user)
        return redirect(next_people_page(draft, questions, form.answers()))
    messages.error(request, _("Choose one of the answers."))
    return redirect("imports:import_review", slug=slug, pk=pk)


@require_POST
def confirm(request, slug, pk):
    if ended := find_ended_import(request.user, slug, pk):
        return _ended_page(request, ended)
    draft = locked_for_change(request, lambda: get_import_draft(request.user, slug, pk))
    if is_outdated(request, draft):  # such as another sheet, chosen in another window
        return redirect("imports:import_review", slug=slug, pk=pk)
    answers = AnswersForm(request.POST)
    is_complete = answers.is_valid()
    # What is answered stays answered while the rest is missing.
    actions.answer_questions(draft, answers.ticked, answers.cleaned_data.get("reason", draft.reason))
    if not is_complete:
        for text in (text for errors in answers.errors.values() for text in errors):
            messages.error(request, text)
        return redirect("imports:import_review", slug=slug, pk=pk)
    try:
        job = actions.confirm_draft(draft, by=request.user)
    except FileError as error:
        messages.error(request, error.message)
        return redirect("imports:import_review", slug=slug, pk=pk)
    return redirect("imports:import_job", slug=slug, pk=job.pk)


@never_cache
@require_safe
def job(request, slug, pk):
    """Show the progress of an import; once it has ended, redirect to its result."""
    job = get_import_job(request.user, slug, pk)
    if job.is_open:
        return render(
            request,
            "participants/imports/import_job.html",
            progress_of(job, imports_ahead(request.user, job)),
        )
    messages.add_message(request, *message_after(job))
    url = page_after(job)
    # A request of the polling part of the page: redirect the whole page.
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


@require_POST
def cancel(request, slug, pk):
    job = get_import_job(request.user, slug, pk)
    actions.cancel_import(job, by=request.user)
    return redirect("imports:import_job", slug=slug, pk=pk)


@require_POST
def discard(request, slug, pk):
    if ended := find_ended_import(request.user, slug, pk):
        return _ended_page(request, ended)
    draft = get_import_draft(request.user, slug, pk)
    if is_outdated(request, draft):
        return redirect("imports:import_review", slug=slug, pk=pk)
    kind = actions.discard_draft(draft, by=request.user).kind
    messages.info(request, _("The file has been discarded. Nothing has been saved."))
    return redirect(f"imports:import_{kind}", slug=slug)


@require_safe
def history(request, slug):
    project, jobs = imports_shown(request.user, slug)
    page = page_of(request, jobs)
    context = {"project": project, "section": "participants", "page": page, "rows": history_rows(page)}
    return render(request, "participants/imports/import_history.html", context)


@require_safe
def template(request, slug, kind, language):
    get_project_to_import(request.user, slug, kind)
    return _attachment(empty_file(kind, language), CSV)


@require_safe
def workbook_template(request, slug, kind, language):
    project = get_project_to_import(request.user, slug, kind)
    return _attachment(empty_workbook(kind, language, words_of(project)), XLSX)


def _attachment(file, content_type):
    name, content = file
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
