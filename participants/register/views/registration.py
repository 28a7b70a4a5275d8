"""Register a participant."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access_log import Kind, Purpose, log_access
from accounts.permissions import Permission
from participants.register import actions
from participants.register.access import find_participation, get_draft, openable, own_drafts
from participants.register.actions.drafts import data_of
from participants.register.forms import RegistrationForm
from participants.register.forms.fields import add_problems
from projects.access import get_project


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_EDIT)
    form = _form(request, project)
    if made := form.sent_number and find_participation(request.user, project, form.sent_number):
        return _made_already(request, made.get_absolute_url())
    if form.is_look_up:
        return _show_look_up(request, project, form)
    if form.is_valid():
        try:
            participation = actions.register_participant(
                project,
                values=form.values(),
                by=request.user,
                public_id=form.number,
                is_new_person=form.cleaned_data["is_another_person"],
                **form.said(),
            )
        except actions.AlreadyMade:
            # Not looked up: the access scope is as it was before the other request registered the person.
            return _made_already(request, reverse("register:detail", args=[slug, form.number]))
        except actions.AlreadyTakesPart as error:
            if error.participation.public_id == form.number:
                return _made_already(request, error.participation.get_absolute_url())
            form.show_existing(error.participation, is_same_number=error.is_same_number)
        except actions.ActionRefused as error:
            add_problems(form, error.problems)
        else:
            return _registered(request, form, participation)
    return _show(request, project, form)


@never_cache
@require_safe
def draft(request, slug, pk):
    """Show the form as it was left."""
    project, found = get_draft(request.user, slug, pk)
    if found is None:
        messages.info(request, _("The draft is no longer kept."))
        return redirect("register:register", slug=slug)
    form = _form(request, project, data_of(found))
    form.helper.form_action = reverse("register:register", args=[slug])
    form.is_valid()
    form.keep_errors_of("personal_identity_number")
    return _show(request, project, form)


@never_cache
@require_POST
def discard_draft(request, slug, pk):
    project = get_project(request.user, slug, Permission.PARTICIPANT_EDIT)
    actions.discard_draft(pk, by=request.user)
    messages.success(request, _("The draft is thrown away."))
    return redirect("register:register", slug=project.slug)


@never_cache
@require_POST
def check_registration(request, slug):
    """Render what the server derives from the unfinished form, which is kept as a draft."""
    project = get_project(request.user, slug, Permission.PARTICIPANT_EDIT)
    form = _form(request, project)
    form.is_valid()
    _keep(request, project, form)
    context = {**_context(request, project, form), **_look_up(request, project, form)}
    return render(request, "participants/register/form/checked.html", context)


def _show_look_up(request, project, form):
    """Show the form again, with what is known of the number filled in."""
    form.is_valid()
    _keep(request, project, form)
    found = _look_up(request, project, form)
    if proposals := found.get("proposals"):
        form = _form(request, project, {**request.POST.dict(), **dict(proposals)})
        form.is_valid()
    form.keep_errors_of("personal_identity_number")
    return _show(request, project, form, **found | {"proposals": ()})


def _keep(request, project, form):
    if form.sent_number and form.has_name_or_number:
        actions.keep_draft(form.sent_number, project=project, data=request.POST, by=request.user)


def _show(request, project, form, **context):
    drafts = own_drafts(request.user, project).exclude(pk=form.number).defer("content_encrypted")
    context |= {**_context(request, project, form), "drafts": drafts}
    return render(request, "participants/register/register.html", context)


def _look_up(request, project, form):
    number = form.number_to_look_up
    if number is None:
        return {}
    found = actions.look_up_number(number, project=project, by=request.user)
    return {"look_up": found, "proposals": form.proposals(found.seen) if found.seen else ()}


def _made_already(request, address):
    messages.info(request, _("The participant was registered already. The request came twice."))
    return redirect(address)


def _registered(request, form, participation):
    if not form.is_followed_by_next:
        messages.success(request, _("The participant is registered."))
        return redirect(participation)
    messages.success(request, _("The participant is registered. Here is the form for the next one."))
    return redirect(form.next_url)


def _form(request, project, data=None):
    return RegistrationForm(
        data or (request.POST if request.method == "POST" else None),
        project=project,
        user=request.user,
        start=request.GET,
        check_url=reverse("register:check", args=[project.slug]),
        cancel_url=reverse("register:list", args=[project.slug]),
    )


def _context(request, project, form):
    doubles = form.doubles
    # The answer that a person takes part already is a search result, so it is logged.
    if doubles:
        log_access(
            Kind.SEARCHED,
            by=request.user,
            project=project,
            participations=doubles,
            purpose=Purpose.REGISTRATION,
        )
    open_to_user = openable(request.user, doubles)
    return {
        "project": project,
        "section": "participants",
        "form": form,
        "capacity": form.capacity,
        "existing": form.existing,
        "doubles": [(each, each.pk in open_to_user) for each in doubles],
    }
