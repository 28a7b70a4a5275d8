from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audit.removed_rows import RemovedPage, get_or_removed
from accounts.permissions import Permission
from participants.employers.item_types import ITEM_TYPES
from participants.employers.models import Contact, Employer, Placement
from participants.employers.placing import link_of
from participants.register.identity.merged_records import record_keys
from projects.access import get_project
from projects.history_entries import removed_item_name

SECTION = "employers"  # of the project's menu


def employers_of(project):
    """Return the project's employers; the caller has checked that the user may see them."""
    return Employer.objects.in_project(project)


def get_employer(user, slug, pk, permission=Permission.PARTICIPANT_VIEW):
    """Return the employer; 404 outside the user's projects, 403 without the permission."""
    project = get_project(user, slug, permission)
    page = RemovedPage(project, SECTION, reverse("employers:list", args=[slug]), removed_item_name)
    employer = get_or_removed(employers_of(project), page=page, pk=pk)
    employer.project = project
    return employer


def get_item(user, slug, item_type, pk):
    """Return a workplace, a contact or another item of an employer, which the user may change."""
    project = get_project(user, slug, Permission.PARTICIPANT_EDIT)
    page = RemovedPage(project, SECTION, item_type.list_url(project), removed_item_name)
    rows = item_type.model.objects.filter(project=project).select_related("employer")
    item = get_or_removed(rows, page=page, pk=pk)
    item.project = item.employer.project = project
    return item


def get_contact(user, slug, pk):
    return get_item(user, slug, ITEM_TYPES["contacts"], pk)


def contacts_of(employer):
    return Contact.objects.filter(employer=employer).with_consents()


def get_placement(participation, pk):
    """Return a placement of the participation, or of a record that was merged into it."""
    project = participation.project
    page = RemovedPage(
        project, "participants", participation.get_absolute_url(), lambda _event: _("placement")
    )
    rows = Placement.objects.select_related("employer", "offer__project")
    return get_or_removed(rows, page=page, pk=pk, participation__in=record_keys(participation))


def employer_named(outcome):
    link = link_of(outcome)
    return link and link.employer
