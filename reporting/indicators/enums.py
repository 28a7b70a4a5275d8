"""Enums of a report document. The values are stored in frozen documents and must not change."""

from enum import StrEnum


class LineKind(StrEnum):
    OUTPUT = "output"
    ENTITY = "output-entity"  # stated for the project as such, not a count of persons
    IMMEDIATE = "result-immediate"
    LONGER_TERM = "result-longer-term"
    MEASURE = "measure"
    RULES_ONLY = "hidden"  # counted for the rules, in no report


RESULT_KINDS = (LineKind.IMMEDIATE, LineKind.LONGER_TERM)


class Section(StrEnum):
    REPORT = "report"
    OUTPUT = "output"
    RESULT = "result"
    MEASURE = "measure"
    TARGET = "target"
    PART = "part"
    DISTANCE = "distance"
    HOURS = "hours"
    MONEY = "money"
    CHANGE = "change"
    RULE = "rule"
    TEXT = "text"
    ATTACHMENT = "attachment"


class Span(StrEnum):
    CUMULATIVE = "cumulative"  # since the project's start
    PERIOD = "period"


class PartKind(StrEnum):
    SUB_PROJECT = "sub_project"
    MUNICIPALITY = "municipality"
    INTERVENTION = "intervention"


class TargetState(StrEnum):
    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    NOT_REACHED = "not_reached"  # the project has ended
    EXCEEDED = "exceeded"  # more than an "at most" or an exact number
    NO_DATA = "no_data"
    HIDDEN = "hidden"  # released without the numbers that would show it


class RuleLevel(StrEnum):
    RECORD = "record"
    AGGREGATE = "aggregate"


class Severity(StrEnum):
    ERROR = "error"
    INCOMPLETE = "incomplete"
    WARNING = "warning"
    INFO = "info"


class FigureGroup(StrEnum):
    """The figures of a report that disclosure control can withhold as a whole, least important first."""

    PARTS_IN_PERIOD = "parts_in_period"
    PARTS = "parts"
    PERIOD = "period"
    SEXES = "sexes"  # women and men since the start
    TOTALS = "totals"  # since the start, except the targets'
