from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import require_permission
from accounts.permissions import Permission
from participants.plans.models import Measurement, Note, ProjectScale, Step
from participants.plans.scale_files import scales
from participants.register.access import get_participation
from participants.register.identity.merged_records import record_keys


def get_participation_to_plan(user, slug, public_id):
    return get_participation(user, slug, public_id, Permission.PARTICIPANT_EDIT)


def steps_of(participation):
    return Step.objects.filter(participation__in=record_keys(participation))


def get_step(participation, pk):
    return get_object_or_404(steps_of(participation), pk=pk)


def notes_for(user, participation):
    """Return the notes that the user may read, also those of merged records."""
    notes = Note.objects.filter(participation__in=record_keys(participation))
    return notes.readable_by(user, participation.project).select_related("written_by", "withdrawn_by")


def get_note_to_withdraw(user, participation, pk):
    """Return a note that the user has written, or leads the project of."""
    note = get_object_or_404(notes_for(user, participation).in_force(), pk=pk)
    if note.written_by_id != user.pk:
        require_permission(user, Permission.PARTICIPANT_CORRECT, participation.project)
    return note


def measurements_of(participation):
    """Return the measurements in force, also those of merged records."""
    return Measurement.objects.filter(participation__in=record_keys(participation)).in_force()


def get_measurement(participation, pk):
    return get_object_or_404(measurements_of(participation), pk=pk)


def scales_in_use(project):
    rows = ProjectScale.objects.filter(project=project, is_used=True).order_by("code")
    return [scales()[code] for code in rows.values_list("code", flat=True) if code in scales()]


def get_scale_in_use(project, code):
    found = {scale.code: scale for scale in scales_in_use(project)}
    if code not in found:
        raise Http404
    return found[code]


def get_scale(code):
    if code not in scales():
        raise Http404
    return scales()[code]


def chosen_scale(project, code):
    """Return the project's choice, stored or not."""
    stored = ProjectScale.objects.filter(project=project, code=code).first()
    return stored or ProjectScale(project=project, code=code, is_used=False)
