"""A new project: by a form, or by a file that is checked and shown before it is saved."""

from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from esfportal.ui.posted_data import posted
from projects import actions
from projects.access import get_project, require_project_loading
from projects.forms import CreateForm, ProjectFileForm
from projects.project_files.export import project_as_toml

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])
EXAMPLE = Path(__file__).parents[1] / "data" / "example.toml"
MISTAKES_SHOWN = 100


@require_get_or_post
def create(request):
    require_project_loading(request.user)
    back = reverse("projects:list")
    form = CreateForm(posted(request), cancel_url=back)
    if form.is_valid():
        try:
            result = actions.load_project(form.project_file, seen=actions.NEW, by=request.user)
        except actions.ProjectNotLoadable as refused:
            form.show_mistakes(refused.errors)
        except actions.ProjectChanged:
            form.add_error("slug", _("Another project has got this name in the meantime. Write another."))
        else:
            messages.success(request, _("The project is created. This is what is left to do."))
            return redirect(result.project)
    return render(request, "projects/creation/create.html", {"form": form, "back": back})


@never_cache
@require_get_or_post
def check_file(request):
    require_project_loading(request.user)
    form = ProjectFileForm(posted(request), request.FILES or None)
    return _file_page(request, form)


@never_cache
@require_POST
def load_file(request):
    require_project_loading(request.user)
    form = ProjectFileForm(request.POST)
    if form.is_valid():
        try:
            result = actions.load_project(form.project_file, seen=form.seen_version, by=request.user)
        except actions.ProjectNotLoadable as refused:
            form.show_mistakes(refused.errors)
        except actions.ProjectChanged:
            messages.warning(request, _("Nothing was saved: this is not what the page showed. Look again."))
        else:
            messages.success(request, _loaded_text(result))
            return redirect(result.project)
    return _file_page(request, form)


def _file_page(request, form):
    plan = None
    if form.is_bound and form.is_valid():
        try:
            plan = actions.plan_project(form.project_file, by=request.user)
        except actions.ProjectNotLoadable as refused:
            form.show_mistakes(refused.errors)
    context = {"form": form, "plan": plan, "back": reverse("projects:list")}
    context["mistakes"] = form.mistakes[:MISTAKES_SHOWN]
    context["more_mistakes"] = len(form.mistakes) - len(context["mistakes"])
    context["seen"] = form.version(plan.version) if plan else ""
    return render(request, "projects/creation/file.html", context)


def _loaded_text(result):
    if result.is_new:
        return _("The project is created. This is what is left to do.")
    return _("The project is as the file says.") if result.changed else _("The project was as the file says.")


@require_safe
def example_file(request):
    require_project_loading(request.user)
    return _toml(EXAMPLE.read_text(encoding="utf-8"), "esfportal-projekt.toml")


@require_safe
def project_file(request, slug):
    project = get_project(request.user, slug, Permission.PROJECT_FILE)
    return _toml(project_as_toml(project), f"{project.slug}.toml")


def _toml(text, name):
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
