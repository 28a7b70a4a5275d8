"""Made-up benefits of the running project's participants."""

from esfportal.demo.data import running_project
from participants.benefits.actions import add_period
from participants.benefits.models import Basis, Benefit, BenefitPeriod
from participants.register.models import Spell

PEOPLE = 24
BASES = (Basis.DECISION, Basis.PAYMENT, Basis.DECISION, Basis.AUTHORITY, Basis.PARTICIPANT)


def build_benefits(*, by):
    """Record the benefits that people had at the start; a project that has some is left unchanged."""
    if BenefitPeriod.objects.filter(project__slug=running_project.SLUG).exists():
        return
    spells = Spell.objects.filter(
        participation__project__slug=running_project.SLUG, participation__voided_at=None
    ).select_related("participation")
    with_benefit = [spell for spell in spells.order_by("pk") if _benefit_of(spell)]
    for number, spell in enumerate(with_benefit[:PEOPLE]):
        kind, extent = _benefit_of(spell)
        values = {"kind": kind, "extent": extent, "starts_on": spell.entry_date, "ends_on": spell.exit_date}
        add_period(spell.participation, values=values | {"basis": BASES[number % len(BASES)]}, by=by)


def _benefit_of(spell):
    """Return (kind, per cent) of the first benefit at the start, or None."""
    incomes = zip(spell.incomes_at_entry, spell.income_extents_at_entry, strict=True)
    return next(((kind, extent or 100) for kind, extent in incomes if kind in Benefit.values), None)
