"""The user's calendar link, and the calendar behind it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.database_access import user_scope
from accounts.notifications.emails import mail_domain, portal_address
from accounts.signing_in.decorators import recently_signed_in
from esfportal.security import unknown_links
from participants.calendars import access, actions
from participants.calendars.feed import calendar_file, etag_of
from participants.casework.access import require_casework


@never_cache
@require_safe
def link(request):
    require_casework(request.user)
    return _page(request)


@never_cache
@require_POST
@recently_signed_in
def make(request):
    """Make a link and show it, once: it is stored nowhere."""
    require_casework(request.user)
    token = actions.make_link(by=request.user)
    return _page(
        request, status=201, address=request.build_absolute_uri(reverse("calendars:feed", args=[token]))
    )


@require_POST
def remove(request):
    require_casework(request.user)
    if actions.remove_link(by=request.user):
        messages.success(request, _("The link is removed. Calendars that read it get no more sessions."))
    return redirect("calendars:link")


@login_not_required
@require_safe
def feed(request, token):
    user = access.user_of_link(token)
    if user is None:
        return unknown_links.refused(HttpResponse())
    with user_scope(user):  # not that of a browser which is signed in as another user
        entries = access.entries_of(user, timezone.localdate())
    etag = etag_of(entries, mail_domain())
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content = calendar_file(entries, domain=mail_domain(), address=portal_address)
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _page(request, status=200, **context):
    context |= {"link": access.own_link(request.user)}
    return render(request, "participants/calendars/link.html", context, status=status)
