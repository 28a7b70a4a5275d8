"""Content of the page that says until when proof is kept, and of what will go."""

from dataclasses import dataclass

from django.db.models import Count, Min, Sum
from django.http import Http404
from django.utils.text import capfirst

from accounts.access import access_to_whole
from accounts.permissions import Permission
from participants.evidence.choices import ProofKind
from participants.evidence.disposal.actions import confirmation_problem
from participants.evidence.disposal.rules import earliest_day
from participants.evidence.models import ProofFile


@dataclass(frozen=True)
class FilesOfKind:
    kind: str
    number: int
    size: int
    oldest: object  # date of the oldest paper


def current_retention(project):
    return (
        project.proof_retentions.select_related("proposed_by", "confirmed_by").filter(ended_at=None).first()
    )


def get_retention(project):
    if (found := current_retention(project)) is None:
        raise Http404
    return found


def files_by_kind(project, user):
    # In numbers alone: people with a protected identity are among them.
    with access_to_whole(project, user, Permission.PROJECT_EDIT):
        found = ProofFile.objects.filter(proof__participation__project=project)
        rows = found.order_by("proof__kind").values("proof__kind")
        rows = rows.annotate(number=Count("pk"), bytes=Sum("size"), oldest=Min("proof__dated_on"))
        return [
            FilesOfKind(
                capfirst(str(ProofKind(row["proof__kind"]).label)), row["number"], row["bytes"], row["oldest"]
            )
            for row in rows
        ]


def retention_context(project, user, retention):
    files = files_by_kind(project, user)
    return {
        "project": project,
        "section": "participants",
        "retention": retention,
        "files": files,
        "number": sum(each.number for each in files),
        "earliest": earliest_day(project.ends_on) if project.ends_on else None,
        "problem": confirmation_problem(retention, user) if retention else "",
    }
