"""Uses of a certificate's hours: what a correction of its month touches."""

from collections import defaultdict
from dataclasses import dataclass

from esfportal.registry import Registry
from participants.certificates.models import Certificate


@dataclass(frozen=True)
class Use:
    text: str
    url: str = ""  # for readers who may open it


# Functions of (certificates, user, project) that return {key of a certificate: [Use]}; upper apps add theirs.
USES = Registry()


def uses_of(certificates, user, project):
    """Return {key of a certificate: [Use]}, in a fixed number of statements."""
    found = defaultdict(list)
    for uses in USES:
        for key, each in uses(certificates, user, project).items():
            found[key] += each
    return found


def uses_of_month(certificate, user):
    """Return [(version, [Use])] of all versions of its month, the latest first."""
    versions = Certificate.objects.filter(participation=certificate.participation_id, month=certificate.month)
    versions = list(versions.only("pk", "version").order_by("-version"))
    found = uses_of(versions, user, certificate.page_of.project)
    return [(each, found[each.pk]) for each in versions if each.pk in found]
