"""Load rates, book certified hours as co-financing in kind, and undo a booking."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.register.actions import ActionRefused
from participants.register.actions.errors import raise_if_problems
from participants.register.actions.locking import lock_project
from participants.register.rules.entry_rules import Problem
from projects import actions as projects
from reporting.cofinancing.models import Booking, Line, Rate
from reporting.cofinancing.proposal import proposal_of


class RatesNotLoadable(Exception):
    def __init__(self, mistakes):
        super().__init__(mistakes)
        self.mistakes = mistakes


@transaction.atomic
def load_rates(rows):
    """Save the rows of a file, or none of them. Return how many were added, and how many got a last day."""
    Rate.objects.select_for_update().count()
    added, ended, mistakes = [], [], []
    for row in rows:
        of_key = Rate.objects.filter(programme_period=row.programme, call=row.call, kind=row.kind)
        same = of_key.filter(starts_on=row.starts_on, unit=row.unit, price=row.price).first()
        if same and same.ends_on is None and row.ends_on:
            same.ends_on = row.ends_on
            ended.append(same)
        elif same is None or same.ends_on != row.ends_on:
            others = [each for each in of_key if row.overlaps(each.starts_on, each.ends_on)]
            mistakes += [
                f"line {row.line}: the days overlap those of a rate from {each.starts_on}"
                for each in others
                if not any(each.pk == other.pk and _is_over(other, row) for other in ended)
            ]
            added.append(_rate(row))
    if mistakes:
        raise RatesNotLoadable(mistakes)
    for rate in [*ended, *added]:
        rate.save()
    return len(added), len(ended)


def _is_over(rate, row):
    return rate.ends_on < row.starts_on


def _rate(row):
    return Rate(
        programme_period=row.programme,
        call=row.call,
        kind=row.kind,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        unit=row.unit,
        price=row.price,
        source=row.source,
    )


@transaction.atomic
def book_month(project, month, *, line, call, booked_on, by):
    """Book what the month's certificates are worth on a source of financing. Raises ActionRefused."""
    lock_project(project)
    proposal = proposal_of(project, month, call)
    if not proposal.bookable:
        raise ActionRefused([Problem("", _("There is nothing to book."))])
    raise_if_problems(_day_problems(project, booked_on))
    given = {"amount": proposal.amount, "hours": proposal.hours, "note": f"{month:%Y-%m}"}
    entry = projects.book(line, booked_on=booked_on, by=by, **given)
    booking = Booking.objects.create(project=project, month=month, call=call, entry=entry)
    Line.objects.bulk_create(
        Line(
            booking=booking,
            certificate=proposed.certificate,
            rate_id=each.rate.key,
            hours=each.hours,
            days=each.days,
            amount=each.amount,
        )
        for proposed in proposal.bookable
        for each in proposed.worth.amounts
    )
    audit(AuditAction.HOURS_BOOKED, booking, by=by, project=project)
    return booking


@transaction.atomic
def undo_booking(booking, *, reason, by):
    """Book the opposite, so that the certificates can be booked again. Raises ActionRefused."""
    lock_project(booking.project)
    booking = Booking.objects.select_related("entry__line__project").get(pk=booking.pk)
    if booking.is_undone:
        raise ActionRefused([Problem("", _("The booking is undone already."))])
    entry = booking.entry
    given = {"amount": -entry.amount, "hours": -entry.hours, "note": entry.note}
    booking.undone_by = projects.book(entry.line, booked_on=timezone.localdate(), by=by, **given)
    booking.undone_because = reason
    booking.save(update_fields=["undone_by", "undone_because"])
    audit(AuditAction.HOURS_UNBOOKED, booking, by=by, project=booking.project, reason=reason)
    return booking


def _day_problems(project, day):
    if project.starts_on and day < project.starts_on:
        yield Problem("booked_on", _("The day is before the project's start."))
    elif day > timezone.localdate():
        yield Problem("booked_on", _("The day has not come yet."))
