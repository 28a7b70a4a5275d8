"""Measurements of a participant: over time, a new one, and one that was wrong."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import may
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from participants.plans import actions
from participants.plans.access import get_measurement, get_participation_to_plan, get_scale_in_use
from participants.plans.forms import MeasurementForm, WithdrawMeasurementForm
from participants.plans.models import Measurement
from participants.plans.pages.measurements import measurements_context
from participants.register.access import get_participation
from participants.register.pages.responses import render_person_page, run_action
from participants.register.pages.way_back import WayBackForm


def measurements_url(participation):
    return reverse("plans:measurements", args=[participation.project.slug, participation.public_id])


@never_cache
@require_safe
def measurements(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id)
    context = {
        "may_edit": may(request.user, Permission.PARTICIPANT_EDIT, participation.project),
        "leads": may(request.user, Permission.PARTICIPANT_CORRECT, participation.project),
        "may_choose": may(request.user, Permission.PROJECT_EDIT, participation.project),
        "tab": "measurements",
        **measurements_context(participation, by=request.user),
    }
    return render_person_page(request, "participants/plans/measurements.html", participation, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def measure(request, slug, public_id, code, answered_by):
    participation = _to_change(request, slug, public_id)
    scale = get_scale_in_use(participation.project, code)
    if answered_by not in Measurement.AnsweredBy:
        raise Http404
    back = measurements_url(participation)
    way_back = WayBackForm.of(request)
    form = MeasurementForm(
        request.POST or None,
        participation=participation,
        scale=scale,
        answered_by=answered_by,
        cancel_url=back,
    )
    given = {"scale": scale, "answered_by": answered_by, "by": request.user, "number": form.number}
    if form.is_valid() and run_action(form, actions.measure, participation, **form.values(), **given):
        messages.success(request, _("The measurement is saved."))
        saved = way_back.after_saving(participation)
        return redirect(back if saved == participation.get_absolute_url() else saved)
    context = {"form": form, "scale": scale, "who": Measurement.AnsweredBy(answered_by).label}
    return render_person_page(request, "participants/plans/measure.html", participation, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_measurement(request, slug, public_id, pk):
    participation = _to_change(request, slug, public_id)
    measurement = get_measurement(participation, pk)
    back = measurements_url(participation)
    form = WithdrawMeasurementForm(request.POST or None, measurement=measurement, cancel_url=back)
    given = {"participation": participation, "by": request.user}
    if form.is_valid() and run_action(
        form, actions.withdraw_measurement, measurement, **form.cleaned_data, **given
    ):
        messages.success(request, _("The measurement is withdrawn."))
        return redirect(back)
    context = {"form": form, "measurement": measurement}
    return render_person_page(
        request, "participants/plans/withdraw_measurement.html", participation, **context
    )


def _to_change(request, slug, public_id):
    return locked_for_change(request, lambda: get_participation_to_plan(request.user, slug, public_id))
