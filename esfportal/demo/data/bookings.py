"""Bookings of two demo projects, monthly and within the budget: SpiK's in kind, and all of the running one's."""

from datetime import date
from decimal import Decimal

from esfportal.demo.data import running_project
from participants.register.dates import add_months
from projects.models import BudgetLine, FinancingEntry, FinancingLine, Project

# Kronor an hour by source, and how many hours in a month on average.
IN_KIND = {
    FinancingLine.Source.IN_KIND_TIME: (Decimal("98.00"), 2600),
    FinancingLine.Source.IN_KIND_COMPETENCE: (Decimal("402.00"), 240),
    FinancingLine.Source.IN_KIND_WORK: (Decimal("355.00"), 310),
}
MONTHS = [date(2016 + (8 + n) // 12, (8 + n) % 12 + 1, 28) for n in range(33)]


def book_in_kind(by):
    """Book the in-kind sources of SpiK once; return the number of bookings."""
    project = Project.objects.get(slug="spik")
    lines = FinancingLine.objects.filter(project=project, source__in=IN_KIND)
    if FinancingEntry.objects.filter(line__in=lines).exists():
        return 0
    entries = [entry for line in lines for entry in _entries(line, by)]
    FinancingEntry.objects.bulk_create(entries)
    return len(entries)


def _entries(line, by):
    rate, hours = IN_KIND[line.source]
    for number, day in enumerate(MONTHS):
        # Slow to start, quiet in July.
        share = min(Decimal("0.25") + Decimal(number) / 10, Decimal(1)) * (
            Decimal("0.4") if day.month == 7 else 1
        )
        worked = (hours * share).quantize(Decimal(1))
        yield FinancingEntry(line=line, booked_on=day, hours=worked, amount=worked * rate, booked_by=by)


# Kronor in a month by source and purpose, in the running project.
RUNNING = {
    (FinancingLine.Source.ESF, "Personal"): 355_400,
    (FinancingLine.Source.ESF, "Externa tjänster"): 62_150,
    (FinancingLine.Source.PUBLIC_CASH, "Personal"): 58_000,
    (FinancingLine.Source.PUBLIC_CASH, "Lokaler och resor"): 33_870,
}
HOURS_IN_MONTH, KRONOR_AN_HOUR = 2_150, Decimal("92.50")


def book_running_project(by):
    """Book each month of the running project that has passed, once; return the number of bookings."""
    project = Project.objects.get(slug=running_project.SLUG)
    sources = {line.source: line for line in project.financing.all()}
    if FinancingEntry.objects.filter(line__in=sources.values()).exists():
        return 0
    purposes = {line.name: line for line in BudgetLine.objects.filter(project=project)}
    entries = []
    for month in range(running_project.MONTHS_BEFORE - 1):
        day = add_months(project.starts_on, month + 1)
        share = min(Decimal("0.4") + Decimal(month) / 5, Decimal(1))  # slow to start
        entries += [
            FinancingEntry(
                line=sources[source],
                budget_line=purposes[purpose],
                booked_on=day,
                amount=(amount * share).quantize(Decimal(1)),
                booked_by=by,
            )
            for (source, purpose), amount in RUNNING.items()
        ]
        hours = (HOURS_IN_MONTH * share).quantize(Decimal(1))
        in_kind = sources[FinancingLine.Source.IN_KIND_TIME]
        entries.append(
            FinancingEntry(
                line=in_kind, booked_on=day, hours=hours, amount=hours * KRONOR_AN_HOUR, booked_by=by
            )
        )
    FinancingEntry.objects.bulk_create(entries)
    return len(entries)
