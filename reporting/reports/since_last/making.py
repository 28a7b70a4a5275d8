"""Changes of a report, made with its figures: the numbers for its document, the people for its drill-down."""

from dataclasses import replace
from datetime import date, datetime
from itertools import chain

from reporting.indicators.changes import frozen, people, register
from reporting.indicators.changes.causes import LATER_CAUSES, Frame
from reporting.indicators.changes.frozen import ChangedFigure, Changes
from reporting.indicators.document import Count
from reporting.indicators.enums import PartKind, Span
from reporting.indicators.explain import counted_in
from reporting.indicators.measures import MEASURES
from reporting.reports.since_last.falls import with_causes_of_falls

SPANS = (Span.CUMULATIVE, Span.PERIOD)


def earlier_report(report):
    """Return the last submitted report of the kind until the same day or an earlier one, or None."""
    return report.project.reports.before(report).first()


def with_changes(report, computed, at):
    """Return the computed report with its people and what it counts in another way; `at` is its moment."""
    members = register.members(report.project, report.ends_on)
    kept = {
        "at": at.isoformat(),
        "members": register.members_to_json(members),
        "changed": {},
        "compared_with": None,
    }
    earlier = earlier_report(report)
    if earlier is None:
        return replace(computed, people=kept)
    kept["compared_with"] = earlier
    about = {
        "starts_on": earlier.starts_on.isoformat(),
        "ends_on": earlier.ends_on.isoformat(),
        "submitted_at": earlier.submitted_at.isoformat(timespec="seconds"),
    }
    before = getattr(earlier, "people", None)
    if before is None or earlier.counted_by_figure is None:
        changes = Changes(**about, problem=frozen.NOT_KEPT)
    else:
        compared = _Comparison(report, computed, members, earlier, before)
        kept["changed"] = compared.people()
        changes = Changes(**about, spans=tuple(compared.spans), figures=tuple(compared.figures()))
    document = with_causes_of_falls(computed.document, changes.figures)
    document = replace(document, changes=changes.to_json())
    return replace(computed, document=document, people=kept)


class _Comparison:
    def __init__(self, report, computed, members, earlier, before):
        self._document, self._old = computed.document, earlier.document
        self._now, self._before = computed.counted_by_figure, earlier.counted_by_figure
        # Figures of other periods count other days.
        self.spans = SPANS if report.starts_on == earlier.starts_on else SPANS[:1]
        self._names = frozen.cause_names(LATER_CAUSES)
        self._indicators = {each.code: each for each in counted_in(report.project.programme_period)}
        since = datetime.fromisoformat(before.at)
        old_members = register.members_from_json(before.members)
        gone = old_members.keys() - members.keys()
        records = register.common_records(report.project, gone, since)
        self._compared = people.Compared(old_members, members, records)
        self._frame = Frame(
            earlier_ends_on=earlier.ends_on,
            earlier_at=since,
            ends_on=date.fromisoformat(self._document.ends_on),
            same_definitions=self._old.definitions_version == self._document.definitions_version,
            parts_before=_parts(self._old),
            parts_now=_parts(self._document),
        )
        self._differences = self._find_differences()
        keys = {key for found in self._differences.values() for key in _keys(found)}
        self._facts = register.facts_of(report.project, keys, since)
        self._changes = self._find_changes()
        self._moves = self._find_moves()

    def _find_differences(self):
        return {
            (code, span): people.difference(
                self._before.get(code, {}).get(span, []), self._now[code][span], self._compared
            )
            for code in self._indicators
            for span in self.spans
        }

    def _find_changes(self):
        return {
            (code, span): people.changes_of_figure(
                found,
                self._compared,
                self._facts,
                when=self._indicators[code].when,
                frame=self._frame,
            )
            for (code, span), found in self._differences.items()
        }

    def _find_moves(self):
        return {
            (measure.code, span, kind): people.moves_between_parts(
                self._differences[measure.code, span],
                self._compared,
                self._facts,
                kind=kind,
                when=measure.when,
                frame=self._frame,
            )
            for measure in MEASURES
            for span in self.spans
            for kind in PartKind
        }

    def people(self):
        """Return {code: {span: [[primary key, kind of change, cause, kind of part]]}}."""
        shown_kinds = {table.kind for table in (*self._old.parts, *self._document.parts)}
        found = {}
        for (code, span), changes in self._changes.items():
            moves = [self._moves.get((code, span, kind), []) for kind in PartKind if kind in shown_kinds]
            moved = [move for move in chain(*moves) if _is_to_other_part(move, self._indicators[code].when)]
            if listed := [
                [each.participation, each.kind, each.cause, each.part_kind] for each in (*changes, *moved)
            ]:
                found.setdefault(code, {})[span] = listed
        return found

    def figures(self):
        yield from frozen.stated_figures(self._old, self._document)
        old = {line.code: line for line in _lines(self._old)}
        for line in _lines(self._document):
            for span in self.spans if line.code in self._indicators else ():
                before = getattr(old[line.code], span) if line.code in old else Count()
                now = getattr(line, span)
                tally = frozen.tally_of_project(self._changes[line.code, span], self._names)
                if causes := tally.lines(before, now):
                    yield ChangedFigure(line.code, line.name, span, before, now, causes)
        yield from self._figures_of_parts()

    def _figures_of_parts(self):
        for kind in PartKind:
            old, now = _part_lines(self._old, kind), _part_lines(self._document, kind)
            for measure in MEASURES:
                for span in self.spans:
                    yield from self._figures_of_kind(kind, measure, span, old, now)

    def _figures_of_kind(self, kind, measure, span, old, now):
        key = measure.code, span
        counted = [each for each in self._changes[key] if each.kind != people.Kind.MOVED]
        changes = [*counted, *self._moves[*key, kind]]
        tallies = frozen.tallies_of_parts(changes, kind, measure.when, self._names)
        for code in {**now, **old}:
            before, after = (_part_count(lines.get(code), measure.code, span) for lines in (old, now))
            tally = tallies.get(code) or frozen.Tally(self._names)
            if causes := tally.lines(before, after):
                name = (now.get(code) or old[code]).name
                yield ChangedFigure(
                    measure.code, measure.name, span, before, after, causes, str(kind), code, name
                )


def _keys(found):
    pairs = (pair[1] for pair in found.stayed)
    return {*found.removed, *found.added, *found.merged_away, *found.taken_apart, *pairs}


def _lines(document):
    return [*document.measures, *document.outputs, *document.results]


def _parts(document):
    return {table.kind: {line.code for line in table.lines} for table in document.parts}


def _part_lines(document, kind):
    return {line.code: line for table in document.parts if table.kind == kind for line in table.lines}


def _part_count(line, code, span):
    if line is None:
        return Count()
    return (line.measures if span == Span.CUMULATIVE else line.period_measures).get(code, Count())


def _is_to_other_part(move, when):
    return move.before.part(move.part_kind, when) != move.now.part(move.part_kind, when)
