"""Data of template components, as dataclasses so that no page can leave a field out."""

from dataclasses import dataclass, field
from datetime import date

from esfportal.ui.charts import Bar, Trend


@dataclass(frozen=True)
class TargetRow:
    name: str
    figure: str  # "382"
    detail: str = ""  # "91 % of 418"
    more: str = ""  # a second figure in words: "With accepted proof: 120"
    note: str = ""
    url: str = ""
    bar: Bar | None = None
    labels: list[str] = field(default_factory=list)  # under the bar; empty: the segments' labels
    trend: Trend | None = None
    state_kind: str = "none"  # good, warn, bad, none or info
    state_label: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    date: date
    title: str
    text: str = ""
    note: str = ""
    kind: str = "none"
    url: str = ""
    url_label: str = ""
    key: str = ""  # of what happened, to show the state of its proof
