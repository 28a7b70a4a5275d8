"""A report's targets beside their paths, in words."""

from datetime import date
from decimal import Decimal
from math import ceil

from django.utils.translation import gettext as _

from esfportal.ui import formats
from projects.models.targets import Target
from reporting.indicators.document import HIDDEN
from reporting.indicators.enums import TargetState


def on_track_from(line, document):
    """Return the number from which the target is on track on the report's last day, None if it has none."""
    if line.unit == "share" or line.comparison == Target.Comparison.AT_MOST:
        return None
    if line.state not in (TargetState.ON_TRACK, TargetState.BEHIND):
        return None
    return line.planned if line.planned is not None else _planned_in_earlier_version(line, document)


def _planned_in_earlier_version(line, document):
    # Judged by a straight path, in decimals: their last digit may be another than that of Target.planned_by.
    project = document.project
    if not (project.starts_on and project.ends_on):
        return None
    start, end, day = map(date.fromisoformat, (project.starts_on, project.ends_on, document.ends_on))
    days = (end - start).days + 1
    elapsed = Decimal(min(max((day - start).days + 1, 0), days)) / days
    return ceil(Decimal(line.value) * elapsed)


def pace(line, document, language=None):
    """Return "38 behind the path: 420 by 30 June 2020", "on track from 420" in reports of earlier versions, or ""."""
    wanted, reached = on_track_from(line, document), line.cumulative.total
    if wanted is None:
        return ""
    if line.planned is None or reached == HIDDEN:
        return _("on track from %(count)s") % {"count": formats.number(wanted, language)}
    counts = {
        "difference": formats.number(abs(reached - wanted), language),
        "wanted": formats.number(wanted, language),
        "day": formats.date_text(date.fromisoformat(document.ends_on), language),
    }
    if reached == wanted:
        text = _("on the path: %(wanted)s by %(day)s") % counts
    elif reached < wanted:
        text = _("%(difference)s behind the path: %(wanted)s by %(day)s") % counts
    else:
        text = _("%(difference)s ahead of the path: %(wanted)s by %(day)s") % counts
    if not line.path:
        return text
    day = formats.date_text(date.fromisoformat(line.path_planned_on), language)
    return f"{text} ({_('path as planned on %(day)s') % {'day': day}})"
