"""Distance travelled as funders and the public read it: decided alike for all of them (docs/adr/0148)."""

from dataclasses import replace

from esfportal.ui.formats import HIDDEN
from reporting.disclosure.distance import may_be_released
from reporting.indicators.measures import PARTICIPANTS
from reporting.reports.models import ReportPeople


class ReleasedDistances:
    """The lines of a report for its releases.

    `earlier`: by audience, the project's releases that were submitted before, as (report, released document).
    """

    def __init__(self, computed, earlier):
        document = computed.document
        self._lines, self._ends_on = document.distances, document.ends_on
        self._earlier = {
            audience: [(report, _own_lines(shown)) for report, shown in releases if shown.distances]
            for audience, releases in earlier.items()
        }
        changes = (computed.people or {}).get("measured", {})
        before = self._changes_behind_released()
        self._are_new = {
            line.key: line.is_shown and may_be_released(changes[line.key], before.get(line.key, []))
            for line in self._lines
        }

    def released_to(self, audience, shown):
        """Return the audience's lines; `shown` is the rest of its document."""
        return [
            _without_hidden(line, shown) if self._are_new[line.key] else self._last_released(line, audience)
            for line in self._lines
        ]

    def _changes_behind_released(self):
        """Return {key of a line: [changes]} of each report that released figures of its own."""
        released = {report.pk: own for releases in self._earlier.values() for report, own in releases}
        found = {}
        for kept in ReportPeople.objects.filter(report__in=released).order_by() if released else []:
            for key in released[kept.report_id]:
                found.setdefault(key, []).append(kept.measured[key])
        return found

    def _last_released(self, line, audience):
        for report, own in reversed(self._earlier[audience]):
            if line.key in own and report.ends_on.isoformat() <= self._ends_on:
                return replace(own[line.key], until=report.ends_on.isoformat())
        return replace(line, people=None, stepped_up=None, mean="", missing="")


def _own_lines(document):
    return {line.key: line for line in document.distances if line.is_shown and not line.until}


def _without_hidden(line, shown):
    participants = next(each for each in shown.measures if each.code == PARTICIPANTS)
    # With the number of those who answered, the share tells the number of participants.
    is_hidden = participants.cumulative.total == HIDDEN
    return replace(line, missing="" if is_hidden else line.missing)
