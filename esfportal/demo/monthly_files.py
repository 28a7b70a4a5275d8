"""Made-up monthly files to SCB of the running project, with a month in each state."""

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone

from participants.register.actions.correction import correct_identity
from participants.register.actions.errors import ActionRefused
from participants.register.actions.protection import authorise_case_worker
from participants.register.models import Participation
from reporting.statistics.access import lacking_authorisation
from reporting.statistics.actions import fingerprint, prepare, record_sent, save_settings
from reporting.statistics.models import MonthlyFile
from reporting.statistics.monthly.months import first_of, last_of, next_month
from reporting.statistics.overview import Overview

MAN_CODE = "Tx00"  # made up: SCB has not published it
MONTHS = 5  # that are over
RECEIPT, REASON = "SCB-{:04d} (påhittad)", "Kvittensen för månaden före dröjer (påhittad)."


def build_monthly_files(project, *, by):
    """Prepare and send months: sent, prepared, to send again and to send, and the one that is not over; once."""
    if MonthlyFile.objects.filter(project=project).exists():
        return
    for each in lacking_authorisation(by, project):
        authorise_case_worker(each, user=by, by=by)
    first, second, third, *_others = _months(timezone.localdate())
    save_settings(project, man_code=MAN_CODE, unknown_number="okänt", first_month=first, by=by)
    with suppress(ActionRefused):  # a month with an error stays to send
        _send(project, first, number=1, by=by)
        _prepare(project, second, by=by)
        _send(project, third, number=2, reason=REASON, by=by)
        _correct_name(project, third, by=by)


def _months(today):
    found = [first_of(today)]
    while len(found) <= MONTHS:
        found.insert(0, first_of(found[0] - timedelta(1)))
    return found


def _prepare(project, month, *, by):
    seen = fingerprint(*Overview(project).numbered(month))
    return prepare(project, month, seen=seen, confirmed=True, by=by)


def _send(project, month, *, number, reason="", by):
    file = _prepare(project, month, by=by)
    sent_on = min(next_month(month) + timedelta(9), timezone.localdate())
    record_sent(file, sent_on=sent_on, receipt=RECEIPT.format(number), reason=reason, by=by)


def _correct_name(project, month, *, by):
    """Correct a name that stands in the month and not in those before it."""
    people = Participation.objects.in_project(project).unprotected()
    began = people.filter(spells__entry_date__range=(month, last_of(month)))
    began = began.exclude(spells__entry_date__lt=month).order_by("pk")
    if person := began.first():
        names = {"given_name": person.given_name, "family_name": f"{person.family_name}-Lind"}
        correct_identity(person, values=names, reason="Dubbelnamn (påhittat)", by=by)
