from django.apps import apps
from django.db import models
from django.db.models import Q

from accounts.access import memberships_with
from accounts.permissions import Permission


class PersonQuerySet(models.QuerySet):
    pass


class ParticipationQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def visible_to(self, user, permission=Permission.PARTICIPANT_VIEW):
        """The participations the user's memberships reach.

        A membership for a part reaches everybody who has or has had a spell there: who
        answers for the six-month follow-up must see those who have moved on.
        """
        scope = Q(pk__in=[])
        for membership in memberships_with(user, permission):
            if membership.project_id is not None:
                scope |= Q(project=membership.project_id) & self._within(membership)
        return self.filter(scope)

    @staticmethod
    def _within(membership):
        if not membership.is_limited_to_part:
            return Q()
        spells = apps.get_model("participants", "Spell").objects.filter(
            participation__project=membership.project_id
        )
        if membership.municipality_id:
            spells = spells.filter(municipality=membership.municipality_id)
        elif membership.intervention_id:
            spells = spells.filter(intervention=membership.intervention_id)
        else:
            spells = spells.filter(in_sub_project(membership.sub_project))
        return Q(pk__in=spells.values("participation"))


def in_sub_project(sub_project):
    """Spells of a sub-project: by their intervention, or else by their municipality."""
    own = list(sub_project.project_municipalities.values_list("municipality", flat=True))
    return Q(intervention__sub_project=sub_project) | Q(
        Q(intervention__isnull=True) | Q(intervention__sub_project__isnull=True), municipality__in=own
    )


class OutcomeEventQuerySet(models.QuerySet):
    def in_force(self):
        """What holds: neither corrected since nor only a withdrawal."""
        return self.filter(superseded_by__isnull=True, is_withdrawal=False)
