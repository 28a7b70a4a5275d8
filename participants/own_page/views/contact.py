"""The participant's own contact details."""

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from esfportal.ui.posted_data import posted
from participants.own_page.forms import CodeForm
from participants.own_page.mailed import own_address
from participants.own_page.mailed.forms import NewAddressForm, OwnDetailsForm
from participants.own_page.pages import render_page
from participants.own_page.views.own import of_participant
from participants.register.pages.responses import run_action

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@of_participant
def details(request, participation):
    kept = own_address.own_details(participation)
    form = OwnDetailsForm(posted(request), instance=kept) if kept else None
    save = (own_address.save_own_details, participation)
    if form and form.is_valid() and run_action(form, *save, values=form.values()):
        return redirect("own_page:contact")
    return _page(request, "contact", participation, form=form, contact=kept)


@require_http_methods(GET_OR_POST)
@of_participant
def address(request, participation):
    if own_address.own_details(participation) is None:
        return redirect("own_page:contact")
    form = NewAddressForm(posted(request), cancel_url=reverse("own_page:contact"))
    ask = (own_address.ask_to_confirm, participation)
    origin = request.build_absolute_uri("/").rstrip("/")
    if form.is_valid() and run_action(form, *ask, origin=origin, **form.cleaned_data):
        return redirect("own_page:confirm_address")
    return _page(request, "address", participation, form=form)


@require_http_methods(GET_OR_POST)
@of_participant
def confirm_address(request, participation):
    form = CodeForm(posted(request), is_mailed=True)
    if form.is_valid():
        tries_left = own_address.confirm_address(participation, **form.cleaned_data)
        if tries_left is None:
            return redirect("own_page:contact")
        form.refuse(tries_left)
    return _page(request, "confirm_address", participation, form=form)


def _page(request, name, participation, **context):
    about = {"participation": participation, "project": participation.project}
    return render_page(request, name, **about, **context)
