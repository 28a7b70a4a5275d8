"""Row-level security of links to own pages: made by staff, found by the system when they are opened."""

from esfportal.database.row_level_security import SYSTEM, any_of, scope_is, table_policies
from participants.register.row_policies import BY_PROJECT_COLUMN

POLICIES = [
    table_policies(
        "own_page_ownpagelink",
        read=any_of(scope_is(SYSTEM), BY_PROJECT_COLUMN),
        add=BY_PROJECT_COLUMN,
        change=any_of(scope_is(SYSTEM), BY_PROJECT_COLUMN),
        remove="false",  # says which session confirmed a certificate
    ),
    table_policies("own_page_linkrequest", read=scope_is(SYSTEM)),
]
