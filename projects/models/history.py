"""History models, with every version of each row."""

from accounts.audit.row_history import track
from projects.models.components import Intervention, ProjectMunicipality, SubProject
from projects.models.money import BudgetLine, FinancingEntry, FinancingLine
from projects.models.project import Event, Phase, Project, ProjectOrganisation, ProjectText
from projects.models.report_duties import ReportDuty
from projects.models.targets import Target, TargetGroup

ProjectHistory = track(Project)
ProjectOrganisationHistory = track(ProjectOrganisation, find_by="project")
ProjectTextHistory = track(ProjectText, find_by="project")
PhaseHistory = track(Phase, find_by="project")
EventHistory = track(Event, find_by="project")
SubProjectHistory = track(SubProject, find_by="project")
ProjectMunicipalityHistory = track(ProjectMunicipality, find_by="project")
InterventionHistory = track(Intervention, find_by="project")
TargetHistory = track(Target, find_by="project")
TargetGroupHistory = track(TargetGroup, find_by="project")
ReportDutyHistory = track(ReportDuty, find_by="project")
BudgetLineHistory = track(BudgetLine, find_by="project")
FinancingLineHistory = track(FinancingLine, find_by="project")
FinancingEntryHistory = track(FinancingEntry, find_by="line")


# Proxies, because `track` needs a model class for the tables of the many-to-many fields.
class SubProjectEmployer(SubProject.employers.through):
    class Meta:
        proxy = True


class InterventionEmployer(Intervention.employers.through):
    class Meta:
        proxy = True


SubProjectEmployerHistory = track(SubProjectEmployer, find_by="subproject")
InterventionEmployerHistory = track(InterventionEmployer, find_by="intervention")
