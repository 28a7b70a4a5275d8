"""Totals that are lower than in the last report, with their main causes, in the text of the rule about them."""

from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import override

from reporting.indicators.changes.causes import Cause
from reporting.indicators.enums import Span
from reporting.indicators.names import Name
from reporting.reports.since_last import changed_rows

RULE = "V-A62"
MAIN_CAUSES = 3


def with_causes_of_falls(document, figures):
    """Return the document with the causes of each total that fell, from the changed figures."""
    return replace(document, rules=[_with_causes(rule, figures) for rule in document.rules])


def _with_causes(rule, figures):
    if rule.id != RULE:
        return rule
    # The rule may compare with a report of another kind, whose figures the causes do not explain.
    compared = rule.detail.split(", ")
    fallen = [figure for figure in figures if _detail(figure) in compared]
    texts = {
        language: " ".join([rule.text.in_language(language), *(_text(each, language) for each in fallen)])
        for language in ("sv", "en")
    }
    return replace(rule, text=Name(texts["sv"], texts["en"]))


def _detail(figure):
    # As decreased_figures() writes it.
    is_of_project = not figure.part_kind and figure.span == Span.CUMULATIVE
    return f"{figure.code}: {figure.before.total} → {figure.now.total}" if is_of_project else None


def _text(figure, language):
    """Return "Deltagare 12 → 10: registreringen makulerades eller återtogs −2."."""
    lowering = [line for line in figure.causes if line.cause == Cause.STATED or line.net.total < 0]
    lowering.sort(key=lambda line: line.net.total)
    with override(language):
        causes = changed_rows.reasons(replace(figure, causes=lowering[:MAIN_CAUSES]), language)
    name = capfirst(figure.name.in_language(language))
    return f"{name} {figure.before.total} → {figure.now.total}: {causes}."
