"""Page that undoes an import."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access_log import Kind, Purpose, log_access
from participants.imports.access import get_undoable_import
from participants.imports.undoing import actions
from participants.imports.undoing.forms import UndoForm
from participants.imports.undoing.pages import undo_context
from participants.register.actions import ActionRefused
from participants.register.forms.fields import add_problems


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request, slug, pk):
    job, content = get_undoable_import(request.user, slug, pk)
    back_url = reverse("imports:import_rows", args=[slug, pk])
    form = UndoForm(request.POST or None, cancel_url=back_url)
    if form.is_valid():
        try:
            actions.undo_import(job, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("The import is undone."))
            return redirect(back_url)
        except ActionRefused as refused:
            add_problems(form, refused.problems)
    obstacles = actions.find_obstacles(job, content)
    context = undo_context(job, content, obstacles, by=request.user) | {"form": form, "back_url": back_url}
    people = [each.participation for each in context["obstacles"] if each.participation]
    if people:
        about = {"project": job.project, "participations": people, "purpose": Purpose.IMPORT}
        log_access(Kind.LISTED, by=request.user, **about)
    return render(request, "participants/imports/import_undo.html", context)
