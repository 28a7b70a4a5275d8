"""Targets and results against them, as rows for templates and the PDF."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from esfportal.languages import active_language
from esfportal.ui import charts, formats
from esfportal.ui.components import TargetRow
from reporting.indicators.document import HIDDEN
from reporting.indicators.measures import exact_per_cent, round_half_up
from reporting.reports.files import labels
from reporting.reports.pages.target_paths import pace

SMALL_BASE = 10  # a rate of fewer people says little


def share(rate, language=None):
    """Return a rate ("70.0") as text in the language: 70,0 %. A goal is shown as it was entered instead."""
    return rate if not rate or rate == HIDDEN else formats.percent(Decimal(rate), language, decimals=1)


def target_rows(document):
    return [target_row(line, document) for line in document.targets]


def target_row(line, document):
    name = labels.target_name(line, active_language())
    figure, detail = figure_and_detail(line, document)
    state = labels.shown_state(line, document)
    return TargetRow(
        name=name,
        note=labels.goal(line),
        figure=figure,
        detail=detail,
        more=with_proof(line, line.base),
        bar=_bar(line, name, figure),
        labels=_labels(line),
        state_kind=labels.STATE_STYLES[state],
        state_label=labels.state(state),
    )


def figure_and_detail(line, document):
    """Return the figure that was reached, and its explanation in words."""
    if line.unit == "share":
        if not line.rate or line.base is None:
            return pgettext("no figure", "–"), ""
        counts = {"part": number_in_text(numerator(line)), "whole": number_in_text(line.base.total)}
        # "A hidden number of a hidden number" says nothing.
        if counts["part"] == counts["whole"] == number_in_text(HIDDEN):
            return HIDDEN, ""
        detail = _("%(part)s of %(whole)s") % counts
        return share_shown(line), ", ".join(filter(None, [detail, required(line)]))
    goal_text = formats.number(Decimal(line.value))
    has_rate = line.rate and line.rate != HIDDEN
    detail = _("%(share)s of %(goal)s") % {"share": share_shown(line), "goal": goal_text} if has_rate else ""
    return formats.number(line.cumulative.total), ", ".join(filter(None, [detail, pace(line, document)]))


def with_proof(line, base=None, language=None):
    """Return "With accepted proof: 120", as a share of `base` if given, or ""."""
    if line.with_proof is None or not line.cumulative.total:
        return ""
    figure = formats.number(line.with_proof, language=language)
    if base and base.total:
        figure = formats.share(line.with_proof, base.total, language, decimals=1)
    return _("With accepted proof: %(figure)s") % {"figure": figure}


def share_shown(line, language=None):
    """Return a target's share, with as many decimals as show on which side of the goal it is."""
    if not _is_rounded_to_goal(line):
        return share(line.rate, language)
    wanted, exact = _wanted_and_exact(line)
    decimals = 2
    while decimals < 6 and _sign(round_half_up(exact, decimals) - wanted) != _sign(exact - wanted):
        decimals += 1
    return formats.percent(exact, language, decimals=decimals)


def required(line, language=None):
    """Return "66,67 % is required" for a share that was missed by less than its rounding shows, or ""."""
    if line.unit != "share" or not _is_rounded_to_goal(line):
        return ""
    goal_text = formats.percent(Decimal(line.value), language, decimals=None)
    return _("%(goal)s is required") % {"goal": goal_text}


def _is_rounded_to_goal(line):
    # The printed share is on the goal's other side: 66.7 of a goal of 66.67 that was not reached.
    if not line.rate or HIDDEN in (line.rate, line.state) or numerator(line) == HIDDEN:
        return False
    wanted, exact = _wanted_and_exact(line)
    return exact is not None and _sign(Decimal(line.rate) - wanted) != _sign(exact - wanted)


def _wanted_and_exact(line):
    if line.unit == "share":
        return Decimal(line.value), exact_per_cent(numerator(line), line.base.total if line.base else None)
    return Decimal(100), exact_per_cent(numerator(line), Decimal(line.value))


def _sign(number):
    return (number > 0) - (number < 0)


def numerator(line):
    # For the share of women only the women count.
    return line.cumulative.women if line.measure == "women_share" else line.cumulative.total


def _bar(line, name, figure):
    # The bar of a number ends at the target or beyond it, that of a share at 100 per cent.
    scale, maximum = Decimal(1), None
    if numerator(line) == HIDDEN:
        return None
    if line.unit == "share":
        if line.base is None or not line.base.total or line.base.total == HIDDEN:
            return None
        scale, maximum = Decimal(100) / line.base.total, 100
    segments = segments_of(line.cumulative, scale)
    if line.measure == "women_share":
        segments = segments[:1]
    description = f"{figure}, {labels.goal(line)}. {', '.join(_labels(line))}"
    return charts.bar(
        segments, title=name, description=description, target=Decimal(line.value), maximum=maximum
    )


def segments_of(count, scale=1):
    if count.total == HIDDEN:
        return []
    if HIDDEN in (count.women, count.men):
        return [charts.Segment(_("women and men"), count.total * scale, "step-1")]
    return [
        charts.Segment(_("women"), (count.women or 0) * scale, "women"),
        charts.Segment(_("men"), (count.men or 0) * scale, "men"),
    ]


def number_in_text(number):
    # A screen reader would read the sign ".." as two points.
    return _("a hidden number") if number == HIDDEN else formats.number(number)


def _labels(line):
    if line.cumulative.women is None:
        return []
    if line.unit == "share" and line.measure != "women_share" and line.base is not None:
        return rates_of_women_and_men(line.cumulative, line.base)
    return women_and_men(line.cumulative)


def rates_of_women_and_men(count, base):
    """Return each sex's own rate: "152 of 214 women, 71 %"."""
    numbers = (count.women, count.men, base.women, base.men)
    if HIDDEN in numbers or None in numbers:
        return women_and_men(count)
    women = ngettext("%(count)s of %(base)s woman", "%(count)s of %(base)s women", base.women)
    men = ngettext("%(count)s of %(base)s man", "%(count)s of %(base)s men", base.men)
    return [_rate_text(women, count.women, base.women), _rate_text(men, count.men, base.men)]


def _rate_text(text, part, whole):
    counts = text % {"count": formats.number(part), "base": formats.number(whole)}
    return f"{counts}, {formats.share(part, whole, decimals=1)}" if whole >= SMALL_BASE else counts


def women_and_men(count):
    if HIDDEN in (count.women, count.men):
        return [_("women and men: hidden")]
    women = ngettext("%(count)s woman", "%(count)s women", count.women)
    men = ngettext("%(count)s man", "%(count)s men", count.men)
    return [
        women % {"count": formats.number(count.women)},
        men % {"count": formats.number(count.men)},
    ]
