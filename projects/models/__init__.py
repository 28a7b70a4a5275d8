from projects.models.geography import County, EsfRegion, Municipality
from projects.models.money import BudgetLine, FinancingEntry, FinancingLine
from projects.models.parts import Intervention, PartMixin, ProjectMunicipality, SubProject
from projects.models.project import (
    Event,
    Phase,
    ProgrammePeriod,
    Project,
    ProjectOrganisation,
    ProjectText,
    in_language,
)
from projects.models.targets import Condition, Measure, Target, TargetGroup

__all__ = [
    "BudgetLine",
    "Condition",
    "County",
    "EsfRegion",
    "Event",
    "FinancingEntry",
    "FinancingLine",
    "Intervention",
    "Measure",
    "Municipality",
    "PartMixin",
    "Phase",
    "ProgrammePeriod",
    "Project",
    "ProjectMunicipality",
    "ProjectOrganisation",
    "ProjectText",
    "SubProject",
    "Target",
    "TargetGroup",
    "in_language",
]
