from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import may
from accounts.permissions import Permission
from projects.access import get_project
from reporting.claims.access import claims_of
from reporting.cofinancing.access import bookings_of
from reporting.reports.verification.access import get_verifiable_report
from reporting.sampling.lists import NotFrozen, list_of_booking, list_of_claim, list_of_figure
from reporting.sampling.models import Sample


def get_project_with_samples(user, slug):
    return get_project(user, slug, Permission.EVIDENCE_VIEW)


def get_project_to_sample(user, slug):
    return get_project(user, slug, Permission.EVIDENCE_SAMPLE)


def may_sample(user, project):
    return may(user, Permission.EVIDENCE_SAMPLE, project)


def samples_of(project):
    return Sample.objects.in_project(project).with_sources()


def get_sample(project, pk):
    return with_project([get_object_or_404(samples_of(project), pk=pk)], project)[0]


def get_readable_sample(user, project, pk):
    """Return the sample; Http404 if the user does not read its items yet: the project does when it is closed."""
    sample = get_sample(project, pk)
    if sample.is_open and not may_sample(user, project):
        raise Http404
    return sample


def with_project(samples, project):
    """Return the samples; they and what they were drawn from have the project that is read already."""
    for sample in samples:
        for each in (sample, sample.report, sample.claim, sample.booking):
            if each is not None:
                each.project = project
    return samples


def get_item(sample, position):
    item = get_object_or_404(sample.items.select_related("checked_by"), position=position)
    item.sample = sample
    return item


def get_list(user, project, key, *, figure, span):
    """Return the list that an address names; Http404 for another. The caller may read the whole project."""
    kind, _dash, which = key.partition("-")
    try:
        if kind == "report":
            return list_of_figure(get_verifiable_report(user, project.slug, UUID(which)), figure, span)
        if kind == "claim":
            claim = get_object_or_404(claims_of(project, in_detail=False), number=int(which))
            claim.project = project
            return list_of_claim(claim)
        if kind == "hours":
            booking = get_object_or_404(bookings_of(project), pk=int(which))
            booking.project = project
            return list_of_booking(booking)
    except (NotFrozen, ValueError, OverflowError):
        raise Http404 from None
    raise Http404
