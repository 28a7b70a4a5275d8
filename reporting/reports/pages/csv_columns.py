"""Columns of the CSV file, described for programs: a Frictionless tabular data resource."""

import json

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from esfportal.files.csv_table import SEPARATOR
from reporting.indicators.document import HIDDEN
from reporting.reports.files.columns import CSV_COLUMNS

PROFILE = "tabular-data-resource"
# {key: (type of Table Schema, description)}
COLUMNS = {
    "section": (
        "string",
        gettext_lazy(
            "Part of the report: report, output, result, measure, target, rule, part, change, distance, hours, text, "
            "attachment or money"
        ),
    ),
    "code": (
        "string",
        gettext_lazy("Code of the figure or text; in the part “part” the measure, @ and the part's code"),
    ),
    "name": ("string", gettext_lazy("Name of the figure; in the part “report” the value of the code")),
    "women": ("integer", gettext_lazy("Women, since the project's start")),
    "men": ("integer", gettext_lazy("Men, since the project's start")),
    "total": (
        "integer",
        gettext_lazy("Women and men, or the number of what the figure counts, since the start"),
    ),
    "period_women": ("integer", gettext_lazy("Women, in the report's period")),
    "period_men": ("integer", gettext_lazy("Men, in the report's period")),
    "period_total": ("integer", gettext_lazy("Women and men, in the report's period")),
    "target": ("number", gettext_lazy("The target's value: a number of people, or a share in per cent")),
    "rate": ("number", gettext_lazy("Share in per cent of “rate_of”")),
    "comparison": (
        "string",
        gettext_lazy(
            "The target is reached by exactly, at least or at most its value; “about” is an approximate amount"
        ),
    ),
    "unit": ("string", gettext_lazy("Unit of the target's value: people or per cent")),
    "rate_of": ("string", gettext_lazy("The people of whom “rate” is a share")),
    "base_women": ("integer", gettext_lazy("Women among “rate_of”")),
    "base_men": ("integer", gettext_lazy("Men among “rate_of”")),
    "base_total": ("integer", gettext_lazy("Women and men among “rate_of”")),
    "state": ("string", gettext_lazy("State of the target on the report's last day")),
    "part_kind": (
        "string",
        gettext_lazy("Kind of the project's part: municipality, intervention or sub-project"),
    ),
    "part_code": (
        "string",
        gettext_lazy(
            "Code of the part; parts whose numbers are hidden are also together, with + between codes"
        ),
    ),
    "part": ("string", gettext_lazy("Name of the part that the figure or target is limited to")),
    "note": ("string", gettext_lazy("Remark on the figure, kind of the broken rule, or the report's text")),
    "change": (
        "string",
        gettext_lazy(
            "In the part “change”: counted now, no longer, or in another part than in the last report"
        ),
    ),
    "cause": ("string", gettext_lazy("In the part “change”: why the people are counted in another way")),
    "with_evidence": (
        "integer",
        gettext_lazy("Of the women and men since the start: those with stated evidence of the outcome"),
    ),
    "without_evidence": (
        "integer",
        gettext_lazy("Of the women and men since the start: those without stated evidence of the outcome"),
    ),
    "with_proof": (
        "integer",
        gettext_lazy("Of the women and men since the start: those with accepted proof of the outcome"),
    ),
    "counted": (
        "string",
        gettext_lazy("What the row counts: people, projects or organisations, or Swedish kronor"),
    ),
    "amount": (
        "number",
        gettext_lazy("Amount of money in Swedish kronor; in the part “money” what is planned"),
    ),
    "on_track_from": (
        "integer",
        gettext_lazy("The number from which the target is on track on the report's last day"),
    ),
    "booked": ("number", gettext_lazy("Kronor booked since the project's start")),
    "period_booked": ("number", gettext_lazy("Kronor booked in the report's period")),
    "hours": ("number", gettext_lazy("Hours in kind booked since the project's start")),
    "period_hours": ("number", gettext_lazy("Hours in kind booked in the report's period")),
    "answered_by": ("string", gettext_lazy("In the part “distance”: the participant or the case worker")),
    "stepped_up": (
        "integer",
        gettext_lazy("Of “total”, who answered twice: those whose last answer is a step above their first"),
    ),
    "mean_change": ("number", gettext_lazy("Mean change from the first answer to the last, of 0 to 10")),
    "missing": ("number", gettext_lazy("Share in per cent of the participants who have not answered twice")),
    **{
        f"hours_{figure}_{sex}": ("number", text)
        for figure, texts in {
            "planned": (
                gettext_lazy("Hours planned for women"),
                gettext_lazy("Hours planned for men"),
                gettext_lazy("Hours planned for women and men"),
            ),
            "attended": (
                gettext_lazy("Hours that women have attended"),
                gettext_lazy("Hours that men have attended"),
                gettext_lazy("Hours that women and men have attended"),
            ),
            "confirmed": (
                gettext_lazy("Hours of women in months that they have confirmed"),
                gettext_lazy("Hours of men in months that they have confirmed"),
                gettext_lazy("Hours of women and men in months that they have confirmed"),
            ),
        }.items()
        for sex, text in zip(("women", "men", "total"), texts, strict=True)
    },
    "path_planned_on": (
        "date",
        gettext_lazy("The day when the target's path was planned; empty where it is straight"),
    ),
    "until": ("date", gettext_lazy("Last day of the earlier report from which the row's figures are")),
}


def description(language):
    """Return the description as a dictionary that is ready for JSON."""
    with translation.override(language):
        return {
            "profile": PROFILE,
            "name": "report",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": SEPARATOR, "quoteChar": '"', "lineTerminator": "\r\n", "header": True},
            "schema": {
                "fields": [_field(column.key, language) for column in CSV_COLUMNS],
                "missingValues": ["", HIDDEN, pgettext("figure", "not stated")],
            },
            "description": _("“..” is a number that is hidden so that no person can be recognised."),
        }


def _field(key, language):
    kind, text = COLUMNS[key]
    field = {"name": key, "type": kind, "description": str(text)}
    if kind == "number":
        field["decimalChar"] = "," if language == "sv" else "."
    return field


def render(language):
    return json.dumps(description(language), ensure_ascii=False, indent=2).encode()
