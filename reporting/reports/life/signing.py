"""Steps between the draft and the submission: ready, signed, and back to draft."""

from django.db import transaction
from django.utils.translation import gettext as _

from projects.models import Project
from reporting.reports import storage, submissions
from reporting.reports.life.signatures import representatives, signature_json
from reporting.reports.life.states import InvalidState, Step, refusals
from reporting.reports.life.steps import lock_report, take_step


@transaction.atomic
def mark_ready(*, report, by):
    """Freeze the draft for its signature: its texts become part of the documents and the files."""
    # One at a time, as in submit_report.
    Project.objects.select_for_update(of=("self",)).get(pk=report.project_id)
    report = lock_report(report)
    _raise_if(report.missing_to_be_ready())
    try:
        submissions.write_texts(report)
    except storage.StoreUnavailable as error:
        raise InvalidState(_("The files can't be written just now. Try again in a few minutes.")) from error
    take_step(Step.READY, report, by=by, fields=("figures", "digest"), digest=report.digest)
    return report


def missing_to_sign(report):
    """Return the reasons against signing as texts; empty when it is allowed."""
    if reasons := refusals(Step.SIGN, report.state):
        return reasons
    return report.missing_content()


@transaction.atomic
def sign_report(*, report, by):
    """Sign what the report contains now. The caller has confirmed who signs."""
    report = lock_report(report)
    _raise_if(missing_to_sign(report))
    held = representatives(report.project).filter(user=by).first()
    if held is None:  # it ended a moment ago
        raise InvalidState(_("Only an authorised representative of the project signs its reports."))
    take_step(Step.SIGN, report, by=by, signature=signature_json(report, held), digest=report.digest)
    return report


@transaction.atomic
def reopen_report(*, report, comment, by):
    """Take a report that is ready or signed back to draft. A signature is void from then on."""
    report = lock_report(report)
    _raise_if(refusals(Step.REOPEN, report.state))
    take_step(Step.REOPEN, report, by=by, comments={"whole": comment}, was=str(report.state))
    return report


def _raise_if(reasons):
    if reasons:
        raise InvalidState(*reasons)
