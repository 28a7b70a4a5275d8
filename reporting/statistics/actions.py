from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.access_log import Kind, log_access
from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from esfportal.ui.formats import month_text
from participants.register.actions.errors import raise_if_problems
from participants.register.actions.locking import lock_project
from participants.register.rules.entry_rules import Problem
from reporting.statistics.models import MonthlyFile
from reporting.statistics.monthly.content import in_order
from reporting.statistics.monthly.months import next_month
from reporting.statistics.monthly.states import TO_PREPARE, State, first_to_send_again, unsent_before
from reporting.statistics.overview import Overview, settings_of


def fingerprint(rows, findings):
    """Return what the page hands on, so that nothing else is prepared."""
    return salted_hmac("monthly file", repr((rows, findings)), algorithm="sha256").hexdigest()


@transaction.atomic
def prepare(project, month, *, seen, confirmed, by):
    """Freeze the month's rows as its next version. Raises ActionRefused."""
    lock_project(project)  # people are registered, merged and voided under the same lock
    overview = Overview(project)
    raise_if_problems(_problems_of_state(overview, month))
    rows, findings = overview.numbered(month)
    raise_if_problems(_problems_of_content(rows, findings, seen, confirmed=confirmed))
    before = overview.latest.get(month)
    file = MonthlyFile(project=project, month=month, version=before.version + 1 if before else 1)
    file.prepared_by = by
    file.write_rows(rows)
    if file.rows != in_order(rows):
        raise RuntimeError("The rows of a monthly file can't be read back.")
    file.save(force_insert=True)
    audit(AuditAction.MONTHLY_FILE_PREPARED, file, by=by, project=project)
    return file


@transaction.atomic
def record_sent(file, *, sent_on, receipt, reason, by):
    """Record that a user has sent the latest version to SCB. Raises ActionRefused."""
    project = file.project
    lock_project(project)
    overview = Overview(project)
    file = overview.latest[file.month]
    raise_if_problems(_problems_of_sending(overview, file, sent_on, reason))
    file.sent_on, file.sent_by = sent_on, by
    file.receipt, file.reason = receipt.strip(), reason.strip()
    file.save(update_fields=["sent_on", "sent_by", "receipt", "reason"])
    audit(AuditAction.MONTHLY_FILE_SENT, file, by=by, project=project)
    return file


@transaction.atomic
def save_settings(project, *, by, **values):
    lock_project(project)
    found = settings_of(project)
    changed = sorted(name for name, value in values.items() if getattr(found, name) != value)
    if found._state.adding or changed:
        for name, value in values.items():
            setattr(found, name, value)
        found.save()
        audit(AuditAction.MONTHLY_SETTINGS_CHANGED, found, by=by, project=project, fields=changed)
    return found


def log_download(file, rows, *, by):
    audit(AuditAction.MONTHLY_FILE_DOWNLOADED, file, by=by, project=file.project)
    log_access(Kind.LIST_FILE, by=by, project=file.project, participations=[row.key for row in rows])


def _problems_of_state(overview, month):
    state, first = overview.state(month), first_to_send_again(overview.states)
    if state not in TO_PREPARE:
        yield _state_problem(state)
    elif first and first < month:
        yield Problem("", _("Prepare %(month)s first.") % {"month": month_text(first)})


def _problems_of_content(rows, findings, seen, *, confirmed):
    if any(each.is_error for each in findings):
        yield Problem("", _("Mend the errors first."))
    elif seen != fingerprint(rows, findings):
        yield Problem("", _("The month was changed since the page was shown. Look at it again."))
    elif findings and not confirmed:
        yield Problem("confirmed", _("Confirm the warnings."))


def _problems_of_sending(overview, file, sent_on, reason):
    state = overview.state(file.month)
    if state != State.PREPARED:
        yield _state_problem(state)
    if sent_on < next_month(file.month):
        yield Problem("sent_on", _("The month was not over on that day."))
    elif sent_on > timezone.localdate():
        yield Problem("sent_on", _("The date is in the future."))
    if unsent_before(overview.states, file.month) and not reason.strip():
        yield Problem("reason", _("An earlier month is not sent. Say why this one is sent before it."))


def _state_problem(state):
    text = _("The month is in another state now: %(state)s.")
    return Problem("", text % {"state": State(state).label})
