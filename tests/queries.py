"""Which statements of a request are questions of its own."""

# Round trips of every request in a test: a savepoint for its transaction, the scope entered and left, a
# savepoint for the view, and both released.
OF_THE_SCOPE = 6
FRAME = (
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "SELECT esfportal_restore",
    "WITH kept AS MATERIALIZED (SELECT esfportal_",
)


def questions(captured):
    """The statements without those that only open and close transactions and scopes."""
    return [query["sql"] for query in captured if not query["sql"].startswith(FRAME)]
