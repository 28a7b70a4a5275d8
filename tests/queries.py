"""Count a request's own queries, without those of transactions and access scopes."""

# Queries of every request in a test: a savepoint for its transaction, the scope entered and left, and the
# savepoint released. Outside a test there is a transaction in its place, and no scope to return to.
SCOPE_QUERIES = 4
SCOPE_STATEMENTS = (
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "SELECT esfportal_restore_scope",
    "SELECT kept, challenge FROM esfportal_enter_scope",
)


def own_queries(captured):
    """Return the statements without those that open and close transactions and scopes."""
    return [query["sql"] for query in captured if not query["sql"].startswith(SCOPE_STATEMENTS)]
