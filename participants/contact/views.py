"""The form of a participant's contact details, for staff."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audit.versions import locked_for_change
from esfportal.ui.posted_data import posted
from participants.contact import access, actions
from participants.contact.forms import ContactDetailsForm
from participants.register.pages.responses import render_person_page, run_action


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def details(request, slug, public_id):
    participation = locked_for_change(
        request, lambda: access.get_participation_to_contact(request.user, slug, public_id)
    )
    form = ContactDetailsForm(
        posted(request),
        instance=access.details_of(participation),
        submit=_("Save"),
        cancel_url=participation.get_absolute_url(),
    )
    save = (actions.save_details, participation)
    if form.is_valid() and run_action(form, *save, values=form.values(), by=request.user):
        messages.success(request, _("The contact details are saved."))
        return redirect(participation)
    return render_person_page(request, "participants/contact/form.html", participation, form=form)
