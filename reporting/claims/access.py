from django.shortcuts import get_object_or_404

from accounts.access import may
from accounts.permissions import Permission
from projects.access import get_project
from reporting.claims.models import Claim


def get_project_with_claims(user, slug):
    """Return the project, and whether the user reads its drafts and the lines of its claims."""
    project = get_project(user, slug, Permission.MONEY_VIEW)
    return project, may(user, Permission.EVIDENCE_VIEW, project)


def get_project_to_audit(user, slug):
    return get_project(user, slug, Permission.EVIDENCE_VIEW)


def get_project_to_claim(user, slug):
    return get_project(user, slug, Permission.PROJECT_EDIT)


def may_claim(user, project):
    return may(user, Permission.PROJECT_EDIT, project)


def claims_of(project, *, in_detail=True):
    found = Claim.objects.in_project(project)
    return found if in_detail else found.submitted()


def get_claim(project, number, *, in_detail=True):
    claim = get_object_or_404(
        claims_of(project, in_detail=in_detail).select_related("created_by"), number=number
    )
    claim.project = project
    return claim
