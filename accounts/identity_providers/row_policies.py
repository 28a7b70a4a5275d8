"""Row-level security of OpenID providers: the operator keeps them, and the system reads them."""

from esfportal.database.row_level_security import SYSTEM, append_only_policies, scope_is, table_policies

POLICIES = [
    table_policies("identity_providers_identityprovider", read=scope_is(SYSTEM), add=scope_is()),
    append_only_policies("identity_providers_identityproviderhistory", read=scope_is()),
]
