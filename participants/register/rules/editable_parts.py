"""The parts of a project in which a user may register people."""

from dataclasses import dataclass

from accounts.access import memberships_with
from accounts.permissions import Permission
from projects.models import Intervention, Municipality


@dataclass(frozen=True)
class EditableParts:
    project: object
    # Those with which the user may write about participants of the project.
    memberships: tuple

    @property
    def is_whole_project(self):
        return any(not membership.is_limited_to_part for membership in self.memberships)

    def municipalities(self):
        codes = set(self.project.project_municipalities.values_list("municipality", flat=True))
        if not self.is_whole_project:
            codes = {code for membership in self.memberships for code in _municipalities(membership, codes)}
        return Municipality.objects.filter(code__in=codes).order_by("name")

    def other_municipalities(self):
        """Return municipalities outside the project."""
        if not self.is_whole_project:
            # Only a membership for the whole project includes these.
            return Municipality.objects.none()
        return Municipality.objects.exclude(projects=self.project).order_by("name")

    def interventions(self):
        interventions = Intervention.objects.filter(project=self.project).order_by("name")
        if self.is_whole_project:
            return interventions
        usable = [
            each.pk
            for each in interventions
            if any(_includes_intervention(m, each) for m in self.memberships)
        ]
        return interventions.filter(pk__in=usable)

    def includes(self, municipality, intervention):
        """Return whether one membership includes a spell here."""
        return any(_includes(membership, municipality, intervention) for membership in self.memberships)


def editable_parts(user, project):
    memberships = memberships_with(user, Permission.PARTICIPANT_EDIT)
    return EditableParts(project, tuple(m for m in memberships if m.project_id == project.pk))


def _municipalities(membership, all_codes):
    if membership.municipality_id:
        return {membership.municipality_id}
    if membership.intervention_id:
        municipality = membership.intervention.municipality_id
        return {municipality} if municipality else all_codes
    rows = membership.sub_project.project_municipalities
    return set(rows.values_list("municipality", flat=True))


def _includes_intervention(membership, intervention):
    if membership.intervention_id:
        return intervention.pk == membership.intervention_id
    if membership.municipality_id:
        return intervention.municipality_id in (None, membership.municipality_id)
    return intervention.sub_project_id in (None, membership.sub_project_id)


def _includes(membership, municipality, intervention):
    # The same rule as ParticipationQuerySet._within, for a spell that is not stored yet.
    if not membership.is_limited_to_part:
        return True
    if membership.municipality_id:
        return municipality.pk == membership.municipality_id
    if membership.intervention_id:
        return intervention is not None and intervention.pk == membership.intervention_id
    if intervention is not None and intervention.sub_project_id:
        return intervention.sub_project_id == membership.sub_project_id
    return municipality.pk in _municipalities(membership, set())
