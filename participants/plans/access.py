from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from participants.plans.models import Step
from participants.register.access import get_participation
from participants.register.identity.merged_records import record_keys


def get_participation_to_plan(user, slug, public_id):
    return get_participation(user, slug, public_id, Permission.PARTICIPANT_EDIT)


def steps_of(participation):
    return Step.objects.filter(participation__in=record_keys(participation))


def get_step(participation, pk):
    return get_object_or_404(steps_of(participation), pk=pk)
