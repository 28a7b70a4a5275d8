from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audit.versions import locked_for_change
from esfportal.ui.formats import month_text
from participants.certificates import access
from participants.certificates.scans.actions import add_scan
from participants.evidence.forms import ScanForm
from participants.register.pages.responses import render_person_page, run_action


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request, slug, public_id, pk):
    participation = access.get_participation_to_certify(request.user, slug, public_id)
    found = locked_for_change(request, lambda: access.get_certificate(participation, pk))
    back = found.get_absolute_url()
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ScanForm(*sent, row=found, cancel_url=back)
    given = {"participation": participation, "by": request.user}
    if form.is_valid() and run_action(form, add_scan, found, file=form.cleaned_data["file"], **given):
        messages.success(request, _("The scan is added."))
        return redirect(back)
    context = {"form": form, "title": _("Add a scan"), "month": month_text(found.month), "back_url": back}
    return render_person_page(request, "participants/certificates/step.html", participation, **context)
