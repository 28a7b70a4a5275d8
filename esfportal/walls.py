"""The second wall, row-level security: SQL for the migrations that put tables behind it.

A policy asks which rows the scope of the moment reaches (accounts/scope.py enters one; the database
derives it from the memberships, see docs/adr/0070). What a policy compares with is a sub-select
without any column in it, so that PostgreSQL works it out once a statement and not once a row:

    operations = [enable_rls("projects_phase", read=visible_projects(), add=wholly_managed_projects())]

Migrations that have run are kept as they are: change what these functions write only in ways that
make the same policy, and put a table behind a new policy with `rewall`.
"""

from django.db.migrations import RunSQL

APPLICATION = "esfportal_application"  # the role of web, worker and beat
REPORTING = "esfportal_reporting"  # the role that reads programme totals, and no identities

# Who is meant by a scope that is not one person's.
OPERATOR = "operator"  # a command line: everything
SYSTEM = "system"  # the clock: jobs, and what is to be thrown away
PROJECT = "project"  # code that has checked access, at work on one whole project
REGISTRY = "registry"  # finding people by their number, whichever project they are in
PUBLISHED = "published"  # the public page of a project
INVITED = "invited"  # whoever holds the link of an invitation

# Every table that is behind no wall, and why: tests/walls reads this list.
TABLES_WITHOUT_RLS = {
    "accounts_organisation": "public bodies and companies, named on the projects' public pages",
    "accounts_user": "looked up at sign-in, before anybody is known; colleagues' names stand on pages",
    "accounts_user_groups": "Django's own groups, which the portal does not use",
    "accounts_user_user_permissions": "Django's own permissions, which the portal does not use",
    "auth_group": "Django's own groups, which the portal does not use",
    "auth_group_permissions": "Django's own permissions, which the portal does not use",
    "auth_permission": "Django's own permissions, which the portal does not use",
    "accounts_signinguesses": "counts of attempts to sign in, by keyed hashes; before anybody is known",
    "mfa_authenticator": "second factors, their secrets sealed; asked for before anybody is known",
    "socialaccount_socialapp": "the municipalities' own sign-in services",
    "socialaccount_socialaccount": "whose account there is whose here; asked before anybody is known",
    "socialaccount_socialtoken": "tokens of such services, which the portal does not keep",
    "usersessions_usersession": "each user's sessions, looked up by the session's secret key",
    "accounts_seal": "digests of the trails; the application can only read them",
    "pghistory_context": "the history library's own table, which the portal does not use",
    "django_admin_log": "what administrators changed about users and organisations, for themselves",
    "django_content_type": "the names of the tables",
    "django_migrations": "which migrations have run; the application can only read it",
    "django_session": "found by a secret key that only the browser has, before anybody is known",
    "account_emailaddress": "looked up at sign-in, before anybody is known",
    "account_emailconfirmation": "found by a secret key in a letter, before anybody is known",
    "esfportal_cache": "counts of attempts to sign in, by address; nothing of a person",
    "projects_county": "the counties of Sweden",
    "projects_municipality": "the municipalities of Sweden",
}


def scope_is(*scopes):
    """True in the operator's scope and in those named."""
    names = ", ".join(f"'{name}'" for name in (OPERATOR, *scopes))
    return f"(SELECT esfportal_scope()) IN ({names})"


def column_in(ids, column):
    """True where the column holds one of the scope's ids: projects, people, part_projects, leads, steers."""
    return f"{column} = ANY ((SELECT esfportal_ids('{ids}'))::bigint[])"


def is_own(column):
    """True where the column is the user whose scope this is."""
    return f"{column} = (SELECT esfportal_user())"


def any_of(*conditions):
    return "(" + " OR ".join(conditions) + ")"


def all_of(*conditions):
    return "(" + " AND ".join(conditions) + ")"


def visible_projects(column="project_id", *scopes):
    """Facts of the projects that the user may open."""
    return any_of(scope_is(*scopes), column_in("projects", column))


def managed_projects(column="project_id", *scopes):
    """What concerns whoever leads a project, or a part of it."""
    return any_of(scope_is(*scopes), column_in("leads", column))


def managed_or_administered(column="project_id", *scopes):
    """What waits for whoever leads a project, or a part of it; administrators see it in every project."""
    return any_of(managed_projects(column, *scopes), "(SELECT esfportal_administers())")


def wholly_managed_projects(column="project_id", *scopes):
    """What only whoever leads the whole project may change."""
    return any_of(scope_is(*scopes), column_in("steers", column))


def visible_with(table, column, *scopes, key="id", where="true"):
    """What hangs on a row of another table, and is seen where that row is; `where` asks more of it (`seen`)."""
    hangs = f"EXISTS (SELECT FROM {table} AS seen WHERE seen.{key} = {column} AND {where})"  # nosec B608
    return any_of(scope_is(*scopes), hangs)


def enable_rls(table, *, read, add=None, change=None, remove=None):
    """Put a table behind a forced policy: the conditions (SQL) on rows that are read, added, changed
    and removed.

    What may be changed has to be readable as well. `add` is what `read` is unless it is given,
    `change` what `add` is, and `remove` what `change` is.
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
    """Another wall where one stands, and the way back to it: `now` and `before` are what `wall` is given.

    Going back must never leave a table open.
    """
    return RunSQL(enable_rls(table, **now).sql, enable_rls(table, **before).sql)


def append_only_policies(table, *, read, add=None):
    """Put an append-only table behind a policy: whoever `read` says reads, nobody changes or removes.

    The owner reads all of it, for the functions that seal the trails (accounts/seals.py). Without `add` only the
    owner adds to it, through the triggers that write history, and the application has no right to.
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
