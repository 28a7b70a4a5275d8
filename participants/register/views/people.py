"""Page of one participant: identity, entry record, timeline and history."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import may
from accounts.access_log import Kind
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from participants.register import actions
from participants.register.access import get_participation
from participants.register.forms import EntryForm
from participants.register.identity import numbers
from participants.register.pages import history_entries, person_page
from participants.register.pages.page_context import PERSON_PAGE, panels_context
from participants.register.pages.responses import log_shown, render_person_page, run_action
from participants.register.pages.way_back import WayBackForm
from participants.register.prepared_facts import PAGE_FACTS, add_facts


@never_cache
@require_safe
def detail(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id)
    return _page(request, participation)


@never_cache
@require_POST
def print_view(request, slug, public_id):
    """Show the page for printing, for browsers without JavaScript."""
    participation = get_participation(request.user, slug, public_id)
    return _page(request, participation, kind=Kind.PRINTED)


@require_POST
def printed(request, slug, public_id):
    """Log a print of the open page, sent by static/js/print.js."""
    participation = get_participation(request.user, slug, public_id)
    log_shown(request, participation, kind=Kind.PRINTED)
    return HttpResponse(status=204)


@never_cache
@require_POST
def reveal(request, slug, public_id):
    """Show the page with the whole number; the request is audited."""
    participation = get_participation(request.user, slug, public_id)
    try:
        number = actions.reveal_identity(participation, by=request.user)
    except numbers.NumberUnreadable:
        messages.error(
            request,
            _("The stored number can't be read. Tell the portal's operator; nothing is lost by waiting."),
        )
        return redirect(participation)
    return _page(request, participation, kind=Kind.REVEALED, number=number)


def _page(request, participation, *, kind=Kind.OPENED, number=""):
    if not participation.has_merged_sources:
        participation.merged_sources = []  # which saves the query for them
    person_page.read_spells(participation)
    about = {**panels_context(request, participation), **PERSON_PAGE.context(request, participation)}
    if not hasattr(participation, PAGE_FACTS[0]):  # the statement of the explanations has set them
        add_facts([participation])
    may_edit = may(request.user, Permission.PARTICIPANT_EDIT, participation.project)
    context = {
        "record_access": participation.record_access,
        "is_revealed": kind == Kind.REVEALED,
        "is_print": kind == Kind.PRINTED,
        "number": number or numbers.masked_number(participation.person),
        "changes": history_entries.changes(participation, known=person_page.parts_of_spells(participation)),
        **person_page.page_context(
            participation, about["outcomes"], may_edit=may_edit, way_back=WayBackForm.of(request)
        ),
        **about,
    }
    return render_person_page(
        request, "participants/register/detail.html", participation, kind=kind, **context
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug, public_id):
    participation = locked_for_change(
        request, lambda: get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    )
    add_facts([participation])
    way_back = WayBackForm.of(request)
    form = EntryForm(
        request.POST or None,
        participation=participation,
        entry_date=participation.first_entry,
        cancel_url=way_back.without_saving(participation),
    )
    if form.is_valid() and run_action(
        form, actions.correct_entry, participation, values=form.values(), by=request.user, **form.said()
    ):
        messages.success(request, _("The corrections are saved."))
        return redirect(way_back.after_saving(participation))
    return render_person_page(request, "participants/register/edit.html", participation, form=form)
