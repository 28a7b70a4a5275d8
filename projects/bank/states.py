"""States of a project in the bank: coming, running, ended."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import ProgrammePeriod


class State(models.TextChoices):
    COMING = "coming", _("coming")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")


def condition(state, day):
    """Return the condition on projects that are in the state on the day."""
    # Days may not be published: such a project runs until its programme period is over.
    over = [period for period in ProgrammePeriod if period.years[1] < day.year]
    coming = Q(starts_on__gt=day)
    ended = Q(ends_on__lt=day) | Q(ends_on__isnull=True, programme_period__in=over)
    return {State.COMING: coming, State.ENDED: ended, State.RUNNING: ~coming & ~ended}[State(state)]
