"""Sections of the PDF after the title page."""

from dataclasses import asdict

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.ui import charts
from reporting.indicators.document import HIDDEN
from reporting.indicators.enums import LineKind
from reporting.indicators.measures import per_cent
from reporting.reports.files import labels, section_texts
from reporting.reports.files.pdf_numbers import number, rate, sexes
from reporting.reports.files.pdf_targets import bar_picture, headline_targets, target_row
from reporting.reports.texts.content import shown_texts

# A width of None means the remaining width.
NUMBER_WIDTH = 15  # mm


def text_column(title, width=None):
    return {"title": title, "mm": width, "number": False}


def number_column(title, width=NUMBER_WIDTH):
    return {"title": title, "mm": width, "number": True}


def sex_columns(width=NUMBER_WIDTH):
    return [number_column(title, width) for title in (_("Women"), _("Men"), _("Total"))]


def table(columns, rows, *, groups=(), title=""):
    return {"kind": "table", "title": title, "columns": columns, "groups": list(groups), "rows": rows}


def paragraph(text):
    return {"kind": "text", "text": text}


def section(heading_and_intro, blocks, **changes):
    heading, intro = heading_and_intro
    return {"heading": heading, "intro": intro, "blocks": blocks, **changes}


def since_and_in(first):
    return [
        {"title": "", "span": first},
        {"title": _("Since the project's start"), "span": 3},
        {"title": _("In the period"), "span": 3},
    ]


def texts(document, language):
    """Return the section of what the project says in words, [] where it says nothing."""
    blocks = [_text(shown) for shown in shown_texts(document.texts, language)]
    return [section(section_texts.texts(), blocks)] if blocks else []


def _text(shown):
    # Strings and never markup: report.typ puts them out as they are.
    parts = [
        {"kind": block.kind, "lines": [[asdict(run) for run in line] for line in block.lines]}
        for block in shown.blocks
    ]
    return {"kind": "written", "heading": shown.heading, "answer": shown.answer, "parts": parts}


def targets(document, language):
    blocks = [paragraph(section_texts.no_targets())]
    if document.targets:
        drawn = headline_targets(document)
        rows = [target_row(target, document, language) for target in document.targets if target not in drawn]
        blocks = [{"kind": "targets", "rows": rows}] if rows else []
        blocks.append(_target_table(document, language))
    return section(section_texts.targets(), blocks)


def _target_table(document, language):
    columns = [
        text_column(_("Target")),
        *sex_columns(),
        number_column(_("Out of")),
        number_column(_("Share"), 17),
        text_column(_("State"), 30),
    ]
    rows = [
        [
            f"{labels.target_name(target, language)}, {labels.goal(target, language)}",
            *sexes(target.cumulative, language),
            number(target.base.total, language) if target.base else "",
            rate(target.rate, language),
            labels.state(labels.shown_state(target, document)),
        ]
        for target in document.targets
    ]
    return table(columns, rows, title=_("The targets in numbers"))


def measures(document, language):
    columns = [text_column(_("Measure")), *sex_columns(), number_column(_("Share"), 17), *sex_columns()]
    groups = [
        {"title": "", "span": 1},
        {"title": _("Since the project's start"), "span": 4},
        {"title": _("In the period"), "span": 3},
    ]
    rows = [
        [
            _named(line, language),
            *sexes(line.cumulative, language),
            rate(line.rate, language),
            *sexes(line.period, language),
        ]
        for line in document.measures
    ]
    return section(section_texts.measures(), [table(columns, rows, groups=groups)])


def outputs(document, language):
    persons = [line for line in document.outputs if line.kind != LineKind.ENTITY]
    entities = [line for line in document.outputs if line.kind == LineKind.ENTITY]
    blocks = [_indicator_table(persons, language)]
    if entities:
        blocks.append(_entity_table(entities, language))
    return section(section_texts.outputs(document), blocks)


def _indicator_table(lines, language, title=""):
    columns = [text_column(_("Code"), 19), text_column(_("Indicator")), *sex_columns(), *sex_columns()]
    rows = [
        [
            line.code,
            _named(line, language),
            *sexes(line.cumulative, language),
            *sexes(line.period, language),
        ]
        for line in lines
    ]
    return table(columns, rows, groups=since_and_in(2), title=title)


def _entity_table(lines, language):
    columns = [text_column(_("Code"), 19), text_column(_("Indicator")), number_column(_("Number"), 20)]
    rows = [[line.code, _named(line, language), _stated(line, language)] for line in lines]
    return table(columns, rows, title=_("Projects and supported organisations"))


def _stated(line, language):
    total = line.cumulative.total
    return pgettext("figure", "not stated") if total is None else number(total, language)


def _named(line, language):
    name = capfirst(line.name.in_language(language))
    # Typst sets the note in small type under the name.
    note = labels.remark(line, language)
    return {"text": name, "note": note} if note else name


def results(document, language):
    kinds = {
        LineKind.IMMEDIATE: _("Upon leaving, within 28 days"),
        LineKind.LONGER_TERM: _("Six months after leaving"),
    }
    blocks = []
    for kind, title in kinds.items():
        lines = [line for line in document.results if line.kind == kind]
        if lines:
            blocks.append(_indicator_table(lines, language, title))
    if not blocks:
        return section(section_texts.results(), [paragraph(section_texts.no_results(document))], intro="")
    return section(section_texts.results(), blocks)


def parts(document, language):
    smallest_base = document.base_in_parts if document.is_released else 0
    tables = [part_table for part_table in document.parts if part_table.lines]
    blocks = [_part_table(part_table, language, smallest_base) for part_table in tables]
    parties = document.project.other_parties
    others = []
    if parties and parties.sv:
        others = [paragraph(f"{_('Other parties')}: {parties.in_language(language)}")]
    if not blocks:
        nothing = paragraph(_("The project has no parts with participants."))
        return section(section_texts.parts(), [nothing, *others], intro="")
    return section(section_texts.parts(), [*blocks, *others])


PART_MEASURES = ("leavers", "work", "occupation", "progression")


def _part_table(part_table, language, smallest_base):
    columns = [
        text_column(labels.part_kind(part_table.kind)),
        *sex_columns(13),
        number_column(pgettext("participants", "Left"), 16.5),
        number_column(_("In work"), 14),
        number_column(_("In work, studies or internship"), 25),
        number_column(_("Closer to work"), 16),
        number_column(_("Share of those who have left"), 29),
    ]
    groups = [
        {"title": "", "span": 1},
        {"title": _("Participants"), "span": 3},
        {"title": _("Of those who have left"), "span": 5},
    ]
    rows = [_part_row(line, language, smallest_base) for line in part_table.lines]
    return table(columns, rows, groups=groups, title=labels.part_kinds(part_table.kind))


def _part_row(line, language, smallest_base):
    name = line.name.in_language(language)
    counts = [line.measures.get(code) for code in PART_MEASURES]
    totals = [number(count.total, language) if count else "" for count in counts]
    return [
        name,
        *sexes(line.measures.get("participants"), language),
        *totals,
        _occupation(line, name, language, smallest_base),
    ]


def _occupation(line, name, language, smallest_base):
    left, found = line.measures.get("leavers"), line.measures.get("occupation")
    if not left or not found or not left.total:
        return _("no data yet")
    # A released report shows no share of a small denominator.
    if HIDDEN in (left.total, found.total) or left.total < smallest_base:
        return HIDDEN
    text = rate(per_cent(found.total, left.total), language)
    drawn = charts.bar(
        [charts.Segment(_("In work, studies or internship"), found.total)],
        title=name,
        description=text,
        maximum=left.total,
    )
    return {"text": text, "bar": bar_picture(drawn)}


def rules(document, language):
    if not document.rules:
        return section(section_texts.rules(), [paragraph(section_texts.no_rules())], intro="")
    if document.is_released:  # which never says by how many a rule is broken
        return section(section_texts.rules(), [_rules_alone(document.rules, language)])
    # Record rules have a count of participations, aggregate rules the compared numbers.
    records = [rule for rule in document.rules if rule.count is not None]
    figures = [rule for rule in document.rules if rule.count is None]
    blocks = []
    if records:
        blocks.append(_record_rules(records, language))
    if figures:
        blocks.append(_figure_rules(figures, language))
    return section(section_texts.rules(), blocks)


def _rules_alone(broken, language):
    columns = [text_column(_("Rule"), 19), text_column(_("What it says")), text_column(_("Kind"), 30)]
    rows = [[rule.id, rule.text.in_language(language), labels.severity(rule.severity)] for rule in broken]
    return table(columns, rows)


def _record_rules(broken, language):
    columns = [
        text_column(_("Rule"), 19),
        text_column(_("What it says")),
        text_column(_("Kind"), 24),
        *sex_columns(),
    ]
    rows = [
        [
            rule.id,
            rule.text.in_language(language),
            labels.severity(rule.severity),
            *sexes(rule.count, language),
        ]
        for rule in broken
    ]
    return table(columns, rows, title=_("Records that break a rule"))


def _figure_rules(broken, language):
    columns = [
        text_column(_("Rule"), 19),
        text_column(_("What it says")),
        text_column(_("Concerns"), 34),
        text_column(_("Numbers compared"), 52),
    ]
    rows = [
        [
            rule.id,
            rule.text.in_language(language),
            labels.concerns(rule),
            rule.detail,
        ]
        for rule in broken
    ]
    return table(columns, rows, title=_("Figures that do not agree"))


def definitions(document):
    pairs = [*section_texts.terms(document), *section_texts.checksums(document)]
    terms = [{"label": label, "text": text} for label, text in pairs]
    return section((_("What the figures mean"), ""), [{"kind": "terms", "terms": terms}])
