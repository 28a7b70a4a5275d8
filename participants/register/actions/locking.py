"""Lock a participation, and refuse if it was voided or merged since the page was opened."""

from django.utils.translation import gettext as _

from participants.register.actions.errors import ActionRefused
from participants.register.models import Participation
from participants.register.rules.entry_rules import Problem
from projects.models import Project


def lock_project(project):
    """Make registrations in the project wait for each other until the end of the transaction."""
    Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)


def lock_participation(participation):
    """Return the participation with its project, read again and locked. Raises ActionRefused."""
    rows = Participation.objects.select_for_update(of=("self",)).select_related("project")
    found = rows.filter(pk=participation.pk).first()
    if found is None:
        _refuse()
    return found


def lock_participations(participations):
    """Return those of the participations that are valid, with person and project, read again and locked."""
    # In one order everywhere, so that two requests do not wait for each other.
    rows = Participation.objects.select_for_update(of=("self",)).select_related("person", "project")
    return list(rows.filter(pk__in=[each.pk for each in participations]).order_by("pk"))


def refuse_unless_valid(participations):
    # A statement of its own: a row locked by another is not among those read before it waited.
    keys = {participation.pk for participation in participations}
    if Participation.objects.filter(pk__in=keys).count() != len(keys):
        _refuse()


def _refuse():
    text = _("The record has been voided or merged since the page was opened. Nothing is saved.")
    raise ActionRefused([Problem("", text)])
