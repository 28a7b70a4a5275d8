"""Write why a change was made, and which warnings were confirmed with it, into the log and the history."""

from django.utils.translation import gettext as _

from accounts.audit.log import audit
from participants.register.actions.errors import ActionRefused
from participants.register.models import ChangeNote
from participants.register.rules.entry_rules import Problem


def record_change(action, participation, *, by, reason="", confirmed=(), **details):
    """Audit an action about a participation, and keep its reason and confirmed warnings for the history."""
    said = {"reason": reason.strip(), "confirmed": sorted(confirmed)}
    if any(said.values()):
        ChangeNote.objects.create(
            participation=participation, reason=said["reason"], warnings=said["confirmed"], recorded_by=by
        )
    given = {name: value for name, value in said.items() if value}
    audit(action, participation, by=by, project=participation.project, **details, **given)


def check_reason(reason, text=""):
    if not reason.strip():
        raise ActionRefused([Problem("reason", text or _("Say why it is corrected."))])
