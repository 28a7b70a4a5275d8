"""Results side by side on paper: each group's share with its interval, and what is more than chance."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from esfportal.pdf.page_file import page_pdf, paragraph, picture, section, table
from projects.overview import facts_on_paper
from reporting.comparisons.forms import GROUPINGS, MEASURES

PEOPLE_MM, RESULT_MM, SHARE_MM, BETWEEN_MM, BESIDE_MM = 14, 17, 46, 25, 31
INTERVAL_MM = 3  # a tenth of the width that the share's column has left


def render(project, context, *, day, by):
    """Return the PDF of the page's context (comparison_context), in the language in force."""
    chosen = context["form"].chosen
    shown = section(
        f"{MEASURES[chosen['measure']]} · {GROUPINGS[chosen['by']]}",
        _groups(context),
        *map(paragraph, _notes(context)),
    )
    return page_pdf(_("Results side by side"), [shown], day=day, by=by, **facts_on_paper(project))


def _groups(context):
    columns = [
        (_("Group"), None, False),
        (_("People"), PEOPLE_MM, True),
        (_("With the result"), RESULT_MM, True),
        (_("Share"), SHARE_MM, True),
        (_("Probably between"), BETWEEN_MM, False),
        (_("Beside the others"), BESIDE_MM, False),
    ]
    return table(columns, [_row(row, context["width"]) for row in context["rows"]])


def _row(row, width):
    few = _("few people") if row.is_small else ""
    return [
        _noted(row.name, "; ".join(row.sexes)),
        f"{row.group.base}",
        f"{row.group.number}",
        _share(row, width),
        _noted(row.interval or "–", few),
        capfirst(row.difference),
    ]


def _noted(text, note):
    return {"text": text, "note": note} if note else text


def _share(row, width):
    if not row.drawn:
        return row.share or "–"
    drawn = picture(
        "reporting/comparisons/_interval.svg",
        ". ".join([row.name, row.share, row.interval]),
        drawn=row.drawn,
        width=width,
    )
    return {"bar": drawn, "text": row.share, "mm": INTERVAL_MM}


def _notes(context):
    if context["of_target_groups"]:
        yield _(
            "A person may belong to several target groups. Each is compared with those who do not belong to it. "
            "Where an answer of the entry record is missing, and of people with protected identity, nothing is "
            "counted here."
        )
    yield _(
        "Shares %(of_what)s. The line is where the share probably lies (95 of 100), the dot the share, the short "
        "mark that of the others."
    ) % {"of_what": context["of_what"]}
    yield _(
        "A difference is called one only where chance alone would hardly make it, for as many groups as are "
        "compared. It does not say why: the groups may have met different people."
    )
