from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.audit.removed_rows import RowRemoved, removed_page
from accounts.audit.row_versions import is_outdated
from accounts.audit.versions import locked_for_change
from accounts.permissions import Permission
from esfportal.ui.posted_data import posted
from projects import actions
from projects.access import get_financing_line, get_item, get_project
from projects.forms import FactsForm, TextsForm
from projects.forms.items.money_forms import BookingForm
from projects.forms.items.partner_forms import FUNDERS_BY_ADMINISTRATORS
from projects.models import FinancingEntry, FinancingLine

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_get_or_post
def edit_facts(request, slug):
    project = _locked_project(request, slug)
    form = FactsForm(posted(request), instance=project)
    if form.is_valid():
        actions.change_project(form.instance, changed=form.changed_data, by=request.user)
        messages.success(request, _("The facts are saved."))
        return redirect("projects:about", slug)
    back = reverse("projects:about", args=[slug])
    # The form has written unsaved values to `project`: the page's heading needs the stored ones.
    stored = get_project(request.user, slug)
    return _render_form(request, stored, form, _("Change the facts"), "overview", back)


@require_get_or_post
def edit_texts(request, slug):
    project = _locked_project(request, slug)
    form = TextsForm(posted(request), project=project)
    if form.is_valid():
        actions.write_texts(project, texts=form.texts, by=request.user)
        messages.success(request, _("The texts are saved."))
        return redirect("projects:about", slug)
    back = reverse("projects:about", args=[slug])
    return _render_form(request, project, form, _("Write the public texts"), "overview", back)


@require_get_or_post
def add_item(request, slug, item_type):
    project = get_project(request.user, slug, Permission.PROJECT_EDIT)
    back = item_type.page_url(project)
    form = _form_to_add(request, project, item_type)
    if form.is_valid():
        item = actions.add_item(form.instance, related=form.related, by=request.user)
        messages.success(request, _("Added: %(row)s.") % {"row": item})
        return redirect(back)
    return _render_form(request, project, form, item_type.add_label, item_type.section, back)


@require_get_or_post
def change_item(request, slug, item_type, pk):
    try:
        item = locked_for_change(request, lambda: get_item(request.user, slug, item_type, pk))
    except RowRemoved as removed:
        if request.method != "POST":
            raise
        return removed_page(request, removed, form=_form_to_add_again(request, slug, item_type))
    back = item_type.page_url(item.project)
    if _is_set_by_administrators(request, item):
        return redirect(back)
    title = _("Change: %(row)s") % {"row": item}  # before the form writes to the item
    form = item_type.form(posted(request), instance=item, submit=_("Save the changes"), cancel_url=back)
    if form.is_valid():
        related = form.related
        actions.change_item(form.instance, related=related, changed=form.changed_data, by=request.user)
        messages.success(request, _("The changes are saved."))
        return redirect(back)
    remove_url = reverse("projects:remove_row", args=[slug, item_type, pk])
    return _render_form(request, item.project, form, title, item_type.section, back, remove_url=remove_url)


def _form_to_add_again(request, slug, item_type):
    project = get_project(request.user, slug, Permission.PROJECT_EDIT)
    form = _form_to_add(request, project, item_type)
    form.helper.form_action = reverse("projects:add_row", args=[slug, item_type])
    return form


def _form_to_add(request, project, item_type):
    return item_type.form(
        posted(request),
        instance=item_type.new_item(project),
        submit=item_type.add_label,
        cancel_url=item_type.page_url(project),
    )


def _is_set_by_administrators(request, item):
    is_set = getattr(item, "is_set_by_administrators", False)
    if is_set:
        messages.error(request, FUNDERS_BY_ADMINISTRATORS)
    return is_set


@require_get_or_post
def remove_item(request, slug, item_type, pk):
    item = locked_for_change(request, lambda: get_item(request.user, slug, item_type, pk))
    back = item_type.page_url(item.project)
    if _is_set_by_administrators(request, item):
        return redirect(back)
    if request.method == "POST" and is_outdated(request, item):
        return redirect("projects:remove_row", slug, item_type, pk)
    if request.method != "POST":
        context = {"project": item.project, "section": item_type.section, "item": item, "back": back}
        return render(request, "projects/remove.html", context)
    try:
        actions.remove_item(item, by=request.user)
    except actions.StillUsed as error:
        messages.error(
            request,
            _("%(row)s can't be removed: %(words)s depend on it.") % {"row": item, "words": error.users_text},
        )
    else:
        messages.success(request, _("Removed: %(row)s.") % {"row": item})
    return redirect(back)


@require_get_or_post
def book(request, slug, pk):
    try:
        line = get_financing_line(request.user, slug, pk)
    except RowRemoved as removed:
        if request.method != "POST":
            raise
        return removed_page(request, removed, typed=_typed_booking(request))
    back = reverse("projects:money", args=[slug])
    form = BookingForm(posted(request), instance=FinancingEntry(line=line), cancel_url=back)
    if form.is_valid():
        actions.book(line, **form.cleaned_data, by=request.user)
        messages.success(request, _("The booking is made."))
        return redirect(back)
    title = _("Book on: %(line)s") % {"line": line}
    return _render_form(request, line.project, form, title, "money", back)


def _typed_booking(request):
    form = BookingForm(request.POST, instance=FinancingEntry(line=FinancingLine()), cancel_url="")
    return [(bound.label, bound.data) for bound in form.visible_fields()]


def _locked_project(request, slug):
    return locked_for_change(request, lambda: get_project(request.user, slug, Permission.PROJECT_EDIT))


def _render_form(request, project, form, title, section, back, **context):
    context |= {"project": project, "form": form, "title": title, "section": section, "back": back}
    return render(request, "projects/form.html", context)
