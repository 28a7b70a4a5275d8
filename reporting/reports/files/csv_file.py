"""CSV file: one row a figure, fact or text."""

import csv
import io

from django.utils import translation
from django.utils.translation import gettext as _

from esfportal.files.csv_table import ENGLISH_SEPARATOR, SEPARATOR, as_text, encode
from esfportal.ui.formats import HIDDEN
from reporting.indicators.document import Count
from reporting.indicators.enums import Section
from reporting.reports.attachments import content as attachments
from reporting.reports.distance import distance_rows
from reporting.reports.files import labels
from reporting.reports.files.columns import (
    CSV_COLUMNS,
    FigureRow,
    line_rows,
    money_rows,
    part_rows,
    targets,
)
from reporting.reports.files.facts import CURRENCY, digest_facts, project_facts, report_facts
from reporting.reports.files.typed_values import decimal
from reporting.reports.hours import hours_rows
from reporting.reports.pages import target_paths
from reporting.reports.since_last import changed_columns
from reporting.reports.texts.content import cell_text


def render(document, language):
    with translation.override(language):
        return write(CSV_COLUMNS, figure_rows(document, language), language)


def figure_rows(document, language):
    """Yield the rows of the file: all that the report's page has."""
    bases = {line.code: line.cumulative for line in document.measures}
    yield from _fact_rows(document, language)
    yield from line_rows(Section.OUTPUT, document.outputs)
    yield from line_rows(Section.RESULT, document.results)
    yield from line_rows(Section.MEASURE, document.measures, bases)
    yield from (_goal_row(target, document, language) for target in targets(document))
    for rule in document.rules:
        count = labels.rule_count(rule)
        text = labels.rule_text(rule, language)
        yield FigureRow(Section.RULE, rule.id, text, count, note=labels.severity(rule.severity))
    for part in part_rows(document):
        # A reader who looks figures up by code finds the whole project's.
        yield FigureRow(
            Section.PART,
            f"{part.measure}@{part.code}",
            part.measure_name,
            part.cumulative,
            part.period,
            rate=part.rate,
            denominator=part.denominator,
            part=part,
            base=part.base,
            counted=_("persons"),
            with_proof=part.with_proof,
        )
    yield from changed_columns.figure_rows(document)
    yield from (_money_row(line, language) for line in money_rows(document))
    yield from (_distance_row(line, document, language) for line in document.distances)
    yield from (_hours_row(line, language) for line in document.hours)
    for text in document.texts:
        yield FigureRow(Section.TEXT, text.key, text.heading, note=cell_text(text))
    for number, file in enumerate(document.attachments, start=1):
        yield FigureRow(Section.ATTACHMENT, f"file_{number}", file.title, note=attachments.description(file))


def _money_row(line, language):
    return FigureRow(
        Section.MONEY,
        line.code,
        labels.money_line(line, language),
        counted=CURRENCY,
        amount=decimal(line.planned),
        is_approximate=line.planned_is_approximate,
        money=line,
    )


def _distance_row(line, document, language):
    hidden = HIDDEN if document.is_released else ""
    return FigureRow(
        Section.DISTANCE,
        line.key,
        line.name,
        Count(None, None, line.people) if line.is_shown else None,
        rate=line.share or hidden,
        denominator="measured",
        counted=_("persons"),
        note=distance_rows.note_of(line, document, language),
        distance=(line, document),
    )


def _hours_row(line, language):
    return FigureRow(
        Section.HOURS, line.kind, hours_rows.name_of(line, language), counted=_("hours"), hours=line
    )


def _goal_row(target, document, language):
    return FigureRow(
        Section.TARGET,
        target.code,
        labels.target_name(target, language),
        target.cumulative,
        target.period,
        target.value,
        target.rate,
        target.denominator,
        goal=target,
        base=target.base,
        counted=_("persons"),
        path_planned_on=target.path_planned_on,
        on_track_from=target_paths.on_track_from(target, document),
        with_proof=target.with_proof,
    )


def _fact_rows(document, language):
    facts = [
        ("project", document.project.name),
        ("framework", document.framework),
        ("from", document.starts_on),
        ("to", document.ends_on),
    ]
    yield from (FigureRow(Section.REPORT, *fact) for fact in facts)
    about = *report_facts(document, language), *digest_facts(document), *project_facts(document, language)
    for fact in about:
        money = {"amount": fact.amount, "is_approximate": fact.is_approximate, "counted": CURRENCY}
        more = money if fact.amount is not None else {}
        yield FigureRow(Section.REPORT, fact.code, fact.text, **more)
    facts = [
        ("about", labels.as_of()),
        ("hidden", labels.hidden_legend(document)),
        ("kind", labels.kind(document)),
        ("definitions_version", document.definitions_version),
        ("official_values", labels.official_values()),
    ]
    yield from (FigureRow(Section.REPORT, *fact) for fact in facts if fact[1])


def write(columns, rows, language):
    cells = ([as_text(column.get(row, language), language) for column in columns] for row in rows)
    return encode([[column.key for column in columns], *cells])


def with_commas(content):
    """Return a file of this module with `,` between its cells, as programs in English expect."""
    text = content.decode("utf-8-sig")
    return encode(csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATOR), ENGLISH_SEPARATOR)
