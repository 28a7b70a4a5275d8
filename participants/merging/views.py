"""Merge two records of one person, and undo it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access_log import Kind
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.formats import date_text
from esfportal.ui.plain_text import isolated
from participants.merging import candidates
from participants.merging.access import get_merge, get_pair
from participants.merging.actions import merge_records
from participants.merging.forms import MergeForm, PickForm, UndoForm
from participants.merging.numbers_shown import shown_numbers
from participants.merging.pages import side_by_side
from participants.merging.records import RecordPair, outcomes_of, spells_of
from participants.merging.undoing import recorded_since, undo_merge
from participants.register.access import get_participation
from participants.register.actions import ActionRefused
from participants.register.forms.fields import add_problems
from participants.register.pages.responses import log_shown, render_person_page, run_action


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request, slug, public_id):
    """Choose the other record: one that is alike, or one that is searched for."""
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_CORRECT)
    form = PickForm(request.POST or None, cancel_url=participation.get_absolute_url())
    found = None
    if form.is_valid():
        found = form.cleaned_data["q"].apply(candidates.others(participation, request.user), request.user)
        found = list(found.select_related("person", "project").in_list_order()[: candidates.MAX_SHOWN])
    alike = candidates.alike(participation, request.user)
    log_shown(request, *alike, *(found or ()), kind=Kind.SEARCHED)
    context = {"form": form, "found": found, "alike": alike}
    return render_person_page(request, "participants/merging/choose.html", participation, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, slug, public_id, other):
    first, second = get_pair(request, slug, public_id, other)
    pair = RecordPair(first, second)
    number_text = shown_numbers(pair, by=request.user)
    back = reverse("merging:choose", args=[slug, public_id])
    form = MergeForm(
        request.POST or None,
        choices=pair.choices(number_text=number_text),
        rows=pair.rows,
        cancel_url=back,
    )
    if form.is_valid() and (merged := _merge(form, first, second, by=request.user)):
        messages.success(request, _("The records are merged. The merge can be undone within 30 days."))
        return redirect(merged)
    log_shown(request, second)
    return render_person_page(
        request,
        "participants/merging/merge.html",
        first,
        form=form,
        other=second,
        rows=side_by_side(first, second),
        numbers_differ=len(pair.numbered) > 1,
        back_url=back,
    )


def _merge(form, first, second, *, by):
    """Return the merged record, or None with the problems added to the form."""
    try:
        return merge_records(first, second, **form.values(), by=by)
    except ActionRefused as refused:
        add_problems(form, refused.problems)
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request, slug, public_id):
    participation = locked_for_change(
        request, lambda: get_participation(request.user, slug, public_id, Permission.PARTICIPANT_CORRECT)
    )
    merge = get_merge(participation)
    later = recorded_since(merge)
    form = UndoForm(
        request.POST or None,
        later=later,
        texts=[*_record_texts(merge)],
        rows=(
            participation,
            merge,
            spells_of(participation),
            outcomes_of(participation),
            [*later.proof.owners],
        ),
        cancel_url=participation.get_absolute_url(),
    )
    if form.is_valid():
        origin = f"{request.scheme}://{request.get_host()}"
        if run_action(form, undo_merge, merge, **form.values(), origin=origin, by=request.user):
            messages.success(request, _("The merge is undone. Both records are as they were."))
            return redirect(merge.first)
    context = {"form": form, "later": later, "merge": merge}
    return render_person_page(request, "participants/merging/undo.html", participation, **context)


def _record_texts(merge):
    for record in (merge.first, merge.second):
        text = _("%(name)s, registered %(day)s")
        yield text % {"name": isolated(record.full_name), "day": date_text(record.created_at)}
