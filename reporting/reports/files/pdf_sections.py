"""Sections of the PDF after the title page."""

from dataclasses import asdict
from decimal import Decimal
from operator import itemgetter

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.ui import charts, formats
from reporting.disclosure.parts_together import coarser_tables
from reporting.indicators.document import HIDDEN
from reporting.indicators.enums import LineKind
from reporting.indicators.money import MoneyKind
from reporting.reports.attachments.content import description
from reporting.reports.files import labels, section_texts
from reporting.reports.files.pdf_numbers import number, rate, sexes, thin
from reporting.reports.files.pdf_targets import bar_picture, headline_targets, target_row
from reporting.reports.files.remarks import remark
from reporting.reports.files.typed_values import share_in_part
from reporting.reports.pages.tables import counts_people
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


def attachments(document, language):
    """Return the section that lists the attachments, [] without any."""
    terms = [{"label": file.title, "text": _attachment(file, language)} for file in document.attachments]
    return [section(section_texts.attachments(), [{"kind": "terms", "terms": terms}])] if terms else []


def _attachment(file, language):
    heading = f"{file.section.in_language(language)}: " if file.section else ""
    return f"{heading}{description(file)}"


def _text(shown):
    # Strings and never markup: report.typ puts them out as they are.
    parts = [
        {"kind": block.kind, "lines": [[asdict(run) for run in line] for line in block.lines]}
        for block in shown.blocks
    ]
    return {"kind": "written", "heading": shown.heading, "answer": shown.answer, "parts": parts}


def targets(document, language):
    """Return the section of the targets that the title page has no room for, [] if it shows them all."""
    if not document.targets:
        return [section(section_texts.targets(), [paragraph(section_texts.no_targets())])]
    drawn = headline_targets(document)
    rows = [target_row(target, document, language) for target in document.targets if target not in drawn]
    return [section(section_texts.targets(), [{"kind": "targets", "rows": rows}])] if rows else []


def measures(document, language):
    with_period = _period_differs(document, document.measures)
    columns = [text_column(_("Measure")), *sex_columns(), number_column(_("Share"), 17)]
    groups = []
    if with_period:
        columns += sex_columns()
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
            *(sexes(line.period, language) if with_period else []),
        ]
        for line in document.measures
    ]
    shown = table(columns, rows, groups=groups)
    return section(section_texts.measures(), [shown], **_with_remark(with_period))


def _period_differs(document, lines):
    """Return True if the columns "in the period" say anything that those since the start do not."""
    pairs = [(line.cumulative, line.period) for line in lines]
    if any(since != within for since, within in pairs):
        return True
    # Two hidden numbers may differ, unless the period is the whole time.
    is_hidden = any(HIDDEN in (count.women, count.men, count.total) for pair in pairs for count in pair)
    return is_hidden and not _is_whole_time(document)


def _is_whole_time(document):
    return bool(document.project.starts_on) and document.starts_on <= document.project.starts_on


def _with_remark(with_period):
    return {} if with_period else {"remark": section_texts.same_in_the_period()}


def outputs(document, language):
    persons = [line for line in document.outputs if line.kind != LineKind.ENTITY]
    entities = [line for line in document.outputs if line.kind == LineKind.ENTITY]
    with_period = _period_differs(document, persons)
    blocks = [_indicator_table(persons, language, with_period=with_period)]
    if entities:
        blocks.append(_entity_table(entities, language))
    texts = section_texts.outputs(document)
    return section(texts, blocks, **_with_remark(with_period))


def _indicator_table(lines, language, title="", *, with_period):
    columns = [text_column(_("Code"), 19), text_column(_("Indicator")), *sex_columns()]
    columns += sex_columns() if with_period else []
    rows = [
        [
            line.code,
            _named(line, language),
            *sexes(line.cumulative, language),
            *(sexes(line.period, language) if with_period else []),
        ]
        for line in lines
    ]
    return table(columns, rows, groups=since_and_in(2) if with_period else [], title=title)


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
    note = remark(line, language)
    return {"text": name, "note": note} if note else name


def results(document, language):
    kinds = {
        LineKind.IMMEDIATE: _("Upon leaving, within 28 days"),
        LineKind.LONGER_TERM: _("Six months after leaving"),
    }
    with_period = _period_differs(document, document.results)
    blocks = []
    for kind, title in kinds.items():
        lines = [line for line in document.results if line.kind == kind]
        if lines:
            blocks.append(_indicator_table(lines, language, title, with_period=with_period))
    texts = section_texts.results()
    if not blocks:
        return section(texts, [paragraph(section_texts.no_results(document))], intro="")
    return section(texts, blocks, **_with_remark(with_period))


def parts(document, language):
    alike = list(_alike(coarser_tables(document)))
    blocks = [_part_table(tables, document, language) for tables in alike]
    with_activity = [tables for tables in alike if counts_people(tables[0].lines, "compared")]
    blocks += [_activity_table(tables, document, language) for tables in with_activity]
    parties = document.project.other_parties
    others = []
    if parties and parties.sv:
        others = [paragraph(f"{_('Other parties')}: {parties.in_language(language)}")]
    if not blocks:
        nothing = paragraph(_("The project has no parts with participants."))
        return section(section_texts.parts(), [nothing, *others], intro="")
    return section(section_texts.parts(), [*blocks, *others])


PART_MEASURES = ("leavers", "work", "occupation", "progression")


def _alike(part_tables):
    """Return the tables with lines in groups that print the same, such as of a municipality in each sub-project."""
    groups = {}
    for part_table in part_tables:
        if part_table.lines:
            printed = {
                line.name.sv: sorted(line.measures.items(), key=itemgetter(0)) for line in part_table.lines
            }
            groups.setdefault(repr(sorted(printed.items())), []).append(part_table)
    return groups.values()


def _part_table(tables, document, language):
    kinds = [part_table.kind for part_table in tables]
    columns = [
        text_column(_listed(labels.part_kind(kind) for kind in kinds)),
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
    rows = [_part_row(line, document, language) for line in tables[0].lines]
    return table(columns, rows, groups=groups, title=_listed(labels.part_kinds(kind) for kind in kinds))


def _activity_table(tables, document, language):
    kinds = [part_table.kind for part_table in tables]
    columns = [
        text_column(_listed(labels.part_kind(kind) for kind in kinds)),
        *(number_column(labels.measure(code), 35) for code in ("compared", "began_or_increased")),
        number_column(_("Share of those who are known"), 35),
    ]
    rows = [
        [
            line.name.in_language(language),
            *(number(line.measures[code].total, language) for code in ("compared", "began_or_increased")),
            rate(share_in_part(line, document, "began_or_increased"), language) or _("no data yet"),
        ]
        for line in tables[0].lines
        if "compared" in line.measures
    ]
    kinds_text = _listed(labels.part_kinds(kind) for kind in kinds)
    return table(columns, rows, title=f"{labels.measure('began_or_increased')}: {kinds_text.lower()}")


def _listed(words):
    first, *more = words
    return ", ".join([first, *(word.lower() for word in more)])


def _part_row(line, document, language):
    name = line.name.in_language(language)
    counts = [line.measures.get(code) for code in PART_MEASURES]
    totals = [number(count.total, language) if count else "" for count in counts]
    return [
        name,
        *sexes(line.measures.get("participants"), language),
        *totals,
        _occupation(line, name, document, language),
    ]


def _occupation(line, name, document, language):
    share = share_in_part(line, document)
    if share in ("", HIDDEN):
        return share or _("no data yet")
    text = rate(share, language)
    drawn = charts.bar(
        [charts.Segment(_("In work, studies or internship"), line.measures["occupation"].total)],
        title=name,
        description=text,
        maximum=line.measures["leavers"].total,
    )
    return {"text": text, "bar": bar_picture(drawn)}


def money(document, language):
    """Return the section of budget and bookings, [] where the project states no money."""
    if document.money is None:
        return []
    found = document.money
    blocks = []
    if found.sources:
        lines = [*found.sources, found.total]
        blocks.append(_money_table(_("By source"), MoneyKind.SOURCE, lines, language))
    if found.purposes:
        blocks.append(_money_table(_("By purpose"), MoneyKind.PURPOSE, found.purposes, language))
    return [section(section_texts.money(document), blocks)]


def _money_table(title, kind, lines, language):
    has_hours = any(line.hours for line in lines)
    columns = [
        text_column(labels.money_kind(kind)),
        number_column(_("Planned"), 32),
        number_column(_("Booked since the start"), 30),
        number_column(_("Booked in the period"), 30),
        *([number_column(_("Hours in the period"), 20)] if has_hours else []),
    ]
    rows = [
        [
            labels.money_line(line, language),
            thin(labels.planned(line, language)),
            thin(formats.money(line.booked.since_start, language)),
            thin(formats.money(line.booked.period, language)),
            *([number(Decimal(line.hours.period), language) if line.hours else ""] if has_hours else []),
        ]
        for line in lines
    ]
    return table(columns, rows, title=title)


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
