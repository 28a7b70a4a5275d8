"""Row-level security (RLS): declare the policies of a table, and compare them with the database's."""

# POLICIES = [table_policies("projects_phase", read=visible_projects(), add=wholly_managed_projects())]

# A policy compares a column with the access scope of the transaction (accounts/database_access.py, docs/adr/0070).
# Each app declares its policies in `row_policies.py`. Migrations hold the SQL as text, so that a change here cannot
# change them: `manage.py make_row_policies` writes a migration of the tables whose policies differ.

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from django.apps import apps
from django.db.backends.utils import CursorWrapper

APPLICATION = "esfportal_application"  # the database role of web, worker and beat

# Access scopes that do not belong to a user.
OPERATOR = "operator"  # management commands: everything
SYSTEM = "system"  # scheduled tasks: jobs and expired rows
PROJECT = "project"  # one whole project, for code that has checked access
REGISTRY = "registry"  # finding people by their number in all projects
PUBLISHED = "published"  # the public page of a project
INVITED = "invited"  # the page behind an invitation's link
VISITOR = "visitor"  # a request without sign-in: no rows of a project

# Access scopes of links without an account: one row, whose key is in `linked`, and rows about it.
PARTICIPANT = "participant"  # a participation
OWN_RECORD = "own_record"  # a participation and all that is registered about it, to read (ADR 170)
TUTOR = "tutor"  # a week sheet
RESPONDENT = "respondent"  # an invitation to a survey

ADMINISTERS = "(SELECT esfportal_administers())"

# Every table without row-level security, and why. tests/esfportal/database reads this list.
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
    "usersessions_usersession": "each user's sessions, looked up by a digest of the session's secret key",
    "audit_chainlink": "hash chain of the audit logs; the application can only read it",
    "pghistory_context": "the history library's own table, which the portal does not use",
    "django_admin_log": "administrators' changes to users and organisations",
    "django_content_type": "the names of the tables",
    "django_migrations": "which migrations have run; the application can only read it",
    "django_session": "found by a digest of a secret key that only the browser has, before the user is known",
    "account_emailaddress": "looked up at sign-in, before the user is known",
    "account_emailconfirmation": "found by a secret key in an e-mail, before the user is known",
    "esfportal_cache": "counts of attempts to sign in, by address; no personal data",
    "projects_county": "the counties of Sweden",
    "projects_municipality": "the municipalities of Sweden",
    "consents_privacytext": "what participants are told, the same in all projects; a trigger keeps it unchanged",
    "reports_reporttemplate": "the questions of reports, the same for all projects; a trigger keeps them unchanged",
    "reports_templatesection": "the questions of reports, the same for all projects; a trigger keeps them unchanged",
}


def scope_is(*scopes: str) -> str:
    names = ", ".join(f"'{name}'" for name in (OPERATOR, *scopes))
    # A sub-select without a column: PostgreSQL computes it once for a statement, not once for a row. Its answer is
    # true or false, of which PostgreSQL expects half the rows. It expects one in 200 of a comparison with the
    # scope's name, and joins 5,000 rows in loops (docs/adr/0157).
    return f"(SELECT esfportal_scope() IN ({names}))"


def column_in(ids: str, column: str) -> str:
    # `ids` of the scope, such as "projects".
    return f"{column} = ANY ((SELECT esfportal_ids('{ids}'))::bigint[])"


def link_scope_is(scope: str) -> str:
    return f"(SELECT esfportal_scope() = '{scope}')"


def is_not_link_scope(scope: str) -> str:
    return f"(SELECT esfportal_scope()) <> '{scope}'"


def linked(scope: str, column: str) -> str:
    """Return the condition that the column has the key of the row that a link of this scope reaches."""
    return all_of(link_scope_is(scope), column_in("linked", column))


def is_own(column: str) -> str:
    return f"{column} = (SELECT esfportal_user())"


def has_no_user() -> str:
    # In a scope that was entered without a user. One whose user's name SQL has emptied is no scope (ADR 110).
    return all_of("(SELECT esfportal_scope()) <> ''", "(SELECT esfportal_user()) IS NULL")


def any_of(*conditions: str) -> str:
    return "(" + " OR ".join(conditions) + ")"


def all_of(*conditions: str) -> str:
    return "(" + " AND ".join(conditions) + ")"


def visible_projects(column: str = "project_id", *scopes: str) -> str:
    return any_of(scope_is(*scopes), column_in("projects", column))


def managed_projects(column: str = "project_id", *scopes: str) -> str:
    return any_of(scope_is(*scopes), column_in("manages_any_part", column))


def managed_or_administered(column: str = "project_id", *scopes: str) -> str:
    return any_of(managed_projects(column, *scopes), ADMINISTERS)


def wholly_managed_projects(column: str = "project_id", *scopes: str) -> str:
    return any_of(scope_is(*scopes), column_in("manages_whole_project", column))


def visible_with(table: str, column: str, *scopes: str, key: str = "id", where: str = "true") -> str:
    """Return the condition that a related row is visible; `where` is a condition on that row (`seen`)."""
    exists = f"EXISTS (SELECT FROM {table} AS seen WHERE seen.{key} = {column} AND {where})"  # nosec B608
    return any_of(scope_is(*scopes), exists)


class TablePolicies(NamedTuple):
    """The policies of a table, {name: what follows ON table}, and the rights that the application loses."""

    table: str
    policies: dict[str, str]
    revoked: str = ""

    def statements(self, *, present: Iterable[str] = ()) -> list[str]:
        """Return the SQL that creates the policies, in place of those with the names `present`."""
        names = sorted({*present})
        rights = [f"REVOKE {self.revoked} ON {self.table} FROM {APPLICATION}"] if self.revoked else []
        return [
            *(f"ALTER TABLE {self.table} {flag} ROW LEVEL SECURITY" for flag in ("ENABLE", "FORCE")),
            *(f"DROP POLICY {name} ON {self.table}" for name in names),
            *(f"CREATE POLICY {name} ON {self.table} {rest}" for name, rest in self.policies.items()),
            *rights,
        ]

    def reverse_statements(self) -> list[str]:
        rights = [f"GRANT {self.revoked} ON {self.table} TO {APPLICATION}"] if self.revoked else []
        return [
            *rights,
            *(f"DROP POLICY {name} ON {self.table}" for name in self.policies),
            *(f"ALTER TABLE {self.table} {flag} ROW LEVEL SECURITY" for flag in ("NO FORCE", "DISABLE")),
        ]


def table_policies(
    table: str, *, read: str, add: str | None = None, change: str | None = None, remove: str | None = None
) -> TablePolicies:
    """Declare the conditions (SQL) on rows of a table. Only readable rows can be changed."""
    add = add or read
    change = change or add
    remove = remove or change
    return TablePolicies(
        table,
        {
            "may_read": f"FOR SELECT USING ({read})",
            "may_add": f"FOR INSERT WITH CHECK ({add})",
            "may_change": f"FOR UPDATE USING ({read}) WITH CHECK ({change})",
            "may_remove": f"FOR DELETE USING ({remove})",
        },
    )


def append_only_policies(table: str, *, read: str, add: str | None = None) -> TablePolicies:
    """Declare the conditions on rows of a table that is only added to."""
    # Without `add` only the owner adds rows, through the triggers that write history.
    return TablePolicies(
        table,
        {
            "may_read": f"FOR SELECT USING ({read})",
            # The owner reads all rows, for the functions of the hash chain (accounts/audit/hash_chain.py).
            "owner_reads": "FOR SELECT TO CURRENT_USER USING (true)",
            "may_add": f"FOR INSERT WITH CHECK ({add})"
            if add
            else "FOR INSERT TO CURRENT_USER WITH CHECK (true)",
        },
        "UPDATE, DELETE" if add else "INSERT, UPDATE, DELETE",
    )


def declared_policies() -> dict[str, list[TablePolicies]]:
    return {
        config.label: import_module(f"{config.name}.row_policies").POLICIES
        for config in apps.get_app_configs()
        if find_spec(f"{config.name}.row_policies")
    }


STORED_POLICIES = """
SELECT policyname::text, cmd, roles::text[], qual, with_check FROM pg_policies
WHERE schemaname = 'public' AND tablename = %s ORDER BY 1
"""
type StoredPolicy = tuple[str, str, list[str], str | None, str | None]


def stored_policies(cursor: CursorWrapper, table: str) -> list[StoredPolicy]:
    cursor.execute(STORED_POLICIES, [table])
    return cursor.fetchall()


def changed_policies(cursor: CursorWrapper) -> Iterator[tuple[str, TablePolicies, list[StoredPolicy]]]:
    """Yield (app label, declared policies, stored ones) of each table where the two differ."""
    # The cursor is the owner's and in a transaction that is rolled back, because PostgreSQL formats a condition
    # only when it creates the policy.
    for label, declared in declared_policies().items():
        for table in declared:
            stored = stored_policies(cursor, table.table)
            for statement in table.statements(present=[name for name, *_rest in stored]):
                cursor.execute(statement)
            if stored_policies(cursor, table.table) != stored:
                yield label, table, stored


def sql_of_stored(table: str, stored: Iterable[StoredPolicy]) -> list[str]:
    return [
        f"CREATE POLICY {name} ON {table} FOR {command} TO {', '.join(roles)}"
        + (f" USING ({using})" if using else "")
        + (f" WITH CHECK ({check})" if check else "")
        for name, command, roles, using, check in stored
    ]
