"""The part of a project for which a membership or an invitation is."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from projects.models import ProjectMunicipality


# One rule in three forms: includes() decides before a spell is stored, condition() finds stored spells, and
# the database function esfportal_reached enforces it (compared in tests/participants/register/test_parts.py).
@dataclass(frozen=True)
class Part:
    """A sub-project, a municipality or an intervention; the whole project without any of them."""

    sub_project_id: int | None = None
    municipality_id: str | None = None
    intervention_id: int | None = None

    @classmethod
    def of(cls, grant):
        return cls(grant.sub_project_id, grant.municipality_id, grant.intervention_id)

    @property
    def is_whole_project(self):
        return not (self.sub_project_id or self.municipality_id or self.intervention_id)

    @cached_property
    def sub_project_municipalities(self):
        """Return the codes of the municipalities that the sub-project runs."""
        rows = ProjectMunicipality.objects.filter(sub_project=self.sub_project_id)
        return set(rows.values_list("municipality", flat=True))

    def includes(self, municipality, intervention):
        """Return whether the part includes a spell in this municipality and intervention (or None)."""
        if self.is_whole_project:
            return True
        if self.municipality_id:
            return municipality is not None and municipality.pk == self.municipality_id
        if self.intervention_id:
            return intervention is not None and intervention.pk == self.intervention_id
        # A sub-project: by the intervention's sub-project, otherwise by the municipality.
        if intervention is not None and intervention.sub_project_id:
            return intervention.sub_project_id == self.sub_project_id
        return municipality is not None and municipality.pk in self.sub_project_municipalities

    def condition(self):
        """Return includes() as a condition on rows with `municipality` and `intervention`."""
        if self.is_whole_project:
            return Q()
        if self.municipality_id:
            return Q(municipality=self.municipality_id)
        if self.intervention_id:
            return Q(intervention=self.intervention_id)
        return Q(intervention__sub_project=self.sub_project_id) | Q(
            Q(intervention__isnull=True) | Q(intervention__sub_project__isnull=True),
            municipality__in=self.sub_project_municipalities,
        )

    def includes_part_of(self, grant):
        """Return whether the part includes everything in the part of the grant."""
        if self.is_whole_project or Part.of(grant) == self:
            return True
        # A sub-project includes its interventions, but no municipality: people in a municipality may take
        # part in an intervention of another sub-project.
        if self.sub_project_id and grant.intervention_id:
            return self.includes(None, grant.intervention)
        return False
