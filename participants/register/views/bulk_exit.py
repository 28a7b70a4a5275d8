"""Page of the project leader that ends the participation of several people at once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access_log import Kind, log_access
from accounts.permissions import Permission
from participants.register import actions
from participants.register.access import participations_in
from participants.register.forms.bulk_exit import BulkExitForm
from participants.register.pages.person_list import open_spells
from participants.register.pages.responses import run_action
from projects.access import get_project


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_exit(request, slug):
    project = get_project(request.user, slug, Permission.PROJECT_EDIT)
    # A protected record opens for a stated reason, one at a time.
    people = participations_in(project, request.user).without_protection()
    spells = open_spells(people)
    form = BulkExitForm(
        request.POST or None, project=project, spells=spells, cancel_url=reverse("register:list", args=[slug])
    )
    if form.is_valid() and run_action(
        form,
        actions.record_exits,
        form.chosen,
        by=request.user,
        **form.values(),
        **form.said(),
    ):
        count = len(form.chosen)
        text = ngettext("%(count)s end is recorded.", "%(count)s ends are recorded.", count)
        messages.success(request, text % {"count": count})
        return redirect("register:list", slug)
    shown = [spell.participation for spell in spells]
    log_access(Kind.LISTED, by=request.user, project=project, participations=shown)
    context = {"project": project, "section": "participants", "form": form, "spells": spells}
    return render(request, "participants/register/bulk_exit.html", context)
