"""The answers without which a record counts in no indicator (V-R02, V-R04, V-R05)."""

from participants.register.facts import HOUSEHOLD_UNTIL
from participants.register.models import Participation
from projects.models import ProgrammePeriod

ALWAYS = ("labour_market_status", "education_level")


def missing_answers(participation):
    """Return the names of the fields that are empty and needed; `participation` has PAGE_FACTS."""
    # The same rule as facts.COMPLETE, for an instance.
    in_time = participation.project.programme_period == ProgrammePeriod.P2014
    asks_household = in_time and participation.first_entry < HOUSEHOLD_UNTIL
    needed = [*ALWAYS, *(Participation.HOUSEHOLD_FIELDS if asks_household else ())]
    return [name for name in needed if getattr(participation, name) in (None, "")]
