from participants.benefits.models.history import BenefitPeriodHistory
from participants.benefits.models.periods import Basis, Benefit, BenefitPeriod

__all__ = ["Basis", "Benefit", "BenefitPeriod", "BenefitPeriodHistory"]
