"""Targets over time on paper: the sentences, charts and months of the page."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.pdf.page_file import chart, page_pdf, paragraph, picture, section, table
from projects.overview import facts_on_paper

CHART_MM = 62  # its height, at the text's width
NUMBER_MM = 34


def render(project, context, *, day, by):
    """Return the PDF of the page's context (forecasts_context), in the language in force."""
    sections = [_section(target) for target in context["shown"]]
    nothing = [section(_("Nothing to show over time"), intro=context["reason"])]
    return page_pdf(_("Targets over time"), sections or nothing, day=day, by=by, **facts_on_paper(project))


def _section(target):
    said = [target.at_end, target.chance, target.needed, target.needed_next, target.basis]
    drawn = picture(
        "reporting/forecasts/_chart.svg",
        f"{target.chart.title}. {target.chart.description}",
        chart=target.chart,
    )
    return section(
        " · ".join(filter(None, [target.name, target.part])),
        paragraph(" ".join(filter(None, [target.position, target.path]))),
        chart(drawn, CHART_MM),
        *(paragraph(text) for text in said if text),
        _months(target),
        intro=capfirst(target.goal),
    )


def _months(target):
    numbers = [(title, NUMBER_MM, True) for title in (_("New"), _("Reached"), _("Path"))]
    rows = [[row.month, row.new, row.reached, row.planned] for row in target.rows]
    return table([(_("Month"), None, False), *numbers], rows, title=_("Month by month"))
