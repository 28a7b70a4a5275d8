"""Pages of links and codes by e-mail."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from esfportal.operations.rate_limit import RateLimit
from esfportal.ui.posted_data import posted
from participants.own_page.access import link_to_open
from participants.own_page.mailed import links, sent_codes
from participants.own_page.mailed.forms import AskForCodeForm, AskForLinkForm
from participants.own_page.mailed.visitors import COOKIE, COOKIE_AGE, visitor_of
from participants.own_page.models import OwnPageLink
from participants.own_page.pages import render_page

link_requests = RateLimit(120, seconds=60)  # of one process


@require_POST
@login_not_required
@never_cache
def ask_code(request, token):
    link = link_to_open(token)
    if link is None or link.method != OwnPageLink.Method.MAIL:
        return redirect("own_page:enter", token)
    key = sent_codes.ask_for_code(link, origin=_origin(request))
    if not key:
        form = AskForCodeForm({})
        form.add_error(None, _("No more codes can be sent for this link. Ask for a new link."))
        return render_page(request, "ask_code", status=429, form=form, token=token)
    response = redirect("own_page:enter", token)
    COOKIE.set(response, key, max_age=COOKIE_AGE)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def ask_link(request):
    """Answer the same for each address."""
    form = AskForLinkForm(posted(request))
    if not form.is_valid():
        return render_page(request, "ask_link", form=form)
    asked = {"visitor": visitor_of(request), "origin": _origin(request)}
    if not link_requests.take() or not links.request_link(form.cleaned_data["email"], **asked):
        return HttpResponse(status=429, headers={"Retry-After": "3600"})
    return render_page(request, "link_asked")


def _origin(request):
    return request.build_absolute_uri("/").rstrip("/")
