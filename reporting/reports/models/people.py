from django.db import models
from django.utils.translation import gettext_lazy as _

from reporting.reports.models.reports import Report


class ReportPeople(models.Model):
    """The people whom a report counts, for the next report, and those whom it counts in another way than the last.

    Apart from the report, because its funders may not read them (row_policies.py).
    """

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="people")
    at = models.CharField(max_length=40, editable=False, help_text="When the register was read, ISO 8601.")
    compared_with = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    # {primary key: [sex, first entry, last exit, parts of the first and of the last period]}
    members = models.JSONField(editable=False)
    # {code of a figure: {span: [[primary key, kind of change, cause, kind of part]]}}
    changed = models.JSONField(default=dict, editable=False)
    # {key of a DistanceLine: {measurements: change}}, for the release of the next report's distances
    measured = models.JSONField(default=dict, editable=False)
    # {"entries": [Entry], "outside": [Entry]} of reporting.disclosure.hours, for the release of hours
    hours = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("people of a report")
        verbose_name_plural = _("people of reports")

    def __str__(self):
        return f"{self.report_id}"
