"""Pages to record, change and remove a participant's benefit periods."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from participants.benefits import actions
from participants.benefits.access import get_period
from participants.benefits.forms import BenefitPeriodForm
from participants.register.access import get_participation
from participants.register.pages.responses import render_person_page, run_action

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _participation(request, slug, public_id):
    return get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)


@never_cache
@require_get_or_post
def add(request, slug, public_id):
    participation = locked_for_change(request, lambda: _participation(request, slug, public_id))
    title = _("Record a benefit")
    form = BenefitPeriodForm(request.POST or None, submit=title, cancel_url=participation.get_absolute_url())
    if form.is_valid() and run_action(
        form, actions.add_period, participation, values=form.values(), by=request.user
    ):
        messages.success(request, _("The benefit is recorded."))
        return redirect(participation)
    return _page(request, participation, form=form, title=title)


@never_cache
@require_get_or_post
def period(request, slug, public_id, pk):
    participation = _participation(request, slug, public_id)
    found = locked_for_change(request, lambda: get_period(participation, pk))
    form = BenefitPeriodForm(
        request.POST or None,
        instance=found,
        submit=_("Save the changes"),
        cancel_url=participation.get_absolute_url(),
    )
    given = {"participation": participation, "by": request.user}
    if form.is_valid() and run_action(form, actions.change_period, found, values=form.values(), **given):
        messages.success(request, _("The changes are saved."))
        return redirect(participation)
    remove_url = reverse("benefits:remove", args=[slug, public_id, pk])
    return _page(request, participation, form=form, title=_("Change the benefit"), remove_url=remove_url)


@never_cache
@require_get_or_post
def remove(request, slug, public_id, pk):
    participation = _participation(request, slug, public_id)
    found = locked_for_change(request, lambda: get_period(participation, pk))
    if request.method != "POST":
        template = "participants/benefits/remove.html"
        return render_person_page(request, template, participation, period=found)
    if is_outdated(request, found, with_values=False):
        return redirect("benefits:remove", slug, public_id, pk)
    actions.remove_period(found, participation=participation, by=request.user)
    messages.success(request, _("The benefit is removed."))
    return redirect(participation)


def _page(request, participation, **context):
    return render_person_page(request, "participants/benefits/form.html", participation, **context)
