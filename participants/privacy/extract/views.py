import logging

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.signing_in.decorators import recently_signed_in
from esfportal.files.stored import FileMissing, StoreUnavailable
from esfportal.security.encryption import Unreadable
from participants.privacy.extract import actions
from participants.privacy.extract.forms import ExtractForm
from participants.privacy.extract_requests.access import latest_request
from participants.privacy.extract_requests.actions import hand_over_extract
from participants.register.access import get_participation
from participants.register.actions import report_unreadable
from participants.register.identity import numbers
from participants.register.pages.responses import render_person_page

logger = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@recently_signed_in
def extract(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    asked = latest_request(participation)
    initial = {"requested_on": asked.asked_on} if asked and not asked.made_at else {}
    form = ExtractForm(request.POST or None, initial=initial, cancel_url=participation.get_absolute_url())
    if form.is_valid():
        try:
            made = actions.make_extract(participation, **form.cleaned_data, by=request.user)
        except numbers.NumberUnreadable:
            report_unreadable(participation.person, by=request.user)
            form.add_error(None, _("The stored number can't be read. Tell the portal's operator."))
        except (FileMissing, StoreUnavailable, Unreadable) as error:
            logger.error("The extract of participation %s can't be made: %s", participation.pk, error)
            form.add_error(None, _("A paper can't be read. Tell the portal's operator."))
        else:
            # The file is sent and not stored.
            headers = {"Content-Disposition": content_disposition_header(True, made.name)}
            return HttpResponse(made.content, content_type=made.content_type, headers=headers)
    context = {"form": form, "asked": asked}
    return render_person_page(request, "participants/privacy/extract.html", participation, **context)


@require_POST
def hand_over(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    if hand_over_extract(participation, by=request.user):
        messages.success(request, _("It is noted that the extract is handed over."))
    return redirect("privacy:extract", slug, public_id)
