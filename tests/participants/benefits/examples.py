from participants.benefits.models import BenefitPeriod

OF_BENEFITS = {("benefits", "pk"): lambda full_project: full_project.own.benefit_periods.get().pk}


def benefit_of(participation, **values):
    """Return activity support from the participant's first day on."""
    spell = participation.spells.order_by("entry_date").first()
    given = {"kind": "activity_support", "starts_on": spell.entry_date, "basis": "decision", **values}
    return BenefitPeriod.objects.create(participation=participation, **given)
