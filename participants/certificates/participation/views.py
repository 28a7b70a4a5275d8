"""Page on which a certificate of participation is made."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access_log import Kind
from participants.certificates.access import get_participation_to_certify
from participants.certificates.participation import actions, paper
from participants.certificates.participation.access import read_summary
from participants.certificates.participation.forms import ParticipationForm
from participants.register.pages.responses import log_shown, render_person_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def participation_certificate(request, slug, public_id):
    """Show what the certificate would say; answer a POST with it as PDF."""
    participation = get_participation_to_certify(request.user, slug, public_id)
    found = read_summary(participation)
    back = reverse("certificates:person", args=[slug, public_id])
    form = ParticipationForm(request.POST or None, initial={"language": get_language()}, cancel_url=back)
    if found and form.is_valid():
        log_shown(request, participation, kind=Kind.PRINTED)
        content = actions.make_certificate(participation, found, **form.cleaned_data, by=request.user)
        headers = {"Content-Disposition": content_disposition_header(True, "intyg.pdf")}
        return HttpResponse(content, content_type="application/pdf", headers=headers)
    context = {"form": form, "summary": found, "back_url": back}
    if found:
        context |= {"activities": paper.activity_rows(found), "hours": paper.hours_of(found.minutes)}
        context["made"] = actions.made_before(participation)
    return render_person_page(
        request, "participants/certificates/participation.html", participation, **context
    )
