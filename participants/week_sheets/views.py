"""Week sheets of a participant and of an activity, and the steps of a sheet."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audit.versions import locked_for_change
from esfportal.files.qr_codes import qr_path
from participants.attendance.access import SECTION, enrolments_shown
from participants.attendance.pages import enrolled
from participants.attendance.pages.calendar import week_with
from participants.evidence.forms import ScanForm
from participants.register.pages.responses import render_person_page, run_action
from participants.week_sheets import access, actions, links, pages
from participants.week_sheets.days import days_of_week
from participants.week_sheets.forms import DaysForm, StepForm
from participants.week_sheets.states import STEPS, VERBS, Step

FORM = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def person(request, slug, public_id):
    participation = access.get_participation_to_record(request.user, slug, public_id)
    return _render(request, "person", participation, rows=pages.person_rows(participation))


@require_safe
def this_week(request, slug, pk):
    shown = week_with(timezone.localdate())
    return _week(request, slug, pk, shown)


@require_safe
def week(request, slug, pk, year, week):
    return _week(request, slug, pk, access.get_week(year, week))


def _week(request, slug, pk, shown):
    activity = access.get_activity_with_sheets(request.user, slug, pk)
    enrolments = enrolments_shown(activity, request.user).going_on(shown.monday)
    rows = pages.week_rows(enrolments.filter(starts_on__lte=shown.sunday).in_name_order(), activity, shown)
    enrolled.log_listed(request, activity, rows)
    context = {"project": activity.project, "section": SECTION, "activity": activity}
    context |= {"rows": rows, "week": shown}
    return render(request, "participants/week_sheets/week.html", context)


@never_cache
@FORM
def sheet(request, slug, public_id, activity, year, week):
    shown = access.get_week(year, week)
    participation = locked_for_change(
        request, lambda: access.get_participation_to_record(request.user, slug, public_id)
    )
    found = locked_for_change(request, lambda: access.get_or_new_sheet(participation, activity, shown))
    back = _person_url(participation)
    if not found.is_readable:
        return _render(request, "unreadable", participation, back_url=back)
    if found.state != found.State.OPEN:
        return _render(request, "sheet", participation, back_url=back, **pages.sheet_context(found))
    dates = access.open_days(found, participation, days_of_week(shown.monday))
    form = DaysForm(
        request.POST or None, sheet=found, days=dates, submit=_("Save the week sheet"), cancel_url=back
    )
    given = {"participation": participation, "by": request.user}
    if form.is_valid() and run_action(form, actions.save_days, found, days=form.days(), **given):
        messages.success(request, _("The week sheet is saved."))
        return redirect(found.get_absolute_url())
    return _render(request, "sheet", participation, form=form, back_url=back, **pages.sheet_context(found))


@never_cache
@FORM
def step(request, slug, public_id, pk, step):
    participation = access.get_participation_to_record(request.user, slug, public_id)
    found = locked_for_change(request, lambda: access.get_sheet(participation, pk))
    if step not in TAKEN_BY:
        raise Http404
    back = found.get_absolute_url()
    if not found.is_readable or (request.method != "POST" and step not in STEPS[found.state]):
        return redirect(back)  # it was taken, or the sheet is in another state
    form = StepForm(request.POST or None, request.FILES or None, sheet=found, step=step, cancel_url=back)
    given = {"participation": participation, "by": request.user}
    if form.is_valid() and run_action(form, TAKEN_BY[step], found, **given, **form.cleaned_data):
        messages.success(request, _("It is saved."))
        return redirect(back)
    context = {"form": form, "title": VERBS[step], "back_url": back, **pages.sheet_context(found)}
    return _render(request, "step", participation, **context)


@never_cache
@FORM
def scan(request, slug, public_id, pk):
    """Add the scan of a sheet that was confirmed on paper before."""
    participation = access.get_participation_to_record(request.user, slug, public_id)
    found = locked_for_change(request, lambda: access.get_sheet(participation, pk))
    back = found.get_absolute_url()
    if not found.is_readable:
        return redirect(back)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ScanForm(*sent, row=found, cancel_url=back)
    given = {"participation": participation, "by": request.user}
    if form.is_valid() and run_action(form, actions.add_scan, found, file=form.cleaned_data["file"], **given):
        messages.success(request, _("The scan is added."))
        return redirect(back)
    context = {"form": form, "title": _("Add a scan"), "back_url": back, **pages.sheet_context(found)}
    return _render(request, "step", participation, **context)


@never_cache
@FORM
def link(request, slug, public_id, pk):
    """Make the tutor's link and show its address, once: it is stored nowhere."""
    participation = access.get_participation_to_record(request.user, slug, public_id)
    found = locked_for_change(request, lambda: access.get_sheet(participation, pk))
    back = found.get_absolute_url()
    if request.method != "POST" and not pages.can_be_taken(Step.LINK, found, participation):
        return redirect(back)
    form = StepForm(request.POST or None, sheet=found, step=Step.LINK, cancel_url=back)
    made = []

    def make(**given):
        made.append(links.make_link(found, participation=participation, by=request.user, **given))

    def address(token):
        return request.build_absolute_uri(reverse("week_sheets:opened", args=[token]))

    if form.is_valid() and run_action(form, make, address=address, **form.cleaned_data):
        about = {
            "address": made[0],
            "qr": qr_path(made[0]),
            "email": form.cleaned_data["email"],
            "back_url": back,
        }
        response = _render(request, "link", participation, sheet=found, days=links.VALID_FOR.days, **about)
        response.status_code = 201
        return response
    context = {"form": form, "title": VERBS[Step.LINK], "back_url": back, **pages.sheet_context(found)}
    return _render(request, "step", participation, **context)


TAKEN_BY = {
    Step.UNLINK: links.withdraw_link,
    Step.PAPER: actions.confirm_on_paper,
    Step.RECORD: actions.record_hours,
    Step.REOPEN: actions.reopen,
}


def _person_url(participation):
    return reverse("week_sheets:person", args=[participation.project.slug, participation.public_id])


def _render(request, template, participation, **context):
    return render_person_page(request, f"participants/week_sheets/{template}.html", participation, **context)
