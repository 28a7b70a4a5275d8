"""Facts of the extract: the plan with its steps, notes, measurements, and information and consents."""

from django.utils.text import capfirst

from participants.consents.models import PrivacyEntry
from participants.plans.models import Measurement, Note, Plan, Step
from participants.privacy.extract.column_facts import fact, facts_of
from participants.register.identity.merged_records import record_keys


def content(participation):
    # Also what was planned before records were merged.
    keys = record_keys(participation)
    return {
        "plans": [_row(plan) for plan in Plan.objects.filter(participation__in=keys).order_by("created_at")],
        "steps": [_row(step) for step in Step.objects.filter(participation__in=keys).order_by("created_at")],
        "notes": [_row(note) for note in Note.objects.filter(participation__in=keys).order_by("written_at")],
        "information_and_consents": [
            facts_of(row)
            for row in PrivacyEntry.objects.filter(participation__in=keys)
            .select_related("text", "recorded_by")
            .order_by("pk")
        ],
        "measurements": [
            facts_of(row) for row in Measurement.objects.filter(participation__in=keys).order_by("pk")
        ],
    }


def _row(row):
    text = row.shown_text
    return [fact("text", capfirst(row.TEXT_NAME), text, text), *facts_of(row)]
