"""Last section of the PDF: definitions of its terms."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reporting.reports.files import labels


def section(document):
    terms = [
        (_("Participant"), _("A person counts once in a project, however often they leave and come back.")),
        (
            _("Situation at the start"),
            _(
                "Age, education and situation on the labour market are those of the day when the person "
                "first entered. A return does not change them."
            ),
        ),
        (
            pgettext("participants", "Left"),
            _("A person whose last period in the project has ended, no later than the report's last day."),
        ),
        (_("In work"), _("Employed or self-employed as the last known situation within 28 days of leaving.")),
        (
            _("In work, studies or internship"),
            _("In work, or with studies or an internship begun within the same time."),
        ),
        (
            _("After a return"),
            _(
                "Results are those after the last entry: a job between two periods is not the result of the last one. "
                "A qualification stays gained."
            ),
        ),
        (
            _("Closer to the labour market"),
            _("In work, studies or internship, or with a noted step towards the labour market."),
        ),
        (
            _("Since the start and in the period"),
            _(
                "Since the start means from the project's first day to the report's last. In the period counts "
                "those who first entered between the report's two days, and results of those who left between them."
            ),
        ),
        *_incomplete(document.framework),
        *_of_the_period(document.framework),
        (_("As of a day"), labels.as_of()),
        (_("No data yet"), _("No share can be calculated: no one has left, or no one has entered.")),
        (_("Official values"), labels.official_values()),
        (_("Checksum"), _checksum(document)),
    ]
    return _terms(terms)


def _checksum(document):
    text = _(
        "The checksum at the foot of each page is worked out from every figure in the report. The same "
        "checksum in the CSV and Excel files shows that they hold the same figures. "
        "Version of the definitions: %(version)s."
    )
    return f"{text % {'version': document.definitions_version}} {labels.about_digest(document)}"


def _terms(terms):
    pairs = [{"label": label, "text": text} for label, text in terms]
    return {"heading": _("What the figures mean"), "intro": "", "blocks": [{"kind": "terms", "terms": pairs}]}


def _of_the_period(framework):
    if framework == "2007-2013":
        return [
            (
                _("Entering, leaving, carry-over"),
                _(
                    "Entering are those who first entered, leaving those who left for good, and carry-over "
                    "those who remain on the last day. Where an indicator says the year, the report's period is meant."
                ),
            )
        ]
    return [
        (
            _("Result upon leaving"),
            _(
                "The last known situation on the labour market no later than 28 days after leaving. "
                "Studies and qualifications count in addition, so that a person may be counted in several "
                "results."
            ),
        ),
        (_("Result after six months"), _("The last follow-up made six months after leaving or later.")),
    ]


def _incomplete(framework):
    if framework == "2007-2013":
        text = _(
            "Everyone who enters or leaves counts, complete record or not. A breakdown counts those whose answer is "
            "known; the others are shown as not known."
        )
    else:
        text = _(
            "The indicators count persons whose sex, age, education and situation on the labour market "
            "are known. Others are counted only in the grand total and in the project's own measures."
        )
    return [(_("Incomplete records"), text)]
