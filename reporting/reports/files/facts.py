"""Facts about a report and its project: the same list in the PDF, the CSV file and the workbook."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from esfportal.files.columns import Column
from reporting.indicators.names import Name
from reporting.reports.files import labels
from reporting.reports.files.typed_values import decimal


@dataclass(frozen=True)
class Fact:
    code: str  # in the CSV file
    label: str
    text: str
    value: Any = None  # in the workbook, where it is not the text
    amount: Decimal | None = None  # of money, in the CSV file
    is_approximate: bool = False


def report_facts(document, language):
    """Return what a report says of itself; facts that it lacks are left out."""
    return _known(
        Fact("status", _("Status"), labels.status(document)),
        Fact("signed", pgettext("a report", "Signed"), labels.signed(document, language)),
        Fact("signed_by", _("Signed by"), labels.signed_by(document, language)),
        Fact("submitted", _("Submitted"), labels.submitted(document, language)),
        Fact("submitted_by", _("Submitted by"), labels.submitted_by(document, language)),
        Fact("overlap_reason", _("Why the same days are reported again"), document.overlap_reason),
        Fact("made", _("Figures made"), labels.made(document, language)),
        Fact("version", _("Version"), labels.version(document)),
    )


def digest_facts(document):
    return _known(
        Fact("digest", _("Checksum of the figures"), document.digest),
        Fact("released_digest", _("Checksum of the funders' version"), document.released_digest),
        Fact("common_digest", _("Checksum of the report, the same in all versions"), document.common_digest),
        Fact("about_digest", _("About the checksum"), labels.about_digest(document)),
    )


def project_facts(document, language):
    project = document.project

    def names(found):
        return ", ".join(name.in_language(language) for name in found)

    return _known(
        Fact("owner", _("Project owner"), project.owner.in_language(language)),
        Fact("funders", _("Funders"), names(project.funders)),
        Fact("programme_period", _("Programme period"), project.programme_period.replace("-", "–")),
        Fact("programme_area", _("Programme area"), project.programme_area.in_language(language)),
        Fact("region", _("Region"), Name(project.region, project.region_en).in_language(language)),
        Fact("project_period", _("Project period"), project.period_text.in_language(language)),
        Fact("case_number", _("Case number"), project.case_number),
        _money("budget_total", _("Total budget"), project.budget_total, project.budget_is_approximate),
        _money("esf_support", _("ESF support"), project.esf_support, project.esf_support_is_approximate),
        Fact("partners", _("Cooperation partners"), names(project.partners)),
        Fact("municipalities", _("Municipalities"), names(project.municipalities)),
        Fact(
            "other_parties",
            _("Other parties"),
            project.other_parties.in_language(language) if project.other_parties else "",
        ),
    )


def _money(code, label, amount, is_approximate):
    # An approximate amount stays a text in the workbook: as a bare number it would look exact.
    try:
        number = decimal(amount)
    except ArithmeticError:
        number = None
    text = labels.money(amount, is_approximate) if amount else ""
    return Fact(code, label, text, None if is_approximate else number, number, is_approximate)


def _known(*facts):
    return [fact for fact in facts if fact.text]


@dataclass(frozen=True)
class FactRow:
    label: Any
    value: Any


def _value(row, language):
    return row.value.in_language(language) if isinstance(row.value, Name) else row.value


FACT_COLUMNS = [
    Column("label", gettext_lazy("About the report"), lambda row, language: str(row.label), 30),
    Column("value", gettext_lazy("Value"), _value, 80),
]


def fact_rows(document, language):
    """Return the rows of the workbook's first sheet."""
    legend = labels.hidden_legend(document)
    about = [*report_facts(document, language), *project_facts(document, language)]
    return [
        FactRow(_("Project"), document.project.name),
        FactRow(_("Kind of report"), labels.kind(document)),
        FactRow(_("First day"), date.fromisoformat(document.starts_on)),
        FactRow(_("Last day"), date.fromisoformat(document.ends_on)),
        *(_fact_row(fact) for fact in about),
        FactRow(_("Framework"), document.framework),
        FactRow(_("Version of the definitions"), document.definitions_version),
        *(FactRow(fact.label, fact.text) for fact in digest_facts(document)),
        FactRow(_("About the figures"), labels.official_values()),
        FactRow(_("As of a day"), labels.as_of()),
        *([FactRow(_("Hidden numbers"), legend)] if legend else []),
    ]


CURRENCY = pgettext_lazy("after an amount's label", "SEK")


def _fact_row(fact):
    if fact.value is None:
        return FactRow(fact.label, fact.text)
    # The cell is a number, without the unit that stands in the text.
    return FactRow(f"{fact.label}, {CURRENCY}", fact.value)
