"""Register of employers: list, page of one, workplaces, contacts and what these agreed to."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access_log import Kind, log_access
from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.files.table_files import file_response
from esfportal.ui.pagination import page_of
from esfportal.ui.posted_data import posted
from participants.employers import access, actions
from participants.employers.forms.employer_forms import ConsentForm, EmployerFilter, EmployerForm
from participants.employers.models import Contact, Employer, Offer
from participants.employers.pages import employer_page
from participants.employers.pages.employers_file import employers_csv
from participants.employers.placing import change_offer
from participants.register.actions import ActionRefused
from participants.register.pages.responses import run_action
from projects.access import get_project

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def employer_list(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    form = EmployerFilter(request.GET, project=project)
    page = page_of(request, form.filter(access.employers_of(project)))
    rows = employer_page.employer_rows(page.object_list, user=request.user, project=project)
    context = {"form": form, "sort": form.order, "page": page, "rows": rows}
    return _render(request, "list", project, **context)


@never_cache
@require_safe
def employers_file(request, slug):
    """Send the chosen rows of the list, all pages of it, as a CSV file."""
    project = get_project(request.user, slug, Permission.PARTICIPANT_VIEW)
    form = EmployerFilter(request.GET, project=project)
    found = form.filter(access.employers_of(project))
    content = employers_csv(employer_page.employer_rows(found, user=request.user, project=project))
    return file_response(content, "csv", f"employers-{slug}")


@require_get_or_post
def add(request, slug):
    project = get_project(request.user, slug, Permission.PARTICIPANT_EDIT)
    back, title = reverse("employers:list", args=[slug]), _("Add an employer")
    form = EmployerForm(posted(request), instance=Employer(project=project), submit=title, cancel_url=back)
    if form.is_valid() and run_action(form, actions.add_employer, form.instance, by=request.user):
        messages.success(request, _("The employer is added. Add workplaces and contacts."))
        return redirect(form.instance)
    return _render(request, "form", project, form=form, title=title, back=back, back_label=_("Employers"))


@never_cache
@require_safe
def detail(request, slug, pk):
    employer = access.get_employer(request.user, slug, pk)
    page = page_of(request, employer_page.shown_placements(employer, request.user))
    placements = employer_page.placement_rows(page.object_list, employer.project)
    if placements:
        people = [row.participation for row in placements]
        log_access(Kind.LISTED, by=request.user, project=employer.project, participations=people)
    context = {
        "employer": employer,
        "page": page,
        "placements": placements,
        "offers": employer_page.offer_rows(employer),
        "workplaces": employer.workplaces.select_related("municipality"),
        "contacts": access.contacts_of(employer),
    }
    return _render(request, "detail", employer.project, **context)


@require_get_or_post
def edit(request, slug, pk):
    employer = locked_for_change(
        request, lambda: access.get_employer(request.user, slug, pk, Permission.PARTICIPANT_EDIT)
    )
    back, name = employer.get_absolute_url(), employer.name
    form = EmployerForm(posted(request), instance=employer, submit=_("Save the changes"), cancel_url=back)
    if form.is_valid() and run_action(
        form, actions.change_employer, employer, changed=form.changed_data, by=request.user
    ):
        messages.success(request, _("The changes are saved."))
        return redirect(back)
    title = _("Change the employer")
    return _render(request, "form", employer.project, form=form, title=title, back=back, back_label=name)


@never_cache
@require_get_or_post
def add_item(request, slug, pk, item_kind):
    employer = access.get_employer(request.user, slug, pk, Permission.PARTICIPANT_EDIT)
    back, title = employer.get_absolute_url(), item_kind.add_label
    item = item_kind.model(employer=employer, project=employer.project)
    form = item_kind.form(posted(request), instance=item, submit=title, cancel_url=back)
    if form.is_valid():
        if item_kind.model is not Contact:
            actions.add_item(form.instance, by=request.user)
            messages.success(request, _("It is added."))
            return redirect(back)
        contact = actions.add_contact(employer, details=form.details(), by=request.user)
        messages.success(request, _("The contact is added. State what the person has agreed to."))
        return redirect("employers:consent", slug, contact.pk)
    return _item_form(request, employer, form, title)


@never_cache
@require_get_or_post
def change_item(request, slug, pk, item_kind):
    item = locked_for_change(request, lambda: access.get_item(request.user, slug, item_kind, pk))
    back, title = item.employer.get_absolute_url(), item_kind.change_label
    form = item_kind.form(posted(request), instance=item, submit=_("Save the changes"), cancel_url=back)
    if form.is_valid() and run_action(form, _change, form, by=request.user):
        messages.success(request, _("The changes are saved."))
        return redirect(back)
    remove_url = reverse("employers:remove_item", args=[slug, item_kind, pk])
    return _item_form(request, item.employer, form, title, remove_url=remove_url)


@never_cache
@require_get_or_post
def remove_item(request, slug, pk, item_kind):
    item = locked_for_change(request, lambda: access.get_item(request.user, slug, item_kind, pk))
    employer = item.employer
    if request.method != "POST":
        context = {"employer": employer, "item": item, "item_kind": item_kind}
        return _render(request, "remove", employer.project, **context)
    if is_outdated(request, item):
        return redirect("employers:remove_item", slug, item_kind, pk)
    try:
        actions.remove_item(item, by=request.user)
        messages.success(request, _("It is removed."))
    except ActionRefused as error:
        messages.error(request, error.problems[0].message)
    return redirect(employer)


@never_cache
@require_get_or_post
def consent(request, slug, pk):
    contact = access.get_contact(request.user, slug, pk)
    back, title = contact.employer.get_absolute_url(), _("What the contact agrees to")
    form = ConsentForm(posted(request), cancel_url=back)
    if form.is_valid() and run_action(
        form, actions.record_consent, contact, **form.values(), by=request.user
    ):
        messages.success(request, _("The answer is recorded."))
        return redirect(back)
    return _item_form(request, contact.employer, form, title, contact=contact)


def _change(form, *, by):
    match form.instance:
        case Contact():
            actions.change_contact(form.instance, details=form.details(), by=by)
        case Offer():
            change_offer(form.instance, changed=form.changed_data, by=by)
        case _:
            actions.change_item(form.instance, changed=form.changed_data, by=by)


def _item_form(request, employer, form, title, **context):
    context |= {"title": title, "back": employer.get_absolute_url(), "back_label": employer.name}
    return _render(request, "form", employer.project, form=form, **context)


def _render(request, template, project, **context):
    about = {"project": project, "section": access.SECTION}
    return render(request, f"participants/employers/{template}.html", about | context)
