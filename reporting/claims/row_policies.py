"""Row-level security of claims: read with the project's money, written by leaders of the whole project."""

from esfportal.database.row_level_security import (
    append_only_policies,
    table_policies,
    visible_projects,
    visible_with,
    wholly_managed_projects,
)
from projects.row_policies import WHOLLY_MANAGED

NEVER = "false"  # drafts are withdrawn

POLICIES = [
    table_policies("claims_claim", read=visible_projects(), add=wholly_managed_projects(), remove=NEVER),
    append_only_policies("claims_claimhistory", read=visible_projects()),
    append_only_policies(
        "claims_claimline",
        read=visible_with("claims_claim", "claim_id"),
        add=visible_with("claims_claim", "claim_id", where=WHOLLY_MANAGED),
    ),
]
