"""Templates in use and drafts for tests."""

from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from esfportal.files import uploads
from reporting.statistics.scb_template.models import ScbTemplate
from tests.reporting.statistics.scb_template.workbooks import SIX, SWEDISH, template

PERIOD = "2014-2020"
# For tests/sample_objects.py: values of the parameters of addresses.
OF_TEMPLATES = {
    ("scb_template", "period"): lambda full_project: PERIOD,
    ("scb_template", "version"): lambda full_project: 1,
    ("scb_template", "year"): lambda full_project: 2018,
    ("scb_template", "month"): lambda full_project: 3,
}


@cache
def workbook():
    return template()


def upload_of(content=None, name="mall.xlsx"):
    return SimpleUploadedFile(name, content or workbook())


def templates_of(project, *, by):
    """Return the template in use and the draft of a project, or of a period without one."""
    stored = uploads.store(upload_of())
    columns = [
        [place, heading, field] for place, (heading, field) in enumerate(zip(SWEDISH, SIX, strict=True))
    ]
    about = {"project": project, "programme_period": project.programme_period if project else PERIOD}
    about |= {"sheet": "Deltagare", "heading_row": 3, "first_row": 4, "columns_of_sheet": columns}
    about |= {"uploaded_by": by, **uploads.columns(stored, name="SCB.xlsx", kind="xlsx")}
    used = ScbTemplate.objects.create(used_at=timezone.now(), used_by=by, **about)
    draft = ScbTemplate.objects.create(version=2, **about)
    for each in (used, draft):
        each.store_key(stored.key)
    return used, draft
