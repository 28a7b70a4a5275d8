"""What some components are given: plain objects, so that no page forgets a part."""

from dataclasses import dataclass, field
from datetime import date

from esfportal.charts import Bar, Trend


@dataclass(frozen=True)
class TargetRow:
    """One target against its result, for components/target_row.html.

    `figure` is what has been reached ("382"), `detail` what it is a part of
    ("91 % of 418"), `labels` the texts under the bar (none: its segments' own).
    `state_kind` is good, warn, bad, none or info; `state_label` the word.
    """

    name: str
    figure: str
    detail: str = ""
    note: str = ""
    url: str = ""
    bar: Bar | None = None
    labels: list[str] = field(default_factory=list)
    trend: Trend | None = None
    state_kind: str = "none"
    state_label: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened, for components/timeline.html."""

    date: date
    title: str
    text: str = ""
    note: str = ""
    kind: str = "none"
    url: str = ""
    url_label: str = ""
