"""Pages of the own record: all that is registered, who has read it, and the request for an extract."""

import logging

from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from esfportal.security.encryption import Unreadable
from participants.own_page import actions, pages
from participants.own_page.pages import render_page
from participants.own_page.views.own import of_participant
from participants.privacy.extract_requests.access import latest_request

logger = logging.getLogger(__name__)


@require_safe
@of_participant
def record(request, participation):
    try:
        context = pages.record_context(participation)
    except Unreadable as error:
        logger.error("The record of participation %s can't be shown: %s", participation.pk, error)
        context = {"sections": None, "project": participation.project}
    context["asked"] = latest_request(participation)
    return render_page(request, "record", participation=participation, **context)


@require_POST
@of_participant
def ask_extract(request, participation):
    actions.ask_for_own_extract(participation)
    return redirect("own_page:record")


@require_safe
@of_participant
def readers(request, participation):
    context = pages.readers_context(request, participation)
    return render_page(request, "readers", participation=participation, **context)
