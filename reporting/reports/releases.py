"""Releases: choose and store the figures that funders and the public may see."""

from dataclasses import dataclass, replace
from secrets import token_hex

from django.conf import settings
from django.db import transaction

from accounts.database_access import system_scope
from projects.models import Project
from reporting import disclosure
from reporting.indicators.figures import ComputedReport
from reporting.reports import files, storage
from reporting.reports.files.steps import KINDS_AND_LANGUAGES
from reporting.reports.models import Report, ReportFile, ReportRelease
from reporting.reports.submissions import submission_of

Audience = ReportFile.Audience
PROJECTS_PER_SWEEP = 5


@dataclass(frozen=True)
class PreparedReport:
    """A computed report, its release, and the earlier reports (primary keys) that were considered."""

    computed: ComputedReport
    release: disclosure.Release
    considered_reports: list

    def document_for(self, audience):
        return self.release.shown if audience == Audience.RELEASED else self.computed.document


def prepare(report, computed):
    others = report.project.reports.in_order_of_submission().exclude(pk=report.pk)
    earlier = {
        other.pk: _stored_release(other)
        for other in others.select_related("release").defer("counted_participations", "counted_by_figure")
    }
    release = _release(computed.document, earlier.values())
    document = replace(computed.document, released_digest=release.shown.digest)
    return PreparedReport(replace(computed, document=document), release, list(earlier))


def _release(document, earlier):
    return disclosure.release(
        document,
        rules=disclosure.DisclosureRules(
            smallest=settings.SMALL_CELL_THRESHOLD,
            smallest_in_part=settings.SMALL_CELL_THRESHOLD,
            smallest_base=settings.SMALL_BASE,
            smallest_base_in_part=settings.SMALL_BASE,
        ),
        earlier=list(earlier),
    )


def _stored_release(report):
    return disclosure.Release(report.document, report.release.document, report.release.alternatives)


def store_release(report, made):
    """Store the release of a draft, whose row the caller has locked."""
    kept = {
        "figures": made.release.shown.to_json(),
        "alternatives": made.release.alternatives,
        "considered_reports": made.considered_reports,
    }
    report.release, _created = ReportRelease.objects.update_or_create(report=report, defaults=kept)


def release_overdue_reports():
    """Release reports that were submitted before releases existed, a few projects at a time."""
    with system_scope():
        keys = Report.objects.unreleased().order_by().values_list("project", flat=True).distinct()
        projects = list(Project.objects.filter(pk__in=keys[:PROJECTS_PER_SWEEP]))
    for project in projects:
        with system_scope():
            release_submitted_reports(project)


def release_submitted_reports(project):
    if not project.reports.unreleased().exists():
        return
    with transaction.atomic():
        # Lock the project, so that two workers do not release twice.
        Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
        earlier = {}
        for report in project.reports.in_order_of_submission().select_related("release", "project"):
            if not hasattr(report, "release"):
                _release_late(report, earlier)
            earlier[report.pk] = _stored_release(report)


def _release_late(report, earlier):
    document = report.document
    if document.submission is None:  # of an earlier version
        document = replace(document, submission=submission_of(report))
    made = PreparedReport(None, _release(document, earlier.values()), list(earlier))
    store_release(report, made)
    storage.remove_leftovers(report)  # of a worker that died here
    folder = storage.AttemptFolder(report, f"released-{token_hex(4)}", is_draft=False)
    for kind, language in KINDS_AND_LANGUAGES:
        content = files.render(made.release.shown, kind, language)
        folder.write(kind, language, content, Audience.RELEASED)
    ReportFile.objects.bulk_create(folder.files)
