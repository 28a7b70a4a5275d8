"""Headings, introductions and definitions of a report's sections: the same on its page and in the PDF."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.languages import active_language
from esfportal.ui import formats
from reporting.reports.files import labels


def targets():
    return _("Targets and results"), _("Counted from the project's start to the last day of the period.")


def texts():
    return _("The project's own account"), _("What the project says of the period in its own words.")


def attachments():
    return _("Attachments"), _(
        "Files that belong to the report. The checksum of each shows whether a file is the one that was attached, "
        "and the report's own checksum covers the list."
    )


def no_targets():
    return _("The project has no targets with numbers.")


def measures():
    return _("The project's own measures"), _(
        "All participants count here, also those whose records are incomplete. "
        "A share is of those who have left, unless the measure says otherwise."
    )


def outputs(document):
    if document.framework == "2007-2013":
        intro = _(
            "Everyone who entered counts, complete record or not, by the situation on the first day. "
            "A breakdown counts those whose answer is known. Where an indicator says the year, the report's period is "
            "meant."
        )
    else:
        intro = _("Counted among those with a complete record, by the situation on the first day.")
    return _("Output indicators"), intro


def results():
    return _("Result indicators"), _(
        "Counted among those who have left, with a complete record: on leaving and six months later."
    )


def same_in_the_period():
    return _("The numbers of the period are the same as those since the project's start.")


def no_results(document):
    return _(
        "The programme period %(period)s has no common result indicators. The project's results are among its measures."
    ) % {"period": document.framework.replace("-", "–")}


def parts():
    return _("Results by part"), _(
        "Every participant counts in one part: those who entered by their first, results by their last."
    )


def anonymous():
    return _("Anonymous participants"), _(
        "People who took part too, and may not be registered. No other figure of the report counts them, and they are "
        "only in this version. Each is in the calendar year in which they started."
    )


def money(document):
    intro = _(
        "In kronor. Booked up to the last day of the period, and after the project's end in its last report."
    )
    return _("Money"), f"{intro} {esf_part(document.money)}".strip()


def esf_part(money):
    """Return what the ESF is to pay of the whole, and has paid of what is booked; "" if neither is known."""
    language = active_language()
    parts = []
    if money.esf_share:
        parts.append(
            _("The ESF pays %(share)s of the budget.") % {"share": money.esf_share.in_language(language)}
        )
    if money.esf_rate:
        rate = formats.percent(Decimal(money.esf_rate), language, decimals=1)
        parts.append(_("Of what is booked, the ESF stands for %(share)s.") % {"share": rate})
    return " ".join(parts)


def rules():
    return _("Rules that are not followed"), _(
        "What is missing or does not agree, in the participants' records and in the figures."
    )


def no_rules():
    return _("The records and the figures break no rule.")


def terms(document):
    """Return [(term, definition)], without what the PDF says of its checksum."""
    return [
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
        _activity(),
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
    ]


def _activity():
    return (
        _("Began or increased work or studies"),
        _(
            "More work or more studies on the last day than when the person last entered: begun, or more hours a "
            "week or a larger extent. A share is of those whose work and studies are known on both days."
        ),
    )


def checksums(document):
    """Return the terms of the report's checksums with their texts."""
    found = [(_("Checksum"), checksum(document))]
    if document.common_digest:
        found.append((_("Checksum of the report, the same in all versions"), document.common_digest))
    return found


def checksum(document):
    text = _(
        "The checksum at the foot of each page is worked out from every figure and text in the report. The same "
        "checksum in the CSV and Excel files shows that they were made of the same report. "
        "Version of the definitions: %(version)s."
    )
    return f"{text % {'version': document.definitions_version}} {labels.about_digest(document)}"


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
            "The indicators count persons whose gender, age, education and situation on the labour market "
            "are known. Others are counted only in the grand total and in the project's own measures."
        )
    return [(_("Incomplete records"), text)]
