"""The log of downloads in words: who downloaded which file of which report, and when."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.access import is_administrator, memberships_with
from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry
from accounts.permissions import Permission, Role
from esfportal.files.kinds import FileKind
from esfportal.ui.formats import period
from projects.models import Project
from reporting.reports.models import Report, ReportAttachment, ReportFile
from reporting.reports.oversight.notes import may_note

Audience = ReportFile.Audience


@dataclass(frozen=True)
class Download:
    at: datetime
    who: str
    role: str
    organisation: str
    project: str
    report: str
    url: str  # of the report, where the user may open it
    file: str

    @property
    def standing(self):
        """Return role and organisation, without the role where it is shown in place of the name."""
        return ", ".join(filter(None, [self.role if self.who else "", self.organisation]))


def led_projects(user):
    # Of those on the project's side, leaders alone see who among them has done what.
    return {m.project_id for m in memberships_with(user, Permission.TEAM_MANAGE)}


def funded_projects(user):
    return {m.project_id for m in memberships_with(user, Permission.REPORT_ANSWER)}


def sees_downloads(user, project):
    return project.pk in led_projects(user) or may_note(user, project)


def logged_projects(user):
    """Return the projects whose downloads the user may see."""
    found = Project.objects.visible_to(user)
    if not is_administrator(user):
        found = found.filter(pk__in=led_projects(user) | funded_projects(user))
    return list(found.only("slug", "name", "name_en", "short_name", "short_name_en"))


def logged_downloads(user):
    """Return the entries of downloads that the user may see, the latest first."""
    found = AuditEntry.objects.filter(action=AuditAction.REPORT_DOWNLOADED).select_related(
        "actor__organisation", "project"
    )
    if is_administrator(user):
        return found
    released = [audience.value for audience in ReportFile.RELEASED_TO]
    of_funders = Q(
        project__in=funded_projects(user), details__status="submitted", details__audience__in=released
    )
    return found.filter(Q(project__in=led_projects(user)) | of_funders)


def shown_downloads(entries, user):
    """Return a Download for each entry; the reports take one statement, and their attachments one."""
    entries = list(entries)
    keys = {int(entry.object_id) for entry in entries}
    fields = ("public_id", "project", "kind", "starts_on", "ends_on")
    reports = Report.objects.only(*fields).order_by().in_bulk(keys)
    may_open = {*(memberships.project_id for memberships in memberships_with(user, Permission.REPORT_VIEW))}
    attached = {entry.details["attachment"] for entry in entries if "attachment" in entry.details}
    titles = dict(
        ReportAttachment.objects.filter(pk__in=attached).values_list("pk", "title") if attached else ()
    )
    return [_shown(entry, reports.get(int(entry.object_id)), may_open, titles, user) for entry in entries]


def _shown(entry, report, may_open, titles, user):
    role = _role(entry)
    name = (
        entry.actor.full_name if entry.actor and is_named(entry.actor, role, entry.project_id, user) else ""
    )
    organisation = entry.actor.organisation if entry.actor else None
    is_open = report is not None and entry.project_id in may_open
    return Download(
        at=entry.at,
        who=name,
        role=str(Role(role).label),
        organisation=str(organisation or ""),
        project=entry.project.display_short_name,
        report=_name_of(report),
        url=reverse("reports:detail", args=[entry.project.slug, report.public_id]) if is_open else "",
        file=_file(entry.details, titles),
    )


def _role(entry):
    # Entries from before it was written: only the project's own staff and auditors had every number.
    is_full = entry.details.get("audience") == Audience.FULL
    return entry.details.get("role") or (Role.CASE_WORKER if is_full else Role.FUNDER)


def is_named(actor, role, project_pk, user):
    """Return True if the log names the person to the user; others are shown by organisation and role (ADR 124)."""
    if actor == user or is_administrator(user):
        return True
    if role == Role.FUNDER:
        is_colleague = user.organisation_id is not None and actor.organisation_id == user.organisation_id
        return is_colleague and project_pk in funded_projects(user)
    return project_pk in led_projects(user)


def _name_of(report):
    if report is None:  # a draft, for an administrator, or a deleted one
        return _("a report that is not shown to you")
    return f"{report.kind_label} {period(report.starts_on, report.ends_on)}"


def _file(details, titles):
    if "attachment" in details:
        return _attached_file(details, titles)
    names = {"sv": _("in Swedish"), "en": _("in English")}
    kind = dict(ReportFile.Kind.choices).get(details.get("kind"), "")
    audience = dict(Audience.choices).get(details.get("audience"), "")
    found = [" ".join(filter(None, [kind, names.get(details.get("language"), "")])), str(audience)]
    return capfirst(", ".join(filter(None, found)))


def _attached_file(details, titles):
    # A removed one, or one of a report that is not shown to the user, has no title here.
    title = titles.get(details["attachment"])
    kind = FileKind(details["kind"]).label
    return _("Attachment: %(title)s") % {"title": title or kind}
