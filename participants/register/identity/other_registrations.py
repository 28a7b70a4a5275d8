"""Find a person by number in projects other than the one that registers them."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.database_access import system_scope, whole_project_reading
from participants.register.identity import numbers
from participants.register.identity.person_lookup import unprotected_person
from participants.register.models import Participation, Spell
from projects.models import Project


def find_visible(number, *, project, user):
    """Return the latest participation in another project whose record the user may see, or None."""
    visible = Participation.objects.visible_to(user).exclude(project=project).unprotected_or_opened_by(user)
    found = visible.with_number_index(numbers.blind_index(number.digits))
    return found.select_related("project", "person").order_by("-created_at").first()


def find_in_other_projects(number, *, project):
    """Return the participations of an unprotected person who takes part in other running projects now."""
    # The same statements for a protected person and an unknown number: their times must not differ either.
    person = unprotected_person(number)
    # One project at a time: no access scope shows in which projects a person takes part.
    with system_scope():
        others = list(Project.objects.running(timezone.localdate()).exclude(pk=project.pk).order_by("name"))
    return [found for other in others if (found := _taking_part(other, person))]


def _taking_part(project, person):
    now = Spell.objects.filter(participation=OuterRef("pk"), exit_date__isnull=True)
    with whole_project_reading(project):
        merged = Participation.with_voided.in_project(project).filter(person=person)
        there = Participation.objects.in_project(project).unprotected().filter(Exists(now))
        found = there.filter(Q(person=person) | Q(pk__in=merged.values("merged_into")))
        return found.select_related("project").first()
