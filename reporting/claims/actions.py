from collections import defaultdict

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.register.actions import ActionRefused
from participants.register.actions.errors import raise_if_problems
from participants.register.actions.locking import lock_project
from participants.register.rules.entry_rules import Problem
from reporting.claims.content import digest_of
from reporting.claims.models import Claim, ClaimLine
from reporting.claims.querysets import entries_to_claim
from reporting.claims.states import State, Step, end_of, steps_from
from reporting.cofinancing.models import Line


@transaction.atomic
def add_claim(project, *, starts_on, ends_on, by):
    lock_project(project)
    found = Claim.objects.in_project(project)
    if found.filter(state=State.DRAFT).exists():
        raise ActionRefused([Problem("", _("The project has a draft already."))])
    number = (found.aggregate(last=Max("number"))["last"] or 0) + 1
    claim = Claim(project=project, number=number, starts_on=starts_on, ends_on=ends_on, created_by=by)
    claim.save()
    audit(AuditAction.CLAIM_ADDED, claim, by=by, project=project)
    return claim


@transaction.atomic
def change_period(claim, *, starts_on, ends_on, by):
    claim = _locked(claim, Step.SUBMIT)
    if (claim.starts_on, claim.ends_on) != (starts_on, ends_on):
        claim.starts_on, claim.ends_on = starts_on, ends_on
        claim.save(update_fields=["starts_on", "ends_on"])
        audit(AuditAction.CLAIM_CHANGED, claim, by=by, project=claim.project)
    return claim


@transaction.atomic
def submit_claim(claim, *, submitted_on, reference, by):
    """Freeze the entries of the period as the claim's lines. Raises ActionRefused."""
    lock_project(claim.project)  # bookings of hours are made and undone under the same lock
    claim = _locked(claim, Step.SUBMIT)
    entries = list(entries_to_claim(claim))
    raise_if_problems(_problems_of_submission(claim, entries, submitted_on))
    lines = ClaimLine.objects.bulk_create(_line(claim, each) for each in entries)
    claim.digest = digest_of(lines, certificates_behind(entries))
    claim.submitted_on, claim.reference = submitted_on, reference.strip()
    return _save(claim, Step.SUBMIT, AuditAction.CLAIM_SUBMITTED, by)


@transaction.atomic
def withdraw_claim(claim, *, by):
    return _save(_locked(claim, Step.WITHDRAW), Step.WITHDRAW, AuditAction.CLAIM_WITHDRAWN, by)


@transaction.atomic
def decide_claim(claim, *, decided_on, approved, reason, by):
    claim = _locked(claim, Step.DECIDE)
    raise_if_problems(_day_problems("decided_on", decided_on, claim.submitted_on))
    if approved != amount_of(claim) and not reason.strip():
        raise ActionRefused([Problem("reason", _("Say why another amount was approved."))])
    claim.decided_on, claim.approved, claim.reason = decided_on, approved, reason.strip()
    return _save(claim, Step.DECIDE, AuditAction.CLAIM_DECIDED, by)


@transaction.atomic
def pay_claim(claim, *, paid_on, paid, by):
    claim = _locked(claim, Step.PAY)
    raise_if_problems(_day_problems("paid_on", paid_on, claim.decided_on))
    claim.paid_on, claim.paid = paid_on, paid
    return _save(claim, Step.PAY, AuditAction.CLAIM_PAID, by)


def amount_of(claim):
    return claim.lines.aggregate(amount=Sum("amount"))["amount"]


def certificates_behind(entries):
    """Return {key of an entry: checksums of the certificates whose hours it books}."""
    found = defaultdict(list)
    rows = Line.objects.filter(booking__entry__in=entries).order_by()
    for entry, digest in rows.values_list("booking__entry", "certificate__digest"):
        found[entry].append(digest)
    return found


def _line(claim, entry):
    return ClaimLine(
        claim=claim,
        entry=entry,
        booked_on=entry.booked_on,
        source=entry.line.source,
        amount=entry.amount,
        hours=entry.hours,
        note=entry.note,
    )


def _locked(claim, step):
    found = Claim.objects.select_for_update(of=("self",)).select_related("project").get(pk=claim.pk)
    if step not in steps_from(found.state):
        text = _("The claim is in another state now: %(state)s.") % {"state": found.get_state_display()}
        raise ActionRefused([Problem("", text)])
    return found


def _save(claim, step, action, by):
    claim.state = end_of(step)
    claim.save()
    audit(action, claim, by=by, project=claim.project)
    return claim


def _problems_of_submission(claim, entries, submitted_on):
    if not entries:
        yield Problem("", _("Nothing that is booked in the period waits to be claimed."))
    if submitted_on < claim.ends_on:
        yield Problem("submitted_on", _("The period was not over on that day."))
    elif submitted_on > timezone.localdate():
        yield Problem("submitted_on", _("The date is in the future."))


def _day_problems(name, day, earliest):
    if day < earliest:
        yield Problem(name, _("The day is before that of the step before."))
    elif day > timezone.localdate():
        yield Problem(name, _("The date is in the future."))
