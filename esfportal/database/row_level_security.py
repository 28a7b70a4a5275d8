"""Row-level security (RLS): migration operations that create policies, and the conditions in them.

operations = [enable_rls("projects_phase", read=visible_projects(), add=wholly_managed_projects())]
"""

# A policy compares a column with the access scope of the transaction (accounts/database_access.py, docs/adr/0070).
# Old migrations call these functions: never change the SQL that they write. A table gets new policies by
# `replace_policies` in a new migration.

from django.db.migrations import RunSQL

APPLICATION = "esfportal_application"  # the database role of web, worker and beat
REPORTING = "esfportal_reporting"  # the database role for programme totals, without identities

# Access scopes that do not belong to a user.
OPERATOR = "operator"  # management commands: everything
SYSTEM = "system"  # scheduled tasks: jobs and expired rows
PROJECT = "project"  # one whole project, for code that has checked access
REGISTRY = "registry"  # finding people by their number in all projects
PUBLISHED = "published"  # the public page of a project
INVITED = "invited"  # the page behind an invitation's link

# Every table without row-level security, and why. tests/walls reads this list.
TABLES_WITHOUT_RLS = {
    "accounts_organisation": "public bodies and companies, named on the projects' public pages",
    "accounts_user": "looked up at sign-in, before the user is known; colleagues' names are on pages",
    "accounts_user_groups": "Django's own groups, which the portal does not use",
    "accounts_user_user_permissions": "Django's own permissions, which the portal does not use",
    "auth_group": "Django's own groups, which the portal does not use",
    "auth_group_permissions": "Django's own permissions, which the portal does not use",
    "auth_permission": "Django's own permissions, which the portal does not use",
    "accounts_failedsignins": "counts of attempts to sign in, by keyed hashes; before the user is known",
    "mfa_authenticator": "second factors, their secrets encrypted; needed before the user is known",
    "socialaccount_socialapp": "the municipalities' own sign-in services",
    "socialaccount_socialaccount": "which user an external account belongs to; before the user is known",
    "socialaccount_socialtoken": "tokens of such services, which the portal does not keep",
    "usersessions_usersession": "each user's sessions, looked up by the session's secret key",
    "audit_chainlink": "hash chain of the audit logs; the application can only read it",
    "pghistory_context": "the history library's own table, which the portal does not use",
    "django_admin_log": "administrators' changes to users and organisations",
    "django_content_type": "the names of the tables",
    "django_migrations": "which migrations have run; the application can only read it",
    "django_session": "found by a secret key that only the browser has, before the user is known",
    "account_emailaddress": "looked up at sign-in, before the user is known",
    "account_emailconfirmation": "found by a secret key in an e-mail, before the user is known",
    "esfportal_cache": "counts of attempts to sign in, by address; no personal data",
    "projects_county": "the counties of Sweden",
    "projects_municipality": "the municipalities of Sweden",
}


def scope_is(*scopes):
    names = ", ".join(f"'{name}'" for name in (OPERATOR, *scopes))
    # A sub-select without a column: PostgreSQL computes it once for a statement, not once for a row.
    return f"(SELECT esfportal_scope()) IN ({names})"


def column_in(ids, column):
    """Return the condition that the column is in the scope's `ids`, such as "projects" or "leads"."""
    return f"{column} = ANY ((SELECT esfportal_ids('{ids}'))::bigint[])"


def is_own(column):
    return f"{column} = (SELECT esfportal_user())"


def any_of(*conditions):
    return "(" + " OR ".join(conditions) + ")"


def all_of(*conditions):
    return "(" + " AND ".join(conditions) + ")"


def visible_projects(column="project_id", *scopes):
    return any_of(scope_is(*scopes), column_in("projects", column))


def managed_projects(column="project_id", *scopes):
    return any_of(scope_is(*scopes), column_in("leads", column))


def managed_or_administered(column="project_id", *scopes):
    return any_of(managed_projects(column, *scopes), "(SELECT esfportal_administers())")


def wholly_managed_projects(column="project_id", *scopes):
    return any_of(scope_is(*scopes), column_in("steers", column))


def visible_with(table, column, *scopes, key="id", where="true"):
    """Return the condition that a related row is visible; `where` is a condition on that row (`seen`)."""
    exists = f"EXISTS (SELECT FROM {table} AS seen WHERE seen.{key} = {column} AND {where})"  # nosec B608
    return any_of(scope_is(*scopes), exists)


def enable_rls(table, *, read, add=None, change=None, remove=None):
    """Return the operation that enables row-level security with these conditions (SQL).

    `add` defaults to `read`, `change` to `add` and `remove` to `change`. Only readable rows can be changed.
    """
    add = add or read
    change = change or add
    remove = remove or change
    return RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            *(f"DROP POLICY IF EXISTS may_{verb} ON {table}" for verb in VERBS),
            f"CREATE POLICY may_read ON {table} FOR SELECT USING ({read})",
            f"CREATE POLICY may_add ON {table} FOR INSERT WITH CHECK ({add})",
            f"CREATE POLICY may_change ON {table} FOR UPDATE USING ({read}) WITH CHECK ({change})",
            f"CREATE POLICY may_remove ON {table} FOR DELETE USING ({remove})",
        ],
        [
            *(f"DROP POLICY IF EXISTS may_{verb} ON {table}" for verb in VERBS),
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )


def replace_policies(table, *, now, before):
    """Return the operation that replaces a table's policies; `now` and `before` are arguments of `enable_rls`."""
    # Backwards it restores the former policies: the table must never be without any.
    return RunSQL(enable_rls(table, **now).sql, enable_rls(table, **before).sql)


def append_only_policies(table, *, read, add=None):
    """Return the operation that enables row-level security on a table that is only added to.

    Without `add` only the owner adds rows, through the triggers that write history.
    """
    adding = (
        [f"CREATE POLICY may_add ON {table} FOR INSERT WITH CHECK ({add})"]
        if add
        else [
            f"CREATE POLICY may_add ON {table} FOR INSERT TO CURRENT_USER WITH CHECK (true)",
            f"REVOKE INSERT ON {table} FROM {APPLICATION}",
        ]
    )
    return RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY may_read ON {table} FOR SELECT USING ({read})",
            # The owner reads all rows, for the functions of the hash chain (accounts/audit/hash_chain.py).
            f"CREATE POLICY owner_seals ON {table} FOR SELECT TO CURRENT_USER USING (true)",
            *adding,
            f"REVOKE UPDATE, DELETE ON {table} FROM {APPLICATION}",
        ],
        [
            f"GRANT INSERT, UPDATE, DELETE ON {table} TO {APPLICATION}",
            *(f"DROP POLICY IF EXISTS {name} ON {table}" for name in ("may_read", "may_add", "owner_seals")),
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )


VERBS = ("read", "add", "change", "remove")
