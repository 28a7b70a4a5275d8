"""Counting all people of a project: their rows are looked up once in a statement, not one by one (ADR 188)."""

# statement_timestamp() is the time of the message that both statements are sent in. So a later statement about one
# person, for which all others need not be looked up, is not taken for one that counts.
NAME_COUNTED = """
SELECT set_config('esfportal.counted_project', %(project)s || ' ' || statement_timestamp(), true)
"""


def naming_counted(sql: str) -> str:
    """Return a statement that counts the people of the project %(project)s, with its project named before it."""
    return f"{NAME_COUNTED};{sql}"
