"""Pages that lead to a removed row: they say by whom and when, and nothing to users who could not see it."""

from dataclasses import dataclass

import pytest

from accounts.database_access import user_scope
from participants.attendance.actions import remove_activity
from participants.attendance.actions import remove_session as remove_a_session
from participants.attendance.enrolling import remove_enrolment
from participants.benefits.actions import remove_period
from participants.employers.actions import remove_item as remove_employer_item
from participants.employers.models import Offer
from participants.employers.placing import remove_placement
from participants.imports.actions import discard_draft
from participants.register.actions import void_participation
from participants.register.saved_filters.actions import remove_filter
from participants.surveys.actions import remove_question
from projects.actions.editing import remove_item
from reporting.reports.actions import delete_report
from reporting.reports.duties.actions import remove_duty
from tests.addresses import addresses
from tests.cast import Cast
from tests.factories import MembershipFactory
from tests.participants.attendance.examples import OF_ENROLMENT, OF_SESSION, empty_activity
from tests.participants.imports.saved import SAVED_IMPORT_PAGES
from tests.sample_objects import FullProject, rolled_back
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def stored(row):
    """Return the row as it is stored: the fixture's own would lose its key."""
    return type(row)._base_manager.get(pk=row.pk)


def remove_target(full_project, by):
    remove_item(stored(full_project.target), by=by)


def remove_line(full_project, by):
    remove_item(stored(full_project.line), by=by)


def remove_intervention(full_project, by):
    Offer.objects.update(intervention=None)  # places that are offered in it keep it
    remove_item(stored(full_project.intervention), by=by)


def remove_owed(full_project, by):
    remove_duty(stored(full_project.duty), by=by)


def delete_draft(full_project, by):
    delete_report(report=stored(full_project.draft), by=by)


def unsave_filter(full_project, by):
    remove_filter(stored(full_project.saved_filter), by=by)


def void(full_project, by):
    void_participation(full_project.own, reason="Fel person", by=by)


def void_protected(full_project, by):
    void_participation(full_project.protected, reason="Fel person", by=by)


def void_left(full_project, by):
    void_participation(full_project.left, reason="Fel person", by=by)


def remove_contact(full_project, by):
    remove_employer_item(stored(full_project.contact), by=by)


def remove_the_session(full_project, by):
    remove_a_session(stored(full_project.session), by=by)


def remove_the_activity(full_project, by):
    empty_activity(full_project.activity)
    for session in full_project.activity.sessions.all():
        remove_a_session(session, by=by)
    remove_activity(stored(full_project.activity), by=by)


def remove_the_enrolment(full_project, by):
    full_project.attendance.delete()
    remove_enrolment(stored(full_project.enrolment), participation=full_project.own, by=by)


def remove_a_placement(full_project, by):
    remove_placement(stored(full_project.placement), participation=full_project.own, by=by)


def remove_the_benefit(full_project, by):
    benefit = stored(full_project.own.benefit_periods.get())
    remove_period(benefit, participation=full_project.own, by=by)


def remove_survey_question(full_project, by):
    question = full_project.survey.questions.first()
    question.survey = full_project.survey
    assert remove_question(question, by=by)


def void_incomplete(full_project, by):
    void_participation(stored(full_project.incomplete), reason="Fel", by=by)


def discard(full_project, by):
    with user_scope(full_project.cast.leader):  # a file is its user's alone
        discard_draft(stored(full_project.import_draft), by=full_project.cast.leader)


WEEK_SHEET_PAGES = ("week", "this_week", "step", "link", "scan")
CERTIFICATE_PAGES = ("certificate", "find", "paper", "step", "scan")
OF_SURVEY = (
    "survey",
    "change",
    "open",
    "close",
    "add_question",
    "file",
    "invite",
    "mail",
    "device_link",
    "contacted",
)
REMOVALS = {
    ("projects", "pk"): remove_target,
    ("projects:book", "pk"): remove_line,
    ("projects", "code"): remove_intervention,
    ("reports", "public_id"): delete_draft,
    ("reports", "pk"): remove_owed,
    ("attendance", "pk"): remove_the_activity,
    **{(f"attendance:{page}", "pk"): remove_the_session for page in OF_SESSION},
    ("attendance", "public_id"): void,
    ("certificates", "public_id"): void,
    ("week_sheets", "public_id"): void,
    **{(f"attendance:{page}", "pk"): remove_the_enrolment for page in OF_ENROLMENT},
    ("surveys", "public_id"): void,
    ("surveys:remove_question", "question"): remove_survey_question,
    ("benefits", "public_id"): void,
    ("contact", "public_id"): void,
    ("own_page", "public_id"): void,
    ("benefits", "pk"): remove_the_benefit,
    ("employers", "pk"): remove_contact,
    ("employers", "public_id"): void,
    ("employers:placement", "pk"): remove_a_placement,
    ("employers:remove_placement", "pk"): remove_a_placement,
    ("imports", "pk"): discard,
    ("imports:attendance_of_activity", "pk"): remove_the_activity,
    ("register", "public_id"): void,
    ("register", "pk"): unsave_filter,
    ("register:open", "public_id"): void_protected,
    ("register:close", "public_id"): void_protected,
    ("register:authorised", "public_id"): void_protected,
    ("register:revoke", "public_id"): void_protected,
    ("register:reenter", "public_id"): void_left,
    ("merging", "public_id"): void,
    ("casework", "public_id"): void,
    ("casework:missing", "public_id"): void_incomplete,
    ("merging:undo", "public_id"): void_left,
    ("plans", "public_id"): void,
    ("consents", "public_id"): void,
    ("evidence", "public_id"): void,
    ("privacy", "public_id"): void,
}
# What is never removed while its page can be reached, with the reason.
KEPT = {
    **{f"surveys:{page}": "surveys are kept" for page in OF_SURVEY},
    "anonymous:correct": "a number is corrected to 0, and never removed",
    **{
        f"casework:{page}": "hand-overs are kept"
        for page in ("handed", "accept", "decline", "withdraw", "move", "move_here", "decline_move")
    },
    **{f"cofinancing:{page}": "bookings are undone" for page in ("booking", "undo", "line", "scan")},
    **{f"certificates:{page}": "certificates are kept" for page in CERTIFICATE_PAGES},
    **{f"statistics:{page}": "months stay" for page in ("month", "prepare", "sent", "csv", "xlsx")},
    "scb_template:file": "months stay",
    "scb_template:stored": "what was in use stays",
    **{
        f"scb_template:period_{page}": "periods stay"
        for page in ("template", "upload", "draft", "rows", "use", "change", "end", "stored")
    },
    **{f"claims:{page}": "claims are kept" for page in ("claim", "change", "step", "csv", "xlsx")},
    **{
        f"programme:{page}": "exports are kept"
        for page in ("cutoff", "cutoff_progress", "confirm_cutoff", "cutoff_csv")
    },
    **{
        f"sampling:{page}": "samples are kept" for page in ("sample", "item", "check", "close", "csv", "xlsx")
    },
    **{f"sampling:{page}": "what is submitted is kept" for page in ("draw", "list_csv", "list_xlsx")},
    **{f"own_page:{page}": "links are kept" for page in ("enter", "ask_code")},
    "own_page:e_id": "services of e-identification are removed by a command",
    "own_page:e_id_keys": "services of e-identification are removed by a command",
    **{f"week_sheets:{page}": "week sheets are kept, and so is their activity" for page in WEEK_SHEET_PAGES},
    **{f"own_page:{page}": "certificates are kept" for page in ("month", "refuse")},
    "own_page:withdraw_consent": "the subjects are fixed",
    "own_page:survey": "surveys are kept",
    **{f"casework:{page}": "covers are kept" for page in ("absence", "end_cover")},
    "team:member": "memberships end and are kept",
    "team:end_membership": "memberships end and are kept",
    "team:send_invitation": "invitations are answered or withdrawn, and kept",
    "team:withdraw_invitation": "invitations are answered or withdrawn, and kept",
    "team:end_officer": "memberships end and are kept",
    "team:make_responsible": "memberships end and are kept",
    "team:remove_officer": "accounts are closed and kept",
    "team:send_officer_invitation": "invitations are answered or withdrawn, and kept",
    "team:withdraw_officer_invitation": "invitations are answered or withdrawn, and kept",
    "team:invitation_link": "invitations are answered or withdrawn, and kept",
    "consents:record_several": "the subjects are fixed",
    "employers:detail": "removed with their import: tests/participants/imports/test_employer_lists.py",
    "employers:edit": "removed with their import: tests/participants/imports/test_employer_lists.py",
    "employers:add_item": "removed with their import: tests/participants/imports/test_employer_lists.py",
    "imports:import_job": "the job is what remains of an import",
    **{f"imports:import_{page}": "gone after 90 days, with the job" for page in SAVED_IMPORT_PAGES},
    "imports:import_cancel": "the job is what remains of an import",
    "notifications:open": "gone after a year, and no page links to it",
    "notifications:read": "gone after a year, and no page links to it",
    **{
        f"certificates:{page}": "gone after a day, and no page links to it"
        for page in ("group_step", "group_file", "stop_group_step")
    },
    "register:exported": "gone after a day, and no page links to it",
    "register:exported_file": "gone after a day, and no page links to it",
    "register:cancel_export": "gone after a day, and no page links to it",
    "reports:add_report_note": "submitted reports are kept",
    "reports:change_note": "a funder's: tests/reporting/reports/oversight/test_notes.py",
    "reports:remove_note": "a funder's: tests/reporting/reports/oversight/test_notes.py",
    "reports:evidence": "submitted reports are kept",
    "reports:evidence_person": "submitted reports are kept",
    "register:restore": "about a voided record",
    "register:draft": "a draft is its user's alone: tests/participants/register/test_drafts.py",
    "register:discard_draft": "a draft is its user's alone: tests/participants/register/test_drafts.py",
    "plans:choose_scale": "scales are kept",
    "consents:text": "a version of a text is never removed",
    "privacy:log_note": "the access log is kept",
    "mfa_edit_webauthn": "tested below",
    "mfa_remove_webauthn": "tested below",
    "end_session": "tested below",
    "account_reset_password_from_key": "a link that works once",
    "projects:add_row": "about no item yet",
}
FREE = {
    "slug",
    "item_type",
    "item_kind",
    "language",
    "kind",
    "month",
    "year",
    "week",
    "uidb36",
    "key",
    "token",
    "app_label",
    "url",
}


@dataclass(frozen=True)
class Case:
    address: object
    remove: object


def cases():
    for address in addresses():
        parameters = [name for name in address.parameters if name not in FREE]
        if not parameters or address.is_administration or address.name in KEPT:
            continue
        app = address.name.rpartition(":")[0]
        keys = [(where, name) for name in parameters for where in (address.name, app)]
        yield Case(address, next((REMOVALS[key] for key in keys if key in REMOVALS), None))


CASES = {case.address.name: case for case in cases()}


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), rolled_back():
        patch.setattr("django.conf.settings.FILES_ROOT", tmp_path_factory.mktemp("files"))
        yield FullProject(Cast())


@pytest.mark.parametrize("name", CASES)
def test_a_page_about_a_removed_row_says_by_whom(pages, name):
    address, remove = CASES[name].address, CASES[name].remove
    assert remove, f"Add <{address.parameters}> of {name} to REMOVALS, or to KEPT with a reason."
    with rolled_back():
        path = pages.path(address)
        leader, stranger = signed_in(pages.cast.leader), signed_in(pages.cast.stranger)
        never = path.replace(pages.project.slug, "nowhere")
        other = MembershipFactory(project=pages.project, leader=True, user__full_name="Rut Raderare").user
        with user_scope(other):
            remove(pages, other)
        answers = [getattr(leader, method)(path, follow=True) for method in ("get", "post")]
        shown = [answer for answer in answers if answer.status_code != 405]
        assert shown
        for answer in shown:
            assert answer.status_code in (200, 410)
            assert "Rut Raderare" in answer.text or remove is discard
        assert stranger.get(path).status_code in (404, 405)
        assert stranger.post(path).status_code in (404, 405)
        assert leader.get(never).status_code in (404, 405)
