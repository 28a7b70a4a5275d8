"""Memberships, the trace and the read log behind the second wall."""

from django.db import migrations

from esfportal.walls import (
    PROJECT,
    SYSTEM,
    all_of,
    among,
    any_of,
    is_own,
    of_led_projects,
    of_steered_projects,
    scope_is,
    trail_wall,
    wall,
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
        wall(
            "accounts_membership",
            read=any_of(
                of_led_projects("project_id", SYSTEM),
                ADMINISTERS,
                is_own("user_id"),
                among("people", "project_id"),  # colleagues, by whose names pages tell who wrote what
                among("part_projects", "project_id"),
                all_of(scope_is(PROJECT), "project_id IS NULL"),  # who administers: they may give roles
            ),
            add=any_of(of_steered_projects(), ADMINISTERS, all_of(of_led_projects(), LIMITED)),
        ),
        trail_wall(
            "accounts_auditentry",
            read=any_of(
                of_led_projects(), is_own("actor_id"), all_of(OVER_ACCOUNTS, "object_type LIKE 'accounts.%'")
            ),
            add=BY_ONESELF,
        ),
        trail_wall(
            "accounts_readentry",
            read=any_of(
                of_led_projects("project_id", SYSTEM),
                is_own("actor_id"),
                ADMINISTERS,
                among("people", "project_id"),  # who has read about somebody, for those who work with them
                all_of(among("part_projects", "project_id"), "subjects && (SELECT esfportal_ids('reached'))"),
            ),
            add=any_of(scope_is(PROJECT), is_own("actor_id")),
        ),
        trail_wall(
            "accounts_userhistory", read=any_of(scope_is(), ADMINISTERS, is_own("accounts_userhistory.id"))
        ),
        trail_wall("accounts_organisationhistory", read=any_of(scope_is(), ADMINISTERS)),
        trail_wall(
            "accounts_membershiphistory",
            read=any_of(of_led_projects(), ADMINISTERS, is_own("user_id")),
        ),
        migrations.RunSQL(
            "REVOKE INSERT, UPDATE, DELETE ON accounts_seal FROM esfportal_application",
            "GRANT INSERT, UPDATE, DELETE ON accounts_seal TO esfportal_application",
        ),
    ]
