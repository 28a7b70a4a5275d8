"""Information and consents: pages of a participant, and texts."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import may
from accounts.access_log import Kind, log_access
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from participants.consents import pages
from participants.consents.access import (
    chosen_consents,
    entry_in_force,
    get_subject,
    get_text,
    is_recorded,
    spells_without_entry,
)
from participants.consents.actions import choose_consents, record_entries, record_entry
from participants.consents.forms import ConsentsForm, EntryForm, SeveralEntriesForm
from participants.consents.gates import NOT_WITHOUT
from participants.register.access import get_participation, participations_in
from participants.register.pages.responses import render_person_page, run_action
from participants.register.pages.way_back import WayBackForm
from projects.access import get_project


@never_cache
@require_safe
def person(request, slug, public_id):
    participation = get_participation(request.user, slug, public_id)
    context = {
        "may_edit": may(request.user, Permission.PARTICIPANT_EDIT, participation.project),
        "tab": "consents",
        **pages.person_context(participation),
    }
    return render_person_page(request, "participants/consents/person.html", participation, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request, slug, public_id, subject):
    participation = get_participation(request.user, slug, public_id, Permission.PARTICIPANT_EDIT)
    subject = get_subject(subject)
    back = reverse("consents:person", args=[slug, public_id])
    title = pages.record_label(subject)
    form = EntryForm(
        request.POST or None,
        participation=participation,
        subject=subject,
        current=entry_in_force(participation, subject),
        submit=title,
        cancel_url=back,
    )
    way_back = WayBackForm.of(request)
    given = {"subject": subject, "by": request.user, "number": form.number}
    is_again = is_recorded(participation, form.sent_number)  # the request came twice
    if is_again or (
        form.is_valid() and run_action(form, record_entry, participation, **form.values(), **given)
    ):
        messages.success(request, _("It is recorded."))
        saved = way_back.after_saving(participation)
        return redirect(back if saved == participation.get_absolute_url() else saved)
    context = {"form": form, "subject": subject, "title": title, "not_without": NOT_WITHOUT.get(subject)}
    return render_person_page(request, "participants/consents/record.html", participation, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record_several(request, slug, subject):
    project = get_project(request.user, slug, Permission.PARTICIPANT_EDIT)
    subject = get_subject(subject)
    spells = spells_without_entry(participations_in(project, request.user), subject)
    form = SeveralEntriesForm(
        request.POST or None,
        spells=spells,
        subject=subject,
        submit=pages.record_label(subject),
        cancel_url=reverse("consents:texts", args=[slug]),
    )
    given = {"subject": subject, "by": request.user}
    if form.is_valid() and run_action(form, record_entries, form.chosen, **form.values(), **given):
        count = len(form.chosen)
        text = ngettext("It is recorded for %(count)s person.", "It is recorded for %(count)s people.", count)
        messages.success(request, text % {"count": count})
        return redirect("consents:texts", slug)
    shown = [spell.participation for spell in spells]
    log_access(Kind.LISTED, by=request.user, project=project, participations=shown)
    context = {"project": project, "section": "participants", "form": form, "subject": subject}
    return render(request, "participants/consents/several.html", context | {"spells": spells})


@require_safe
def texts(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    context = {
        "project": project,
        "section": "participants",
        "may_choose": may(request.user, Permission.PROJECT_EDIT, project),
        "may_record": may(request.user, Permission.PARTICIPANT_EDIT, project),
        **pages.texts_context(project),
    }
    return render(request, "participants/consents/texts.html", context)


@require_safe
def text(request, slug, pk):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    shown = get_text(pk)
    context = {
        "project": project,
        "section": "participants",
        "text": shown,
        "paragraphs": pages.paragraphs(shown, project),
    }
    return render(request, "participants/consents/text.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request, slug):
    project = get_project(request.user, slug, Permission.PROJECT_EDIT)
    chosen = locked_for_change(request, lambda: chosen_consents(project))
    back = reverse("consents:texts", args=[slug])
    form = ConsentsForm(request.POST or None, chosen=chosen, cancel_url=back)
    if form.is_valid():
        choose_consents(project, **form.cleaned_data, by=request.user)
        messages.success(request, _("The choice is saved."))
        return redirect(back)
    context = {"project": project, "section": "participants", "form": form}
    return render(request, "participants/consents/choose.html", context)
