"""Rights that PostgreSQL gives to everyone by default, and that the portal's roles do not need."""

# They are taken away after each `migrate`, and not by a migration: a dump does not hold a database's rights, a copy
# of a database has the default ones, and a function of a later migration would be open again (ADR 107).

from django.db.backends.base.base import BaseDatabaseWrapper

from esfportal.database.row_level_security import APPLICATION

# Without "IN SCHEMA": PostgreSQL takes away a default right only where it is given, for all schemas.
NEW_FUNCTIONS = "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC"

# A trigger runs its function without EXECUTE. The right is needed to make a trigger: a role that has it could attach
# the function to a table of its own.
OWN_FUNCTIONS = """
SELECT p.oid::regprocedure::text, NOT p.prosecdef AND p.prorettype <> 'trigger'::regtype
FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND pg_has_role(p.proowner, 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    AND has_function_privilege('public', p.oid, 'EXECUTE')
"""


def limit_rights(connection: BaseDatabaseWrapper) -> None:
    """Take away what PUBLIC may do in the database. For the owner; repeating it changes nothing."""
    quote = connection.ops.quote_name
    database = quote(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC")
        # An import is first copied into a temporary table (esfportal/database/bulk_copy.py).
        cursor.execute(f"GRANT TEMPORARY ON DATABASE {database} TO {APPLICATION}")
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        cursor.execute(NEW_FUNCTIONS)
        cursor.execute(OWN_FUNCTIONS)
        for function, has_callers_rights in cursor.fetchall():
            if has_callers_rights:  # the policies call these, with the rights of the role that reads
                cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {APPLICATION}")
            cursor.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")
