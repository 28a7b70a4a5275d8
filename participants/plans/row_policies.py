"""Row-level security of plans and notes: visible with the person, and notes for those who may read them."""

from esfportal.database.row_level_security import (
    OWN_RECORD,
    PARTICIPANT,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    is_own,
    linked,
    scope_is,
    table_policies,
    visible_projects,
    visible_with,
    wholly_managed_projects,
)
from participants.register.row_policies import VISIBLE_FIRST, WITH_PARTICIPATION

LEADS = visible_with(
    "register_participation", "participation_id", where=column_in("manages_any_part", "seen.project_id")
)
IS_CASE_WORKER = visible_with(
    "register_spell", "participation_id", key="participation_id", where=is_own("seen.case_worker_id")
)
READS = any_of(
    all_of("readers = 'all'", VISIBLE_FIRST),
    all_of(WITH_PARTICIPATION, is_own("written_by_id")),
    all_of("readers = 'case_worker'", IS_CASE_WORKER),
    LEADS,
)

POLICIES = [
    table_policies("plans_measurement", read=VISIBLE_FIRST),
    *(
        table_policies(
            table, read=any_of(VISIBLE_FIRST, linked(PARTICIPANT, "participation_id")), add=VISIBLE_FIRST
        )
        for table in ("plans_plan", "plans_step")
    ),
    table_policies(
        "plans_note",
        read=any_of(READS, linked(OWN_RECORD, "participation_id")),
        add=any_of(scope_is(), all_of(WITH_PARTICIPATION, is_own("written_by_id"))),
        change=READS,
        remove=scope_is(),
    ),
    *(
        append_only_policies(table, read=WITH_PARTICIPATION)
        for table in ("plans_measurementhistory", "plans_planhistory", "plans_stephistory")
    ),
    append_only_policies("plans_notehistory", read=READS),
    table_policies("plans_projectscale", read=visible_projects(), add=wholly_managed_projects()),
    append_only_policies("plans_projectscalehistory", read=visible_projects()),
]
