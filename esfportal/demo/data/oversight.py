"""Made-up internal notes of the running project's funder, and downloads of its reports."""

from accounts.permissions import Role
from projects.team.models import Membership
from reporting.reports.actions import audit_download
from reporting.reports.life.states import State
from reporting.reports.models import ReportFile
from reporting.reports.oversight.notes import add_note

OF_PROJECT = (
    "Överlämning från föregående handläggare: projektet har tre kommuner och fyra insatser, och Hofors kom i gång ett "
    "kvartal efter de andra. Fråga om följeforskningens delrapport vid nästa avstämning."
)
OF_APPROVED = "Delmålen följer beslutet. Stickprov på två budgetrader gjordes utan anmärkning."
OF_RETURNED = "Samtal med projektet om vad kompletteringen ska innehålla. De är överens om dagen."
OF_NEXT_VERSION = (
    "Kompletteringen är inne. Jämför målen och fördelningen mellan kvinnor och män med förra versionen."
)


def record_oversight(project, *, leader):
    """Write the notes and record the downloads of the project's submitted reports, once."""
    officer = answering_officer(project)
    if officer is None or project.report_notes.exists():
        return
    add_note(project=project, text=OF_PROJECT, by=officer)
    for report in project.reports.submitted().order_by("submitted_at", "pk"):
        add_note(project=project, report=report, text=_text_about(report), by=officer)
        _download(report, ReportFile.Audience.FULL, ["pdf", "csv"], by=leader)
        _download(report, ReportFile.Audience.AUTHORITY, ["pdf", "xlsx"], by=officer)


def answering_officer(project):
    """Return the responsible officer of the project, or another of its funders, or None."""
    funding = Membership.objects.in_force().filter(project=project, role=Role.FUNDER).select_related("user")
    held = funding.filter(responsible_for__isnull=False).first() or funding.first()
    return held.user if held else None


def _text_about(report):
    if report.state == State.APPROVED:
        return OF_APPROVED
    return OF_RETURNED if report.is_returned else OF_NEXT_VERSION


def _download(report, audience, kinds, *, by):
    for file in report.files_for(audience):
        if file.language == "sv" and file.kind in kinds:
            audit_download(file=file, by=by)
