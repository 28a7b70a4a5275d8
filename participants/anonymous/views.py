"""Numbers of anonymous participants: list, and form to add or correct one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.pagination import page_of
from participants.anonymous import access, actions
from participants.anonymous.forms import AnonymousCountForm
from participants.anonymous.models import AnonymousCount
from participants.register.pages.responses import run_action
from participants.register.rules.editable_parts import editable_parts
from projects.access import get_project


@require_safe
def count_list(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    page, parts = page_of(request, access.counts_of(project)), editable_parts(request.user, project)
    rows = [(count, parts.includes(count.municipality, count.intervention)) for count in page.object_list]
    return _render(request, "list", project, page=page, rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_EDIT)
    title = _("Add anonymous participants")
    form = _form(request, AnonymousCount(project=project), submit=title)
    if form.is_valid() and run_action(form, actions.add_count, form.instance, by=request.user):
        messages.success(request, _("The numbers are saved."))
        return redirect(form.instance)
    return _render(request, "form", project, form=form, title=title)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, slug, pk):
    count = locked_for_change(request, lambda: access.get_count(request.user, slug, pk))
    form = _form(request, count, submit=_("Save the numbers"))
    if form.is_valid() and run_action(
        form, actions.correct_count, count, changed=form.changed_data, by=request.user
    ):
        messages.success(request, _("The numbers are saved."))
        return redirect(count)
    return _render(request, "form", count.project, form=form, title=_("Correct the numbers"))


def _form(request, count, *, submit):
    return AnonymousCountForm(
        request.POST if request.method == "POST" else None,
        instance=count,
        parts=editable_parts(request.user, count.project),
        submit=submit,
        cancel_url=reverse("anonymous:list", args=[count.project.slug]),
    )


def _render(request, template, project, **context):
    about = {"project": project, "section": "participants"}
    return render(request, f"participants/anonymous/{template}.html", about | context)
