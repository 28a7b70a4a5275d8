"""Addresses that are not in the access table, and where they are tested."""

from tests.participants.imports.files import OF_CORRECTIONS

# They need a session, a key from an e-mail, an uploaded file or a finished report. The administration has tests of
# its own.
OWN_PAGES = (
    "month",
    "refuse",
    "plan",
    "information",
    "withdraw_consent",
    "survey",
    "record",
    "readers",
    "language",
    "ask_extract",
)
BY_MAIL = ("ask_code", "ask_link", "contact", "address", "confirm_address")
TESTED_ELSEWHERE = {
    "account_login": "tests/accounts",
    "account_inactive": "tests/accounts",
    "mfa_authenticate": "tests/accounts/test_second_factor.py",
    "mfa_login_webauthn": "tests/browser/test_signing_in.py",
    "mfa_reauthenticate": "tests/accounts/test_second_factor.py",
    "mfa_reauthenticate_webauthn": "tests/browser/test_signing_in.py",
    "mfa_deactivate_totp": "tests/accounts/test_second_factor.py",
    "mfa_edit_webauthn": "tests/accounts/test_second_factor.py",
    "mfa_remove_webauthn": "tests/accounts/test_second_factor.py",
    "mfa_view_recovery_codes": "tests/accounts/test_second_factor.py",
    "mfa_download_recovery_codes": "tests/accounts/test_second_factor.py",
    "mfa_generate_recovery_codes": "tests/accounts/test_second_factor.py",
    "recovery_codes_saved": "tests/accounts/test_second_factor.py",
    "organisation_login": "tests/accounts/test_single_sign_on.py",
    "organisation_callback": "tests/accounts/test_single_sign_on.py",
    "end_session": "tests/accounts/test_sessions.py",
    "account_reauthenticate": "tests/accounts/test_confirming.py",
    "account_set_password": "tests/accounts",
    "account_reset_password": "tests/accounts",
    "account_reset_password_done": "tests/accounts",
    "account_reset_password_from_key": "tests/accounts",
    "account_reset_password_from_key_done": "tests/accounts",
    "team:invitation_link": "tests/projects/team/test_invitations.py",
    **{
        f"projects:{page}": "tests/projects/test_creation.py"
        for page in ("check_file", "load_file", "example_file")
    },
    "gallery": "tests/browser",
    **{
        f"own_page:{page}": "tests/participants/own_page"
        for page in ("home", "enter", "sign_out", "e_id", "e_id_keys", "e_id_back", "projects", *OWN_PAGES)
    },
    **{f"own_page:{page}": "tests/participants/own_page/test_by_mail.py" for page in BY_MAIL},
    "policy_reports": "tests/esfportal/test_csp_reports.py",
    "register:open_list": "tests/participants/register/test_saved_filters.py",
    "register:draft": "tests/participants/register/test_drafts.py",
    "register:discard_draft": "tests/participants/register/test_drafts.py",
    "imports:import_review": "tests/participants/imports/test_pages.py",
    "imports:import_check": "tests/participants/imports/test_pages.py",
    "imports:import_checking": "tests/participants/imports/review/test_large.py",
    "imports:import_check_cancel": "tests/participants/imports/review/test_large.py",
    "imports:import_people": "tests/participants/imports/test_people_questions.py",
    "imports:import_headings": "tests/participants/imports/test_headings.py",
    "imports:import_heading_row": "tests/participants/imports/test_headings.py",
    "imports:import_confirm": "tests/participants/imports/test_pages.py",
    **{
        f"imports:import_{change}": "tests/participants/imports/test_pages.py"
        for change in ("discard", "row", *OF_CORRECTIONS)
    },
    "imports:import_job": "tests/participants/imports/test_jobs.py",
    "imports:import_cancel": "tests/participants/imports/test_jobs.py",
    "imports:import_mark": "tests/participants/imports/test_marking_jobs.py",
    "imports:import_marked": "tests/participants/imports/test_marking_jobs.py",
    "imports:import_marked_file": "tests/participants/imports/test_marking_jobs.py",
    "imports:import_marked_workbook": "tests/participants/imports/test_marking_jobs.py",
    "imports:import_mark_cancel": "tests/participants/imports/test_marking_jobs.py",
    "casework:done": "tests/participants/casework/test_day.py",
    "casework:handed": "tests/participants/casework/test_handover.py",
    "casework:move_here": "tests/participants/casework/test_moving.py",
    "casework:decline_move": "tests/participants/casework/test_moving.py",
    "casework:next": "tests/participants/casework/test_day.py",
    "casework:accept": "tests/participants/casework/test_handover.py",
    "casework:decline": "tests/participants/casework/test_handover.py",
    "casework:withdraw": "tests/participants/casework/test_handover.py",
}
