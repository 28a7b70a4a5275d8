"""Row-level security of samples: drawn and checked by the project's auditors. Others read items of closed ones."""

from esfportal.database.row_level_security import (
    all_of,
    any_of,
    append_only_policies,
    column_in,
    scope_is,
    table_policies,
    visible_projects,
    visible_with,
)
from participants.register.row_policies import WITH_PARTICIPATION
from reporting.reports.row_policies import held_as

NEVER = "false"  # each drawing stays in sight
AUDITS = held_as("auditor", "project_id")
OF_AUDITED = visible_with("sampling_sample", "sample_id", where=held_as("auditor", "seen.project_id"))
OF_CLOSED = visible_with("sampling_sample", "sample_id", where="seen.state = 'closed'")
OF_LED = visible_with(
    "sampling_sample", "sample_id", where=column_in("manages_whole_project", "seen.project_id")
)
TO_CHECK = visible_with(
    "sampling_sample",
    "sample_id",
    where=all_of("seen.state = 'open'", held_as("auditor", "seen.project_id")),
)
# Leaders read what was found; and it is in the extract of the person.
ITEM = any_of(OF_AUDITED, all_of(OF_CLOSED, any_of(OF_LED, WITH_PARTICIPATION)))

POLICIES = [
    table_policies("sampling_sample", read=visible_projects(), add=any_of(scope_is(), AUDITS), remove=NEVER),
    append_only_policies("sampling_samplehistory", read=visible_projects()),
    table_policies("sampling_sampleitem", read=ITEM, add=TO_CHECK, remove=NEVER),
    append_only_policies("sampling_sampleitemhistory", read=OF_AUDITED),
]
