"""Made-up rates of benefits, and a month of the running project that is booked with them as co-financing."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from esfportal.demo.data import running_project
from participants.benefits.models import Benefit
from projects.models import FinancingLine, Project
from reporting.cofinancing.actions import book_month, load_rates
from reporting.cofinancing.models import Booking, Unit
from reporting.cofinancing.proposal import months_to_book, proposal_of
from reporting.cofinancing.rates_file import RateRow

SOURCE = "Påhittad sats för demon, ingen verklig (made up, no decided rate)"
FIRST_PRICE = Decimal("31.00")  # kronor an hour, of the first benefit; each of the others has two kronor more


@transaction.atomic
def book_certified_hours(*, by):
    """Load the rates, and book the first month that has hours; a project with a booking is left unchanged."""
    project = Project.objects.get(slug=running_project.SLUG)
    if Booking.objects.filter(project=project).exists():
        return
    load_rates(
        RateRow(
            line=number,
            kind=kind,
            programme=project.programme_period,
            call="",
            starts_on=project.starts_on,
            ends_on=project.ends_on,
            price=FIRST_PRICE + 2 * number,
            unit=Unit.HOUR,
            source=SOURCE,
        )
        for number, kind in enumerate(Benefit.values)
    )
    line = project.financing.get(source=FinancingLine.Source.IN_KIND_TIME)
    for month, _number in reversed(months_to_book(project)):
        if proposal_of(project, month, "").bookable:
            book_month(project, month, line=line, call="", booked_on=timezone.localdate(), by=by)
            return
