"""Move what was planned, noted and measured with a merged record to one of the two, when the merge is undone."""

from participants.consents.models import PrivacyEntry
from participants.plans.models import Measurement, Note, Plan, Step

# What was there before the merge has stayed with its own record (participants.plans.access reads both).
MODELS = (Plan, Step, Note, Measurement, PrivacyEntry)


def is_planned_with(participation):
    return any(model.objects.filter(participation=participation).exists() for model in MODELS)


def carry_planned(merged, record):
    for model in MODELS:
        model.objects.filter(participation=merged).update(participation=record)
