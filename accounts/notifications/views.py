"""The list of notifications, and the choice of channels."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.notifications import actions
from accounts.notifications.access import get_notification, visible_notifications
from accounts.notifications.forms import ChannelsForm, NotificationFilter
from esfportal.ui.pagination import page_of


@never_cache
@require_safe
def listed(request):
    form = NotificationFilter(request.GET, user=request.user)
    page = page_of(request, form.filter(visible_notifications(request.user)))
    return render(request, "account/notifications/list.html", {"form": form, "page": page})


@require_POST
def opened(request, pk):
    notification = get_notification(request.user, pk)
    actions.mark_read([notification], by=request.user)
    return redirect(notification)


@require_POST
def read(request, pk):
    actions.mark_read([get_notification(request.user, pk)], by=request.user)
    return redirect("notifications:list")


@require_POST
def read_all(request):
    actions.mark_all_read(by=request.user)
    return redirect("notifications:list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request):
    form = ChannelsForm(request.POST or None, user=request.user)
    if form.is_valid():
        actions.choose_channels(request.user, form.channels(), by=request.user)
        messages.success(request, _("Your choices are saved."))
        return redirect("notifications:list")
    return render(request, "account/notifications/choices.html", {"form": form})
