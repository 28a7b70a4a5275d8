from accounts.audit.row_history import track
from participants.benefits.models.periods import BenefitPeriod

BenefitPeriodHistory = track(BenefitPeriod, hidden={"rest": ["recorded_at"]}, find_by="participation")
