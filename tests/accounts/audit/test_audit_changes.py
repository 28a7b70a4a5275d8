"""An audit entry whose transaction did not make its change is found by `verify_audit`."""

import pytest

from accounts.audit.actions import AuditAction
from accounts.audit.change_of_action import OF_ITS_ROW, OF_SOME_ROW
from accounts.audit.cross_check import entries_without_change
from accounts.audit.hash_chain import verify_chain
from accounts.audit.log import audit
from accounts.audit.models import AuditEntry
from accounts.audit.row_history import Label
from projects.actions.editing import change_item, remove_item
from projects.models import Target
from projects.models.history import TargetHistory
from tests.accounts.audit.tampering import execute, unguarded
from tests.factories import TargetFactory, UserFactory

pytestmark = pytest.mark.django_db
each_in_its_transaction = pytest.mark.django_db(transaction=True)

# Actions that need not change a row with a history: they show or send something, are about sessions, second factors,
# jobs or files, or find that the change has been made already.
UNCHECKED = """
    command_run signed_in signed_out session_ended sign_in_failed sign_in_paused sign_in_unlocked password_changed
    provider_linked app_added app_removed passkey_added passkey_renamed passkey_removed recovery_codes_made
    recovery_codes_saved recovery_code_used factors_reset user_changed identity_revealed
    number_unreadable number_readable case_worker_revoked extract_made participants_imported
    participants_import_refused outcomes_imported outcomes_import_refused import_person_answered import_cancelled
    import_headings_changed
    import_discarded import_undone log_note_written report_cancelled report_retried report_recomputed report_downloaded
    proof_downloaded work_put_off work_taken_up report_text_commented report_comment_done report_attachment_added
    report_attachment_removed filter_changed calendar_link_made calendar_link_removed
    own_link_made own_link_mailed own_link_withdrawn own_page_code_mailed own_page_code_wrong own_page_opened
    own_page_closed participation_certified survey_changed survey_link_made survey_mailed survey_device_linked
    attendance_imported attendance_import_refused employers_imported survey_contact_wished survey_contacted
    bookings_imported extract_asked extract_handed_over
    cutoff_asked cutoff_confirmed cutoff_downloaded monthly_file_downloaded
    scb_template_uploaded scb_template_changed scb_template_used scb_template_ended scb_template_downloaded
"""


def test_every_action_is_checked_or_listed():
    checked = [*OF_SOME_ROW, *(action for actions in OF_ITS_ROW.values() for action in actions)]
    assert len(checked) == len({*checked})
    assert {*map(str, AuditAction)} - {*map(str, checked)} == {*UNCHECKED.split()}


@pytest.fixture
def target():
    target = TargetFactory(value=10)
    target.value = 11
    change_item(target, changed=["value"], by=UserFactory())
    assert entries_without_change() == 0
    return target


@each_in_its_transaction
@pytest.mark.parametrize(
    "action", [AuditAction.TARGET_ADDED, AuditAction.TARGET_CHANGED, AuditAction.TARGET_REMOVED]
)
def test_a_false_entry_is_found(target, action):
    audit(action, target, by=None)
    assert entries_without_change() == 1
    assert ("without_change", "audit_auditentry", 1) in [
        (each.kind, each.log_table, each.count) for each in verify_chain().breaks
    ]


@pytest.mark.parametrize("label", OF_ITS_ROW)
def test_a_false_entry_of_each_action_is_found(label):
    for action in OF_ITS_ROW[label]:
        AuditEntry.objects.create(action=action, object_type=action.object_types[0], object_id="1")
    assert entries_without_change() == len(OF_ITS_ROW[label])


def test_a_true_removal_is_not_reported_and_another_change_is_no_removal(target):
    remove_item(target, by=None)
    assert entries_without_change() == 0
    with unguarded("projects_targethistory"):
        execute("UPDATE projects_targethistory SET pgh_label = 'update' WHERE pgh_label = 'delete'")
    assert entries_without_change() == 1


@each_in_its_transaction
def test_an_entry_cant_claim_the_time_of_a_true_change(target):
    changed_at = TargetHistory.objects.latest("pgh_id").pgh_created_at
    AuditEntry.objects.create(
        action=AuditAction.TARGET_CHANGED,
        object_type="projects.target",
        object_id=str(target.pk),
        transaction_at=changed_at,
    )
    assert AuditEntry.objects.filter(transaction_at=changed_at).count() == 1
    assert entries_without_change() == 1


def test_the_trigger_that_writes_the_time_is_checked(target):
    ((name,),) = execute("SELECT tgname FROM pg_trigger WHERE tgname ~ 'its_transaction'")
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(f"ALTER TABLE audit_auditentry DISABLE TRIGGER {name}")
    assert ("unguarded", "audit_auditentry") in [
        (each.kind, each.log_table) for each in verify_chain().breaks
    ]


@each_in_its_transaction
def test_entries_from_before_the_time_was_recorded_and_before_a_purge_are_passed_over(target):
    Target.objects.all().delete()
    audit(AuditAction.TARGET_CHANGED, target, by=None)
    with unguarded("audit_auditentry", "audit_chainlink"):
        execute(
            "INSERT INTO audit_chainlink (log_table, first_id, last_id, count, columns, content, previous, digest,"
            " sealed_at) VALUES ('x', 1, 1, 1, '{}', '', 'removed', 'next', now() + interval '1 second')"
        )
        assert entries_without_change() == 0
        execute("UPDATE audit_chainlink SET previous = ''")
        assert entries_without_change() == 1
        execute("UPDATE audit_auditentry SET transaction_at = NULL")
        assert entries_without_change() == 0
        execute("DELETE FROM audit_chainlink")


def test_labels_are_those_of_the_history():
    assert set(OF_ITS_ROW) == {Label.INSERT, Label.UPDATE, Label.DELETE}
