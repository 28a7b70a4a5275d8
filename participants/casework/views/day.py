"""My day, its forms, and the leader's page by case worker."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access_log import Kind, log_access
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.pagination import page_of
from participants.casework import actions
from participants.casework.access import get_work, require_casework
from participants.casework.forms import DayFilter, MissingAnswersForm, PlaceForm, PostponeForm
from participants.casework.own_kinds.missing_answers import missing_answers
from participants.casework.pages.covers import cover_lines
from participants.casework.pages.day import day_rows, done_today, kind_counts, next_row
from participants.casework.pages.workers import count_by_worker, locked_records
from participants.register.access import get_participation
from participants.register.actions import correct_entry
from participants.register.pages.responses import render_person_page, run_action
from participants.register.pages.way_back import WayBackForm
from participants.register.prepared_facts import add_facts
from projects.access import get_project


@never_cache
@require_safe
def day(request):
    require_casework(request.user)
    form = DayFilter(request.GET, user=request.user)
    page = page_of(request, form.found)
    rows, people = day_rows(form, page.object_list, start=max(page.start_index() - 1, 0))
    log_access(Kind.LISTED, by=request.user, participations=people)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "counts": kind_counts(form),
        "put_off": sum(bool(row.put_off_until) for row in form.in_part),
        "locked": locked_records(form),
        "covers": cover_lines(form),
    }
    return render(request, "participants/casework/day.html", context)


@never_cache
@require_safe
def next_form(request):
    """Lead to the form of the next row of My day, or to the list after the last one."""
    require_casework(request.user)
    form, place = DayFilter(request.GET, user=request.user), PlaceForm(request.GET)
    row = next_row(form, place) if place.is_valid() else None
    if row:
        return redirect(row.url)
    messages.info(request, _("That was the last row of the list."))
    return redirect(place.list_address)


@never_cache
@require_safe
def done(request):
    require_casework(request.user)
    entries = done_today(request.user)
    log_access(Kind.LISTED, by=request.user, participations={each.participation for each in entries})
    return render(request, "participants/casework/done.html", {"entries": entries})


@never_cache
@require_safe
def workers(request, slug):
    project = get_project(request.user, slug, Permission.TEAM_MANAGE)
    context = {"project": project, "section": "participants", **count_by_worker(project, request.user)}
    return render(request, "participants/casework/workers.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def missing(request, slug, public_id):
    """Ask for the answers alone that are missing."""
    participation = locked_for_change(
        request, lambda: get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    )
    add_facts([participation])
    way_back = WayBackForm.of(request)
    if not missing_answers(participation):
        messages.info(request, _("No answer is missing any more."))
        return redirect(way_back.after_saving(participation))
    form = MissingAnswersForm(
        request.POST or None,
        participation=participation,
        entry_date=participation.first_entry,
        cancel_url=way_back.without_saving(participation),
    )
    if form.is_valid() and run_action(
        form, correct_entry, participation, values=form.values(), by=request.user, **form.said()
    ):
        messages.success(request, _("The answers are saved."))
        return redirect(way_back.after_saving(participation))
    return render_person_page(request, "participants/casework/missing.html", participation, form=form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def put_off(request, slug, public_id, kind, subject):
    participation, kind = get_work(request.user, slug, public_id, kind, subject)
    way_back = WayBackForm.of(request)
    form = PostponeForm(request.POST or None, cancel_url=way_back.without_saving(participation))
    if form.is_valid() and run_action(
        form, actions.put_off, participation, kind=kind, subject=subject, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("It is put off."))
        return redirect(way_back.without_saving(participation))
    context = {"form": form, "work": kind}
    return render_person_page(request, "participants/casework/put_off.html", participation, **context)


@require_POST
def take_up(request, slug, public_id, kind, subject):
    participation, kind = get_work(request.user, slug, public_id, kind, subject)
    actions.take_up(participation, kind=kind, subject=subject, by=request.user)
    messages.success(request, _("It waits again."))
    return redirect(WayBackForm.of(request).without_saving(participation))
