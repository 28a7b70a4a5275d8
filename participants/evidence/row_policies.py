"""Row-level security of proof: visible with its participant, and the requirements with the project."""

from esfportal.database.row_level_security import (
    SYSTEM,
    any_of,
    append_only_policies,
    scope_is,
    table_policies,
    visible_projects,
    visible_with,
    wholly_managed_projects,
)
from participants.register.row_policies import VISIBLE_FIRST, WITH_PARTICIPATION

NEVER = "false"  # proof is withdrawn, and its items are replaced
WITH_PROOF = visible_with("evidence_proof", "proof_id")

POLICIES = [
    # The clock reads which days have passed.
    table_policies(
        "evidence_proofretention",
        read=visible_projects("project_id", SYSTEM),
        add=wholly_managed_projects(),
        remove=NEVER,
    ),
    append_only_policies("evidence_proofretentionhistory", read=visible_projects()),
    table_policies("evidence_proofrequirement", read=visible_projects(), add=wholly_managed_projects()),
    append_only_policies("evidence_proofrequirementhistory", read=visible_projects()),
    table_policies("evidence_proof", read=VISIBLE_FIRST, remove=NEVER),
    append_only_policies("evidence_proofhistory", read=WITH_PARTICIPATION),
    table_policies("evidence_proofitem", read=VISIBLE_FIRST, remove=NEVER),
    append_only_policies("evidence_proofitemhistory", read=WITH_PARTICIPATION),
    # The nightly task reads which stored files rows name.
    table_policies("evidence_prooffile", read=any_of(scope_is(SYSTEM), WITH_PROOF), add=WITH_PROOF),
]
