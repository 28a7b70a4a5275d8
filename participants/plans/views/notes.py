"""Notes about a participant."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import may
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.pagination import page_of
from participants.plans import actions
from participants.plans.access import get_note_to_withdraw, get_participation_to_plan, notes_for
from participants.plans.forms import NoteForm, WithdrawNoteForm
from participants.register.access import get_participation
from participants.register.pages.responses import render_person_page, run_action


def notes_url(participation):
    return reverse("plans:notes", args=[participation.project.slug, participation.public_id])


@never_cache
@require_safe
def notes(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id)
    context = {
        "page": page_of(request, notes_for(request.user, participation)),
        "may_edit": may(request.user, Permission.PARTICIPANT_EDIT, participation.project),
        "leads": may(request.user, Permission.PARTICIPANT_CORRECT, participation.project),
        "tab": "notes",
    }
    return render_person_page(request, "participants/plans/notes.html", participation, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_note(request, slug, public_id):
    participation = locked_for_change(
        request, lambda: get_participation_to_plan(request.user, slug, public_id)
    )
    form = NoteForm(request.POST or None, participation=participation, cancel_url=notes_url(participation))
    if form.is_valid() and run_action(
        form, actions.write_note, participation, **form.cleaned_data, by=request.user, number=form.number
    ):
        messages.success(request, _("The note is saved."))
        return redirect(notes_url(participation))
    return render_person_page(request, "participants/plans/note.html", participation, form=form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_note(request, slug, public_id, pk):
    participation = locked_for_change(
        request, lambda: get_participation_to_plan(request.user, slug, public_id)
    )
    note = get_note_to_withdraw(request.user, participation, pk)
    form = WithdrawNoteForm(request.POST or None, note=note, cancel_url=notes_url(participation))
    if form.is_valid() and run_action(
        form,
        actions.withdraw_note,
        note,
        participation=participation,
        **form.cleaned_data,
        by=request.user,
    ):
        messages.success(request, _("The note is withdrawn."))
        return redirect(notes_url(participation))
    context = {"form": form, "note": note}
    return render_person_page(request, "participants/plans/withdraw_note.html", participation, **context)
