"""Targets and measures with bars."""

from dataclasses import replace
from functools import cache

from django.template.loader import get_template
from django.utils.translation import gettext as _

from esfportal.ui import charts
from esfportal.ui.safe_cells import clean
from reporting.indicators.document import HIDDEN
from reporting.reports.files import labels as words
from reporting.reports.files.pdf_numbers import number
from reporting.reports.files.typed_values import decimal
from reporting.reports.pages import target_paths, target_rows

DASH = "–"
MOST_HEADLINES = 4
TONES = ("women", "men")


# Cached: one report draws many bars.
@cache
def _template():
    return get_template("components/bar.svg")


def headline_targets(document):
    """Return the targets of the title page: the whole project's, else those of its parts."""
    whole = [target for target in document.targets if target.part is None] or document.targets
    return whole[:MOST_HEADLINES]


def target_row(target, document, language):
    row = target_rows.target_row(target, document)
    return {
        "name": row.name,
        "goal": row.note,
        "figure": figure(target, language),
        "detail": detail(target, document, language),
        "more": target_rows.with_proof(target, target.base, language),
        "state": {"word": row.state_label, "look": row.state_kind},
        "bar": bar_picture(row.bar, row.state_label) if row.bar else None,
        "labels": labels_with_tones(row.labels, row.bar),
    }


def measure_row(line, base, language):
    name, labels = line.name.in_language(language), target_rows.women_and_men(line.cumulative)
    counted = number(line.cumulative.total, language)
    share = bool(line.rate and base and HIDDEN not in (line.rate, base.cumulative.total))
    counts = {"count": counted, "value": number(base.cumulative.total, language)} if share else {}
    drawn = charts.bar(
        target_rows.segments_of(line.cumulative),
        title=name,
        description=", ".join(labels),
        maximum=base.cumulative.total if share else None,
    )
    return {
        "name": name,
        "goal": words.denominator(line.denominator) if share else "",
        "figure": target_rows.share(line.rate, language) if share else counted,
        "detail": _("%(count)s of %(value)s") % counts if share else "",
        "more": target_rows.with_proof(line, base.cumulative if share else None, language),
        "state": None,
        "bar": bar_picture(drawn),
        "labels": labels_with_tones(labels, drawn),
    }


def labels_with_tones(labels, bar):
    tones = bar.tones if bar else TONES
    return [{"text": text, "tone": tone} for text, tone in zip(labels, tones, strict=False)]


def figure(target, language):
    """Return "382 of 418" or "70,0 %"."""
    if target.unit == "share":
        return target_rows.share_shown(target, language) if target.rate else DASH
    parts = {
        "count": number(target.cumulative.total, language),
        "value": number(decimal(target.value), language),
    }
    if target.comparison == "at_most":
        return _("%(count)s of at most %(value)s") % parts
    return _("%(count)s of %(value)s") % parts


def detail(target, document, language):
    """Return "210 of 300" or the share of the target."""
    if not target.rate or HIDDEN in (target.rate, target_rows.numerator(target)):
        return ""
    if target.unit == "number":
        of_goal = _("%(rate)s of the target") % {"rate": target_rows.share_shown(target, language)}
        return ", ".join(filter(None, [of_goal, target_paths.pace(target, document, language)]))
    if target.base is None:
        return ""
    counts = {
        "count": number(target_rows.numerator(target), language),
        "value": number(target.base.total, language),
    }
    detail = _("%(count)s of %(value)s") % counts
    return ", ".join(filter(None, [detail, target_rows.required(target, language)]))


def bar_picture(drawn, *more):
    said = [clean(text) for text in (drawn.description, *more) if text]
    drawn = replace(drawn, title=clean(drawn.title), description=". ".join(said))
    return {"svg": _template().render({"bar": drawn}), "alt": f"{drawn.title}: {drawn.description}"}
