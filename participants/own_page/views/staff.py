"""The link to a participant's own page, for staff."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.signing_in.decorators import recently_signed_in
from esfportal.files.qr_codes import qr_path
from participants.own_page import actions
from participants.own_page.access import get_participation_of_link, link_of
from participants.own_page.codes import grouped
from participants.own_page.mailed import links
from participants.own_page.pages import mail_context
from participants.register.actions import ActionRefused
from participants.register.pages.responses import render_person_page


@never_cache
@require_safe
def person(request, slug, public_id):
    participation = get_participation_of_link(request.user, slug, public_id)
    context = {"link": link_of(participation), "tab": "own_page", **mail_context(participation)}
    return render_person_page(request, "participants/own_page/person.html", participation, **context)


@never_cache
@require_POST
@recently_signed_in
def make(request, slug, public_id):
    """Show a new link, once: address and code are stored nowhere."""
    participation = get_participation_of_link(request.user, slug, public_id)
    link, token, code = actions.make_link(participation, by=request.user)
    address = request.build_absolute_uri(reverse("own_page:enter", args=[token]))
    context = {"link": link, "address": address, "code": grouped(code), "qr": qr_path(address)}
    context["back_url"] = reverse("own_page:person", args=[slug, public_id])
    response = render_person_page(request, "participants/own_page/paper.html", participation, **context)
    response.status_code = 201
    return response


@require_POST
@recently_signed_in
def mail(request, slug, public_id):
    participation = get_participation_of_link(request.user, slug, public_id)
    try:
        to = links.mail_link(
            participation, origin=request.build_absolute_uri("/").rstrip("/"), by=request.user
        )
    except ActionRefused as error:
        messages.error(request, error.problems[0].message)
    else:
        messages.success(request, _("An e-mail with a link is on its way to %(address)s.") % {"address": to})
    return redirect("own_page:person", slug, public_id)


@require_POST
def withdraw(request, slug, public_id):
    participation = get_participation_of_link(request.user, slug, public_id)
    if actions.withdraw_link(participation, by=request.user):
        messages.success(request, _("The link is withdrawn. Nothing can be opened with it any more."))
    return redirect("own_page:person", slug, public_id)
