from django.urls import reverse

from accounts.audit.removed_rows import RemovedPage, get_or_removed
from accounts.permissions import Permission
from projects.access import get_project
from projects.history_entries import removed_item_name


def get_duty(user, slug, pk, permission=Permission.REPORT_PLAN):
    project = get_project(user, slug, permission)
    page = RemovedPage(project, "reports", reverse("reports:duties", args=[slug]), removed_item_name)
    return get_or_removed(project.report_duties.all(), page=page, pk=pk)
