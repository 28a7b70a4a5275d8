"""Published results on the project's public page."""

from projects.kept_items import items
from reporting.published.models import PublishedResults
from reporting.reports.files import labels
from reporting.reports.pages.target_rows import target_row


def public_context(request, project):
    found = PublishedResults.objects.filter(project=project).first()
    # A target that is no longer public, or was removed, is gone at once and not when the task has run.
    codes = {target.code for target in items(project, "targets") if target.is_public}
    document = found and found.document
    lines = [line for line in document.targets if line.code in codes] if document else []
    return {
        "results": [target_row(line, document) for line in lines],
        "results_day": document.ends_on if lines else "",
        "legend": labels.hidden_legend(document, lines) if lines else "",
    }
