"""Choose a project's scales, and record and withdraw measurements."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.plans.models import Measurement, ProjectScale
from participants.plans.rules import check_texts
from participants.plans.scale_files import HIGHEST, LOWEST
from participants.register.actions.change_notes import check_reason
from participants.register.actions.errors import ActionRefused, raise_if_problems
from participants.register.actions.locking import lock_participation
from participants.register.rules.entry_rules import Problem


@transaction.atomic
def choose_scale(project, scale, *, is_used, agreement_number, by):
    """Use a scale in the project, or stop. Raises ActionRefused without the agreement that its owner asks for."""
    if is_used and scale.needs_agreement and not agreement_number.strip():
        text = _("The owner of the scale asks for an agreement: write its number.")
        raise ActionRefused([Problem("agreement_number", text)])
    row = ProjectScale.objects.filter(project=project, code=scale.code).first()
    row = row or ProjectScale(project=project, code=scale.code, is_used=False)
    if not row._state.adding and (row.is_used, row.agreement_number) == (is_used, agreement_number):
        return row
    row.is_used, row.agreement_number = is_used, agreement_number.strip()
    row.save()
    audit(AuditAction.SCALE_CHOSEN, project, by=by, project=project, scale=scale.code, is_used=is_used)
    return row


@transaction.atomic
def measure(participation, *, scale, answered_by, occasion, measured_on, answers, by, number=None):
    """Record answers {key: 0 to 10, or REFUSED}; a request that comes twice records one. Raises ActionRefused."""
    participation = lock_participation(participation)
    made = number and Measurement.objects.filter(participation=participation, form_number=number).first()
    if made:
        return made
    raise_if_problems(_problems(participation, scale, answered_by, measured_on, answers))
    measurement = Measurement(
        participation=participation,
        scale=scale.code,
        scale_version=scale.version,
        occasion=occasion,
        answered_by=answered_by,
        measured_on=measured_on,
        answers=answers,
        recorded_by=by,
    )
    if number:
        measurement.form_number = number
    measurement.save(force_insert=True)
    audit(AuditAction.MEASURED, participation, by=by, measurement=measurement.pk)
    return measurement


def _problems(participation, scale, answered_by, measured_on, answers):
    if not ProjectScale.objects.filter(project=participation.project, code=scale.code, is_used=True).exists():
        yield Problem("", _("The project does not use this scale."))
    if measured_on > timezone.localdate():
        yield Problem("measured_on", _("The date has not come yet."))
    if not answers:
        yield Problem("", _("Answer at least one question."))
    asked = {question.key for question in scale.asked(answered_by)}
    for key, answer in answers.items():
        is_on_scale = isinstance(answer, int) and LOWEST <= answer <= HIGHEST
        if key not in asked or not (is_on_scale or answer == Measurement.REFUSED):
            yield Problem("", _("There is no such answer."))


@transaction.atomic
def withdraw_measurement(measurement, *, participation, reason, by):
    participation = lock_participation(participation)
    check_reason(reason, _("Say why."))
    check_texts(reason=reason)
    measurement = Measurement.objects.select_for_update(of=("self",)).get(pk=measurement.pk)
    if measurement.withdrawn_at:
        raise ActionRefused([Problem("", _("The measurement has been withdrawn already."))])
    measurement.withdrawn_at, measurement.withdrawal_reason = timezone.now(), reason.strip()
    measurement.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    audit(AuditAction.MEASUREMENT_WITHDRAWN, participation, by=by, measurement=measurement.pk)
    return measurement
