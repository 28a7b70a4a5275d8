"""Let the policies of all tables compare the scope's name inside the sub-select."""

from django.db import migrations

from esfportal.database.sql import sql_file

# Every app that has policies, as they were.
AS_THEY_WERE = [
    ("accounts", "0018_link_scopes"),
    ("anonymous", "0003_row_policies"),
    ("attendance", "0007_sessions_of_week_sheets"),
    ("audit", "0008_row_policies"),
    ("benefits", "0003_row_policies"),
    ("calendars", "0002_row_policies"),
    ("casework", "0008_moves"),
    ("certificates", "0010_confirmed_by_e_id"),
    ("cofinancing", "0004_row_policies"),
    ("consents", "0005_row_policies"),
    ("employers", "0005_row_policies"),
    ("evidence", "0006_row_policies"),
    ("identity_providers", "0002_row_policies"),
    ("imports", "0009_attendance_lists"),
    ("notifications", "0003_channel_names"),
    ("own_page", "0004_session_by_e_id"),
    ("plans", "0007_row_policies"),
    ("privacy", "0003_row_policies"),
    ("projects", "0015_hours_rounding"),
    ("register", "0029_filters_for_teams"),
    ("reports", "0035_measured_for_releases"),
    ("surveys", "0003_row_policies"),
    ("team", "0007_row_policies"),
    ("week_sheets", "0003_row_policies"),
]


class Migration(migrations.Migration):
    dependencies = AS_THEY_WERE

    operations = [sql_file("reporting.reports", "scope_as_answer")]
