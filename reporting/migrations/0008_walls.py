"""Reports, their jobs and files behind the second wall.

A submitted report is for everybody who may open the project, a draft for whoever leads it. The clock and
the workers see the jobs they are to do, and the reports these make.
"""

from django.db import migrations

from esfportal.walls import (
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    enable_rls,
    managed_projects,
    visible_with,
    wholly_managed_projects,
)

REPORT = any_of(
    managed_projects("project_id", SYSTEM),
    all_of("status = 'submitted'", column_in("projects", "project_id")),
)
HANGING = visible_with("reporting_report", "report_id", SYSTEM)
STEERED = visible_with("reporting_report", "report_id", SYSTEM, where=column_in("steers", "seen.project_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0007_figures_with_their_people"),
        ("participants", "0009_walls"),
    ]

    operations = [
        enable_rls("reporting_report", read=REPORT, add=wholly_managed_projects("project_id", SYSTEM)),
        enable_rls("reporting_reportjob", read=HANGING, add=STEERED),
        enable_rls("reporting_reportfile", read=HANGING, add=STEERED),
        enable_rls("reporting_reportrelease", read=HANGING, add=STEERED),
        append_only_policies("reporting_reporthistory", read=managed_projects()),
        append_only_policies("reporting_reportfilehistory", read=HANGING),
    ]
