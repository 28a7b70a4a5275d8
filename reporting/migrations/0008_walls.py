"""Reports, their jobs and files behind the second wall.

A submitted report is for everybody who may open the project, a draft for whoever leads it. The clock and
the workers see the jobs they are to do, and the reports these make.
"""

from django.db import migrations

from esfportal.walls import (
    SYSTEM,
    all_of,
    among,
    any_of,
    of_led_projects,
    of_steered_projects,
    through,
    trail_wall,
    wall,
)

REPORT = any_of(
    of_led_projects("project_id", SYSTEM), all_of("status = 'submitted'", among("projects", "project_id"))
)
HANGING = through("reporting_report", "report_id", SYSTEM)
STEERED = through("reporting_report", "report_id", SYSTEM, where=among("steers", "seen.project_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0007_figures_with_their_people"),
        ("participants", "0009_walls"),
    ]

    operations = [
        wall("reporting_report", read=REPORT, add=of_steered_projects("project_id", SYSTEM)),
        wall("reporting_reportjob", read=HANGING, add=STEERED),
        wall("reporting_reportfile", read=HANGING, add=STEERED),
        wall("reporting_reportrelease", read=HANGING, add=STEERED),
        trail_wall("reporting_reporthistory", read=of_led_projects()),
        trail_wall("reporting_reportfilehistory", read=HANGING),
    ]
