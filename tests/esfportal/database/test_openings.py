"""The modules that may enter an access scope wider than the user's. Add a new one here with its reason."""

import re

from django.conf import settings

APPS = ("accounts", "projects", "participants", "reporting", "esfportal")
ENTERED_BY = {
    "person_lookup_access": {"participants/register/identity/person_lookup.py"},
    "invitation_access": {"projects/team/access.py"},
    "public_access": {"projects/bank/public_pages.py", "projects/bank/views.py"},
    "switch_user": {"accounts/signing_in/adapters.py"},
    "link_access": {
        "participants/own_page/access.py",
        "participants/surveys/views/respondents.py",
        "participants/week_sheets/links.py",
    },
    "operator_scope": {"esfportal/demo/data/reports.py"},
    "user_scope": {
        "accounts/middleware.py",
        "participants/imports/jobs.py",
        "participants/imports/marking/jobs.py",
        "participants/imports/review/jobs.py",
        "participants/register/exports/jobs.py",
        "participants/certificates/group/jobs.py",
        "participants/casework/weekly_mail.py",
        "participants/calendars/views.py",
        "reporting/programme/cutoffs/jobs.py",
    },
    "access_to_whole": {
        "participants/evidence/disposal/pages.py",
        "reporting/cohorts/counting.py",
        "reporting/comparisons/counts.py",
        "reporting/forecasts/series.py",
        "reporting/indicators/figures.py",
    },
    "whole_project_reading": {
        "accounts/access.py",
        "participants/employers/pages/employer_page.py",
        "participants/register/identity/other_registrations.py",
        "participants/surveys/access.py",
        "participants/surveys/actions/answers.py",
        "reporting/cofinancing/views.py",
        "reporting/hours/views.py",
        "reporting/sampling/views.py",
    },
    "whole_project_access": {
        *(f"participants/own_page/{name}.py" for name in ("e_id", "mailed/links")),
        *(f"participants/contact/{name}.py" for name in ("actions", "sending")),
        "participants/evidence/disposal/actions.py",
        "participants/register/protection/handover.py",
        "participants/merging/actions.py",
        "participants/merging/undoing.py",
        "participants/register/identity/merged_records.py",
        "participants/register/protection/other_projects.py",
        "participants/imports/actions.py",
        "participants/imports/undoing/actions.py",
        "participants/register/protection/emails.py",
        "participants/register/identity/person_lookup.py",
        "projects/team/views/invitations.py",
        "projects/team/views/organisation.py",
        "reporting/reports/since_last/views.py",
        "reporting/reports/verification/views.py",
        "participants/privacy/extract/actions.py",
        "reporting/reports/jobs.py",
        "projects/team/views/team.py",
        "participants/employers/placing.py",
        *(f"participants/attendance/{name}.py" for name in ("actions", "enrolling", "recording")),
        "participants/casework/handovers/moving.py",
        *(f"participants/own_page/{name}.py" for name in ("access", "actions")),
        "projects/actions/loading.py",
        "reporting/programme/cutoffs/counting.py",
        "reporting/published/publishing.py",
        "reporting/statistics/duties/reminders.py",
    },
    "system_scope": {
        "participants/own_page/mailed/links.py",
        *(f"participants/contact/{name}.py" for name in ("actions", "sending")),
        "participants/own_page/e_id.py",
        "accounts/identity_providers/access.py",
        "accounts/signing_in/actions.py",
        "accounts/notifications/actions.py",
        "accounts/notifications/emails.py",
        "participants/register/identity/person_lookup.py",
        "participants/register/protection/other_projects.py",
        "participants/imports/access.py",
        "participants/imports/actions.py",
        *(f"participants/imports/headings/{name}.py" for name in ("actions", "lookup")),
        "participants/imports/jobs.py",
        "participants/certificates/group/actions.py",
        "participants/certificates/group/jobs.py",
        "participants/register/exports/actions.py",
        "participants/register/exports/jobs.py",
        "participants/register/protection/emails.py",
        "participants/evidence/disposal/actions.py",
        "participants/evidence/work_kinds.py",
        "participants/privacy/log_review/actions.py",
        "projects/team/team_review.py",
        "reporting/reports/attachments/sweeping.py",
        "reporting/reports/duties/reminders.py",
        "reporting/reports/life/notifications.py",
        "reporting/reports/texts/notifications.py",
        "reporting/reports/jobs.py",
        "reporting/reports/releases.py",
        "reporting/programme/cutoffs/jobs.py",
        "reporting/published/publishing.py",
        *(f"reporting/statistics/{name}.py" for name in ("access", "duties/reminders")),
        "participants/casework/weekly_mail.py",
        "participants/calendars/access.py",
        "participants/calendars/actions.py",
        *(f"participants/own_page/{name}.py" for name in ("access", "actions")),
        "participants/week_sheets/links.py",
        "participants/surveys/access.py",
        *(f"participants/surveys/actions/{name}.py" for name in ("answers", "contact", "links", "surveys")),
        "participants/register/actions/drafts.py",
        "participants/register/identity/other_registrations.py",
    },
}


def calls():
    """Return {scope: files that enter it}, except the module that defines them."""
    found = {name: set() for name in ENTERED_BY}
    for app in APPS:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if path.match("accounts/database_access.py") or "migrations" in path.parts:
                continue
            text = path.read_text()
            for name in found:
                if re.search(rf"(?<!\w){name}[()]", text) and re.search(rf"import .*\b{name}\b", text):
                    found[name].add(str(path.relative_to(settings.BASE_DIR)))
    return found


def test_wide_scopes_are_entered_only_in_listed_modules():
    assert calls() == ENTERED_BY


def test_scope_settings_are_set_only_by_the_scope_module():
    setting = re.compile(r"esfportal\.(scope|user|administers|projects|people|parts|reached|leads|steers)\b")
    written = {
        str(path.relative_to(settings.BASE_DIR))
        for app in APPS
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if "migrations" not in path.parts
        for line in path.read_text().splitlines()
        if setting.search(line) and re.search(r"set_config|\bSET\b", line)
    }
    assert written == {"esfportal/database/roles.py"}
