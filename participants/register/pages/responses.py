"""Pages about one person, and logging that the person was viewed."""

from collections import defaultdict

from django.shortcuts import render

from accounts.access import may
from accounts.access_log import Kind, Purpose, log_access
from accounts.permissions import Permission
from esfportal.security import kept_forms
from participants.register.actions import ActionRefused
from participants.register.forms import OpenRecordForm
from participants.register.forms.fields import add_problems
from participants.register.pages.way_back import WayBackForm


def run_action(form, action, *args, **kwargs):
    """Call the action; return whether it succeeded, with its problems added to the form if not."""
    try:
        action(*args, **kwargs)
    except ActionRefused as error:
        add_problems(form, error.problems)
        return False
    return True


def log_shown(request, *participations, kind=Kind.OPENED, purpose=Purpose.CASEWORK):
    by_purpose = defaultdict(list)
    for each in participations:
        # For a protected record the reason stated when opening it.
        by_purpose[each.record_access.purpose if each.record_access else purpose].append(each)
    for stated, people in by_purpose.items():
        log_access(kind, by=request.user, participations=people, purpose=stated)


def render_person_page(request, template, participation, *, kind=Kind.OPENED, **context):
    log_shown(request, participation, kind=kind)
    return _render(request, template, participation, context)


def render_protection_page(request, template, participation, **context):
    # This page shows nothing about a protected person, so nothing is logged.
    if participation.person.is_protected:
        return _render(request, template, participation, context)
    return render_person_page(request, template, participation, **context)


def _render(request, template, participation, context, status=200):
    about = {
        "project": participation.project,
        "section": "participants",
        "participation": participation,
        "list_bar": WayBackForm.of(request).list_bar,
    }
    return render(request, template, about | context, status=status)


def locked_page(request, participation, form=None, *, may_open=True, status=403):
    """Render the page shown instead of a protected record."""
    # The page shows no name and no municipality. With `may_open` it asks for the reason.
    was_posted = request.method == "POST" and status == 403
    is_kept = was_posted and may_open and kept_forms.keep(request) is not None
    if may_open and form is None:
        asked_for = kept_forms.page_of_form(request) if was_posted else request.get_full_path()
        form = OpenRecordForm(participation=participation, asked_for=asked_for)
    context = {
        "form": form,
        "was_posted": was_posted,
        "is_kept": is_kept,
        "may_authorise": may(request.user, Permission.PARTICIPANT_AUTHORISE, participation.project),
        "may_edit": may(request.user, Permission.PARTICIPANT_EDIT, participation.project),
    }
    return _render(request, "participants/register/locked.html", participation, context, status)
