"""That a number does not open is read by whoever works with a project's people: one says so, another may be
the one for whom it opens again, and the list of those numbers is the same for all."""

from django.db import migrations

from esfportal.walls import SYSTEM, all_of, any_of, column_in, is_own, managed_projects, scope_is

ADMINISTERS = "(SELECT esfportal_administers())"
BEFORE = (
    managed_projects(),
    is_own("actor_id"),
    all_of(any_of(scope_is(SYSTEM), ADMINISTERS), "object_type LIKE 'accounts.%'"),
)
OF_NUMBERS = all_of(
    any_of(column_in("people", "project_id"), column_in("part_projects", "project_id")),
    "action IN ('number_unreadable', 'number_readable')",
)


def read(*conditions):
    return f"ALTER POLICY may_read ON accounts_auditentry USING ({any_of(*conditions)})"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_ended_memberships_reach_nothing")]

    operations = [migrations.RunSQL(read(*BEFORE, OF_NUMBERS), read(*BEFORE))]
