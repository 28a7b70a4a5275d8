"""From entry to outcome on paper: the steps with their bars, and the quarters of the page."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.pdf.page_file import page_pdf, paragraph, picture, section, table
from projects.overview import facts_on_paper

PEOPLE_MM, SHARE_MM = 18, 78
COUNT_MM, PART_MM = 15, 30


def render(project, context, *, day, by):
    """Return the PDF of the page's context (cohorts_context), in the language in force."""
    sections = [_steps(heading, rows) for heading, rows in context["steps"]]
    if context["rows"]:
        sections.append(_quarters(context["rows"]))
    else:
        said = _("The page fills as participants are registered.")
        sections.append(section(_("No participant has entered yet"), intro=said))
    return page_pdf(_("From entry to outcome"), sections, day=day, by=by, **facts_on_paper(project))


def _steps(heading, rows):
    columns = [(_("Step"), None, False), (_("People"), PEOPLE_MM, True), (_("Share"), SHARE_MM, True)]
    shown = [[row.name, row.count, {"bar": _bar(row), "text": row.share}] for row in rows]
    return section(heading, table(columns, shown))


def _bar(row):
    return picture("components/bar.svg", f"{row.bar.title}. {row.bar.description}", bar=row.bar)


def _quarters(rows):
    columns = [
        (_("Entered in"), None, False),
        (_("Entered"), COUNT_MM, True),
        (_("Still in"), COUNT_MM, True),
        (_("Have left"), COUNT_MM, True),
        (_("In work, studies or internship"), PART_MM, True),
        (_("In work"), PART_MM, True),
        (_("In work six months later"), PART_MM, True),
    ]
    shown = [
        [
            capfirst(row.name),
            row.entered,
            row.still_in,
            row.left,
            row.occupied,
            row.in_work,
            row.in_work_later,
        ]
        for row in rows
    ]
    note = _(
        "Outcomes are of those who have left. Six months later: of those whose last exit is six months ago. A later "
        "quarter has had less time: compare it with how earlier ones began."
    )
    hidden = _("People with a protected identity take no place in the numbers.")
    return section(_("By quarter of entry"), table(columns, shown), paragraph(f"{note} {hidden}"))
