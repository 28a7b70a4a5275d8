"""The parts of a project in which a user may register people."""

from dataclasses import dataclass

from accounts.access import memberships_with
from accounts.permissions import Permission
from esfportal.database.swedish_order import by_shown_name
from projects.models import Intervention, Municipality
from projects.parts import Part


@dataclass(frozen=True)
class EditableParts:
    project: object
    parts: tuple  # in which the user may write about participants

    @property
    def is_whole_project(self):
        return any(part.is_whole_project for part in self.parts)

    def municipalities(self):
        if self.is_whole_project:
            return Municipality.objects.filter(projects=self.project).order_by("name")
        of_project = set(self.project.project_municipalities.values_list("municipality", flat=True))
        codes = {code for part in self.parts for code in self._municipalities_of(part, of_project)}
        return Municipality.objects.filter(code__in=codes).order_by("name")

    @property
    def own_municipalities(self):
        """Return the codes of the memberships for one municipality."""
        return {part.municipality_id for part in self.parts if part.municipality_id}

    @property
    def may_be_without_intervention(self):
        return any(
            part.is_whole_project
            or part.municipality_id
            or (part.sub_project_id and part.sub_project_municipalities)
            for part in self.parts
        )

    def other_municipalities(self):
        """Return municipalities outside the project."""
        if not self.is_whole_project:
            # Only a membership for the whole project includes these.
            return Municipality.objects.none()
        return Municipality.objects.exclude(projects=self.project).order_by("name")

    def interventions(self):
        interventions = Intervention.objects.filter(project=self.project).order_by(by_shown_name())
        if self.is_whole_project:
            return list(interventions)
        return [each for each in interventions if any(_may_use(part, each) for part in self.parts)]

    def includes(self, municipality, intervention):
        """Return whether one of the parts includes a spell here."""
        return any(part.includes(municipality, intervention) for part in self.parts)

    def _municipalities_of(self, part, all_codes):
        if part.municipality_id:
            return {part.municipality_id}
        if part.sub_project_id:
            return part.sub_project_municipalities
        municipality = Intervention.objects.get(pk=part.intervention_id).municipality_id
        return {municipality} if municipality else all_codes


def editable_parts(user, project):
    memberships = memberships_with(user, Permission.PARTICIPANT_EDIT)
    return EditableParts(project, tuple(Part.of(m) for m in memberships if m.project_id == project.pk))


def _may_use(part, intervention):
    """Return whether the part may include a spell in the intervention, depending on the municipality."""
    if part.intervention_id:
        return intervention.pk == part.intervention_id
    if part.municipality_id:
        return intervention.municipality_id in (None, part.municipality_id)
    return intervention.sub_project_id in (None, part.sub_project_id)
