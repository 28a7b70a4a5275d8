"""Addresses of forms and buttons without a version, each with the reason."""

from tests.access.casework import ANSWERED_ONCE
from tests.addresses import (
    ADDING_SURVEYS,
    IMPORTS,
    OTHER_ROLES,
    OWN_FORMS,
    OWN_LINKS,
    STOP_A_JOB,
    TUTORS,
)

WITHOUT_VERSION = {
    "adds an object, and changes none": {
        *("projects:add_row", "projects:book", "register:register", "register:outcome", "team:invite"),
        *("register:authorised", "reports:attachments", "privacy:log_note", "team:give_officer"),
        *(f"reports:{do}" for do in ("create", "create_for_duty", "add_duty", "propose_duties", "comments")),
        *("team:invite_officer", "employers:add", "employers:add_item", "employers:consent", *ADDING_SURVEYS),
        *(f"casework:{page}" for page in ("caseload", "put_off", "take_up", "hand_over", "absence")),
        *("plans:add_step", "plans:write_note", "plans:measure", "evidence:add", "register:export"),
        *("employers:place", "register:save_filter", "anonymous:add", "benefits:add", *IMPORTS),
        *(
            "claims:add",
            "sampling:draw",
            "consents:record",
            "consents:record_several",
            "week_sheets:scan",
        ),
        *(f"attendance:{page}" for page in ("add", "plan", "enrol", "enrol_person")),
    },
    "changes no object": {
        *("plans:paper", "certificates:paper", "certificates:participation", "register:discard_draft"),
        *("register:check", "register:search", "register:reveal", "register:print", "register:printed"),
        *("privacy:extract", "set_language", "policy_reports", "reports:writing", "merging:choose"),
    },
    "concerns the user alone": {"register:open", "register:close", *OWN_FORMS},
    "an auditor's or an administrator's: test_samples.py, test_creation.py, test_template_pages.py": OTHER_ROLES,
    "a funder's: test_notes.py": {f"reports:{do}_note" for do in ("add", "add_report", "change", "remove")},
    "each entry has its version": {"reports:write_section", "attendance:record", "attendance:week_record"},
    "its address names the version": {"register:correct_outcome", "register:withdraw_outcome"},
    "each person's value in the form has what it had shown": {"register:bulk_exit", "certificates:month"},
    "is refused, row by row, when anything was changed": {"imports:import_undo"},
    "is answered once": {*ANSWERED_ONCE, "programme:cutoffs", "programme:confirm_cutoff"},
    "the link is the version": {"team:invitation", *OWN_LINKS, *TUTORS},
    "remembers what the user alone wants to see": {"register:choose_columns"},
    "forgets all of a kind": {"imports:import_forget_headings"},
    "names what it confirms by a fingerprint": {"statistics:prepare"},
    "stops a job": STOP_A_JOB,
}
REASONS = {name for names in WITHOUT_VERSION.values() for name in names}
