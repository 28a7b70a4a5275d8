from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.decorators import recently_signed_in
from accounts.permissions import Permission
from participants import identity
from participants.access import get_participation
from participants.actions import report_unreadable
from participants.pages import render_person_page
from reporting.extract import actions
from reporting.extract.forms import ExtractForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@recently_signed_in
def extract(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    form = ExtractForm(request.POST or None, cancel_url=participation.get_absolute_url())
    if form.is_valid():
        try:
            made = actions.make_extract(participation, **form.cleaned_data, by=request.user)
        except identity.NumberUnreadable:
            report_unreadable(participation.person, by=request.user)
            form.add_error(None, _("The stored number can't be read. Tell whoever runs the portal."))
        else:
            # The file is sent and not stored.
            headers = {"Content-Disposition": content_disposition_header(True, made.name)}
            return HttpResponse(made.content, content_type=made.content_type, headers=headers)
    return render_person_page(request, "reporting/extract.html", participation, form=form)
