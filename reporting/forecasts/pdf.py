"""Targets over time on paper: the sentences, charts and months of the page."""

from functools import cache

from django.template.loader import get_template
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.languages import active_language
from esfportal.pdf.typst_file import clean_texts, compile_pdf
from esfportal.ui.formats import date_text
from esfportal.ui.safe_cells import clean
from projects import overview

CHART_MM = 62  # its height, at the text's width
NUMBER_MM = 34


# Cached: a project has several charts.
@cache
def _template():
    return get_template("reporting/forecasts/_chart.svg")


def render(project, context, *, day, by):
    """Return the PDF of the page's context (forecasts_context), in the language in force."""
    content = clean_texts(_content(project, context, day, by))
    return compile_pdf(content, timezone.now().replace(microsecond=0))


def _content(project, context, day, by):
    language = active_language()
    owner = overview.owner(project)
    return {
        "language": language,
        "title": _("Targets over time"),
        "project": project.display_name,
        "author": owner or project.display_name,
        "made": _("Printed %(day)s by %(name)s") % {"day": date_text(day), "name": str(by)},
        "facts": [
            {"label": _("Project"), "text": project.display_name},
            {"label": _("Period"), "text": overview.period(project)},
        ],
        "sections": [_section(target) for target in context["shown"]] or [_reason(context["reason"])],
        "labels": {"page": _("Page"), "of": pgettext("page", "of")},
    }


def _reason(reason):
    return {"heading": _("Nothing to show over time"), "intro": reason, "blocks": []}


def _section(target):
    heading = " · ".join(filter(None, [target.name, target.part]))
    position = " ".join(filter(None, [target.position, target.path]))
    said = [target.at_end, target.chance, target.needed, target.needed_next, target.basis]
    return {
        "heading": heading,
        "intro": capfirst(target.goal),
        "blocks": [
            {"kind": "text", "text": position},
            {"kind": "picture", "mm": CHART_MM, "drawn": _picture(target.chart)},
            *({"kind": "text", "text": text} for text in said if text),
            _months(target),
        ],
    }


def _picture(chart):
    svg = _template().render({"chart": chart})
    return {"svg": svg, "alt": clean(f"{chart.title}. {chart.description}")}


def _months(target):
    numbers = [_("New"), _("Reached"), _("Path")]
    columns = [{"title": _("Month"), "mm": None, "number": False}]
    columns += [{"title": title, "mm": NUMBER_MM, "number": True} for title in numbers]
    rows = [[row.month, row.new, row.reached, row.planned] for row in target.rows]
    return {"kind": "table", "title": _("Month by month"), "columns": columns, "groups": [], "rows": rows}
