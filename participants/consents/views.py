"""Information and consents of a participant, and the texts to read or print."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import may
from accounts.permissions import Permission
from participants.consents import pages
from participants.consents.access import entry_in_force, get_subject, get_text, is_recorded
from participants.consents.actions import record_entry
from participants.consents.forms import EntryForm
from participants.register.access import get_participation
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
    context = {"form": form, "subject": subject, "title": title}
    return render_person_page(request, "participants/consents/record.html", participation, **context)


@require_safe
def texts(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    context = {"project": project, "section": "participants", **pages.texts_context()}
    return render(request, "participants/consents/texts.html", context)


@require_safe
def text(request, slug, pk):
    """Show one version of a text, to print for the participant."""
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    shown = get_text(pk)
    context = {
        "project": project,
        "section": "participants",
        "text": shown,
        "paragraphs": pages.paragraphs(shown, project),
    }
    return render(request, "participants/consents/text.html", context)
