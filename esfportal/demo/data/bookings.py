"""Co-financing in kind of the project SpiK, booked monthly within its budget."""

from datetime import date
from decimal import Decimal

from projects.models import FinancingEntry, FinancingLine, Project

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
