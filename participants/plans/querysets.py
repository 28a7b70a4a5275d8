from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.access import may
from accounts.permissions import Permission
from participants.register.models import Spell


class StepQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(state="planned")


class NoteQuerySet(models.QuerySet):
    def readable_by(self, user, project):
        """Return what the user may read of the project's notes; row-level security has the same rule."""
        if may(user, Permission.PARTICIPANT_CORRECT, project):
            return self
        spells = Spell.objects.filter(participation=OuterRef("participation"), case_worker=user)
        of_case_worker = Q(Exists(spells), readers="case_worker")
        return self.filter(Q(readers="all") | Q(written_by=user) | of_case_worker)

    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)


class MeasurementQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)
