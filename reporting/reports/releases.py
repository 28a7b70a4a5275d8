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
from reporting.reports.distance.releasing import ReleasedDistances
from reporting.reports.files.steps import KINDS_AND_LANGUAGES
from reporting.reports.hours.releasing_hours import released_hours
from reporting.reports.models import Report, ReportFile, ReportRelease
from reporting.reports.submissions import submission_of

Audience = ReportFile.Audience
PROJECTS_PER_SWEEP = 5


@dataclass(frozen=True)
class PreparedReport:
    """A computed report, its releases, and the earlier reports (primary keys) that were considered."""

    computed: ComputedReport
    releases: dict  # by audience
    considered_reports: list

    def document_for(self, audience):
        return self.computed.document if audience == Audience.FULL else self.releases[audience].shown


def prepare(report, computed):
    others = report.project.reports.in_order_of_submission().exclude(pk=report.pk)
    earlier = list(others.prefetch_related("releases").defer("counted_participations", "counted_by_figure"))
    before = {
        audience: [_stored_release(other, audience) for other in earlier]
        for audience in ReportFile.RELEASED_TO
    }
    found, wider = {}, None
    for audience, releases in before.items():
        wider = found[audience] = _release(computed.document, audience, releases, wider)
    shown = {
        audience: list(zip(earlier, (release.shown for release in releases), strict=True))
        for audience, releases in before.items()
    }
    found = _with_hours(_with_distances(found, computed, shown), computed, shown)
    return _with_common_digest(PreparedReport(computed, found, [other.pk for other in earlier]))


def _with_distances(found, computed, shown):
    if not computed.document.distances:
        return found
    distances = ReleasedDistances(computed, shown)
    return {
        audience: replace(
            release,
            shown=replace(release.shown, distances=distances.released_to(audience, release.shown)),
        )
        for audience, release in found.items()
    }


def _with_hours(found, computed, shown):
    if not computed.document.hours:
        return found
    lines = released_hours(computed, shown)
    return {
        audience: replace(release, shown=replace(release.shown, hours=lines[audience]))
        for audience, release in found.items()
    }


def _with_common_digest(made):
    salt = token_hex(16)
    document = made.computed.document
    common = document.digest_with(salt)
    return replace(
        made,
        computed=replace(made.computed, document=replace(document, salt=salt, common_digest=common)),
        releases={
            audience: replace(release, shown=replace(release.shown, common_digest=common))
            for audience, release in made.releases.items()
        },
    )


def _release(document, audience, earlier, wider=None):
    rules = disclosure.DisclosureRules(
        smallest=settings.SMALLEST_NUMBERS.get(audience, settings.SMALL_CELL_THRESHOLD),
        smallest_in_part=settings.SMALL_CELL_THRESHOLD,
        smallest_base=settings.SMALL_BASES.get(audience, settings.SMALL_BASE),
        smallest_base_in_part=settings.SMALL_BASE,
    )
    return disclosure.release(
        document, rules=rules, earlier=list(earlier), audience=str(audience), wider=wider
    )


def _stored_release(report, audience):
    # A report of an earlier version was released to everyone in the same way.
    found = {release.audience: release for release in report.releases.all()}
    release = found.get(audience) or found[Audience.RELEASED]
    return disclosure.Release(report.document, release.document, release.alternatives)


def store_releases(report, made):
    """Store the releases of a report, whose row the caller has locked."""
    for audience, release in made.releases.items():
        kept = {
            "figures": release.shown.to_json(),
            "alternatives": release.alternatives,
            "considered_reports": made.considered_reports,
        }
        ReportRelease.objects.update_or_create(report=report, audience=audience, defaults=kept)
    report.__dict__.pop("releases_by_audience", None)


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
        for report in project.reports.in_order_of_submission().select_related("project"):
            if not report.releases.exists():
                _release_late(report, earlier)
            earlier[report.pk] = _stored_release(report, Audience.RELEASED)


def _release_late(report, earlier):
    document = report.document
    if document.submission is None:  # of an earlier version
        document = replace(document, submission=submission_of(report))
    # For all readers alike, with the protection that all reports had then.
    release = _release(document, Audience.RELEASED, earlier.values())
    store_releases(report, PreparedReport(None, {Audience.RELEASED: release}, list(earlier)))
    storage.remove_leftovers(report)  # of a worker that died here
    folder = storage.AttemptFolder(report, f"released-{token_hex(4)}", is_draft=False)
    for kind, language in KINDS_AND_LANGUAGES:
        content = files.render(release.shown, kind, language)
        folder.write(kind, language, content, Audience.RELEASED)
    ReportFile.objects.bulk_create(folder.files)
