"""Texts for levels of education and outcomes, and the questions of each programme period."""

from django.utils.translation import gettext_lazy as _

from participants.register.models import OutcomeEvent, Participation, Spell
from projects.models import ProgrammePeriod

Kind = OutcomeEvent.Kind

EDUCATION_LEVELS = {
    0: _("No completed schooling (ISCED 0)"),
    1: _("Compulsory school, less than nine years (ISCED 1)"),
    2: _("Compulsory school, nine or ten years (ISCED 2)"),
    3: _("Upper secondary school (ISCED 3)"),
    4: _("After upper secondary school, less than two years (ISCED 4)"),
    5: _("Higher education, two years (ISCED 5)"),
    6: _("Higher education, three years (ISCED 6)"),
    7: _("Higher education, four years or more (ISCED 7)"),
    8: _("Doctoral studies (ISCED 8)"),
}

# Groups of outcomes in the order people meet them: heading, what they count for, the kinds.
UPON_LEAVING = (
    _("Work and job search"),
    _("The last of these, up to 28 days after the end, is the status upon leaving."),
    (Kind.EMPLOYMENT, Kind.SELF_EMPLOYMENT, Kind.JOB_SEARCH, Kind.UNEMPLOYED, Kind.INACTIVE),
)
LEARNING = (
    _("Studies and qualifications"),
    _("Counted in addition to work, up to 28 days after the end."),
    (Kind.EDUCATION, Kind.QUALIFICATION),
)
OTHER_STEPS = (
    _("Other steps"),
    _("Counted in the project's own goals, not in the official indicators."),
    (Kind.INTERNSHIP, Kind.CLOSER),
)
SIX_MONTHS = (
    _("Six months after leaving"),
    _("The situation at the follow-up, six months after the end at the earliest."),
    OutcomeEvent.FOLLOW_UPS,
)
OUTCOME_GROUPS = (UPON_LEAVING, LEARNING, OTHER_STEPS, SIX_MONTHS)
# The groups that answer a question of the worklist.
ABOUT = {"result": (UPON_LEAVING, LEARNING, OTHER_STEPS), "follow-up": (SIX_MONTHS,)}

OUTCOME_HINTS = {
    Kind.EMPLOYMENT: _("Paid work, subsidised too."),
    Kind.SELF_EMPLOYMENT: _("Started a business."),
    Kind.JOB_SEARCH: _("Has begun to look for work."),
    Kind.UNEMPLOYED: _("Without work and available for it."),
    Kind.INACTIVE: _("Neither works nor looks for work."),
    Kind.EDUCATION: _("Has begun education or training."),
    Kind.QUALIFICATION: _("Has passed a formal assessment and has it in writing."),
    Kind.INTERNSHIP: _("An occupation, but not employment."),
    Kind.CLOSER: _("A step on the way, agreed in the plan."),
}

_REASONS = {
    Spell.ExitReason.COMPLETED: _("Completed as planned"),
    Spell.ExitReason.DROPPED_OUT: _("Dropped out"),
    Spell.ExitReason.FOR_WORK: _("Left for work"),
    Spell.ExitReason.FOR_STUDY: _("Left for studies"),
    Spell.ExitReason.MOVED: _("Moved"),
    Spell.ExitReason.DIED: _("Died"),
    Spell.ExitReason.NO_CONSENT: _("Withdrew the consent"),
    Spell.ExitReason.OTHER: _("Other reason"),
}
# Reasons for leaving by programme period. A wrong registration is voided instead, and counts nowhere.
EXIT_REASONS = {
    ProgrammePeriod.P2007: [each for each in _REASONS.items() if each[0] != Spell.ExitReason.NO_CONSENT],
    ProgrammePeriod.P2014: list(_REASONS.items()),
    ProgrammePeriod.P2021: list(_REASONS.items()),
}

# The questions of the entry record by programme period.
BACKGROUND = {
    ProgrammePeriod.P2007: Participation.BACKGROUND_FIELDS,
    ProgrammePeriod.P2014: Participation.BACKGROUND_FIELDS,
    ProgrammePeriod.P2021: tuple(
        name for name in Participation.BACKGROUND_FIELDS if name != "other_disadvantage"
    ),
}
HOUSING = {
    ProgrammePeriod.P2007: (),
    ProgrammePeriod.P2014: Participation.HOUSING_FIELDS,
    ProgrammePeriod.P2021: Participation.HOUSING_FIELDS,
}
