"""Withdraw the leaders' open invitations of funders and auditors, whose links no longer work (ADR 120)."""

from django.db import migrations

WITHDRAW = """
UPDATE team_invitation SET withdrawn_at = now()
WHERE role IN ('funder', 'auditor') AND accepted_at IS NULL AND withdrawn_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("team", "0004_row_policies")]

    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE team_invitation NO FORCE ROW LEVEL SECURITY",  # for the owner, in this transaction
                WITHDRAW,
                "ALTER TABLE team_invitation FORCE ROW LEVEL SECURITY",
            ],
            migrations.RunSQL.noop,
        )
    ]
