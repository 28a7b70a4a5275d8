"""Pages of saved filters: open, save, change, remove."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.posted_data import posted
from participants.register.forms import ParticipantFilter
from participants.register.models import SavedFilter
from participants.register.pages.responses import run_action
from participants.register.saved_filters import access, actions
from participants.register.saved_filters.forms import SavedFilterForm
from participants.register.saved_filters.menu import address_of
from projects.access import get_project

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def open_list(request, slug):
    """Lead to the list, with the filter that opens it."""
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    saved = access.opening_filter(request.user, project)
    return redirect(address_of(saved, slug) if saved else reverse("register:list", args=[slug]))


@never_cache
@require_safe
def saved_filters(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    rows = access.saved_filters(request.user, project).select_related("created_by")
    context = {
        "project": project,
        "section": "participants",
        "rows": [(saved, address_of(saved, slug), access.may_change(request.user, saved)) for saved in rows],
    }
    return render(request, "participants/register/filters/list.html", context)


@never_cache
@require_get_or_post
def save_filter(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    chosen = ParticipantFilter(request.GET, project=project, user=request.user)
    form = SavedFilterForm(
        posted(request),
        instance=SavedFilter(project=project, created_by=request.user),
        user=request.user,
        submit=_("Save the filter"),
        cancel_url=reverse("register:list", args=[slug]) + chosen.query,
    )
    if form.is_valid() and run_action(
        form, actions.save_filter, project, query=chosen.criteria, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The filter is saved. It is above the list."))
        return redirect(reverse("register:list", args=[slug]) + f"?{chosen.criteria}")
    context = {"project": project, "section": "participants", "form": form, "chosen": chosen}
    return render(request, "participants/register/filters/save.html", context)


@never_cache
@require_get_or_post
def change_filter(request, slug, pk):
    saved = locked_for_change(request, lambda: access.get_saved_filter(request.user, slug, pk))
    back = reverse("register:saved_filters", args=[slug])
    form = SavedFilterForm(
        posted(request), instance=saved, user=request.user, submit=_("Save the changes"), cancel_url=back
    )
    if form.is_valid() and run_action(
        form, actions.change_filter, saved, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The changes are saved."))
        return redirect(back)
    context = {"project": saved.project, "section": "participants", "form": form, "saved": saved}
    return render(request, "participants/register/filters/change.html", context)


@never_cache
@require_get_or_post
def remove_filter(request, slug, pk):
    saved = locked_for_change(request, lambda: access.get_saved_filter(request.user, slug, pk))
    if request.method != "POST":
        context = {"project": saved.project, "section": "participants", "saved": saved}
        return render(request, "participants/register/filters/remove.html", context)
    if is_outdated(request, saved):
        return redirect("register:remove_filter", slug, pk)
    actions.remove_filter(saved, by=request.user)
    messages.success(request, _("The filter is removed."))
    return redirect("register:saved_filters", slug)
