"""Reports in the administrators' log: which report, and which file of it was downloaded."""

from django.conf import settings

from accounts.admin import LOGGED_OBJECTS, LoggedObjects
from esfportal.ui.formats import period
from reporting.reports.models import Report, ReportFile
from reporting.reports.texts import admin as templates

__all__ = ["templates"]  # its import registers the templates of reports


# Row-level security hides drafts from administrators, so that the log shows no draft's period.
def _reports():
    return Report.objects.only("kind", "starts_on", "ends_on")


def _text(report):
    return f"{report.kind_label} {period(report.starts_on, report.ends_on)}"


def _file(entry):
    """Return the kind, language and content of a downloaded file: "PDF, Swedish, without small numbers"."""
    facts = [
        dict(ReportFile.Kind.choices).get(entry.details.get("kind")),
        dict(settings.LANGUAGES).get(entry.details.get("language")),
        dict(ReportFile.Audience.choices).get(entry.details.get("audience")),
    ]
    return ", ".join(str(fact) for fact in facts if fact)


LOGGED_OBJECTS["reports.report"] = LoggedObjects(_reports, _text, _file)
