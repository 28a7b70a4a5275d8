"""Memberships, the trace and the read log behind the second wall."""

from django.db import migrations

from esfportal.walls import (
    PROJECT,
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    enable_rls,
    is_own,
    managed_projects,
    scope_is,
    wholly_managed_projects,
)

ADMINISTERS = "(SELECT esfportal_administers())"
# Whoever leads a part of a project gives nothing that reaches beyond a part.
LIMITED = "num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0"
OVER_ACCOUNTS = any_of(scope_is(SYSTEM), ADMINISTERS)
# Whoever does something leaves a trace, somebody not signed in yet included; nobody writes one for another.
BY_ONESELF = any_of(scope_is(), "actor_id IS NULL", is_own("actor_id"), "(SELECT esfportal_user()) IS NULL")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_scopes")]

    operations = [
        enable_rls(
            "accounts_membership",
            read=any_of(
                managed_projects("project_id", SYSTEM),
                ADMINISTERS,
                is_own("user_id"),
                column_in("people", "project_id"),  # colleagues, by whose names pages tell who wrote what
                column_in("part_projects", "project_id"),
                all_of(scope_is(PROJECT), "project_id IS NULL"),  # who administers: they may give roles
            ),
            add=any_of(wholly_managed_projects(), ADMINISTERS, all_of(managed_projects(), LIMITED)),
        ),
        append_only_policies(
            "accounts_auditentry",
            read=any_of(
                managed_projects(), is_own("actor_id"), all_of(OVER_ACCOUNTS, "object_type LIKE 'accounts.%'")
            ),
            add=BY_ONESELF,
        ),
        append_only_policies(
            "accounts_readentry",
            read=any_of(
                managed_projects("project_id", SYSTEM),
                is_own("actor_id"),
                ADMINISTERS,
                column_in(
                    "people", "project_id"
                ),  # who has read about somebody, for those who work with them
                all_of(
                    column_in("part_projects", "project_id"), "subjects && (SELECT esfportal_ids('reached'))"
                ),
            ),
            add=any_of(scope_is(PROJECT), is_own("actor_id")),
        ),
        append_only_policies(
            "accounts_userhistory", read=any_of(scope_is(), ADMINISTERS, is_own("accounts_userhistory.id"))
        ),
        append_only_policies("accounts_organisationhistory", read=any_of(scope_is(), ADMINISTERS)),
        append_only_policies(
            "accounts_membershiphistory",
            read=any_of(managed_projects(), ADMINISTERS, is_own("user_id")),
        ),
        migrations.RunSQL(
            "REVOKE INSERT, UPDATE, DELETE ON accounts_seal FROM esfportal_application",
            "GRANT INSERT, UPDATE, DELETE ON accounts_seal TO esfportal_application",
        ),
    ]
