"""Labels of a report in the language in force."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.ui import formats
from projects.models.report_duties import ReportKind
from projects.models.targets import Measure, Target
from reporting.indicators.document import Shown
from reporting.indicators.enums import LineKind, PartKind, Section, Severity, Span, TargetState
from reporting.indicators.measures import COMPARED
from reporting.indicators.money import MoneyKind

# A reached target while the project runs. Only the words differ: no document has this state.
REACHED_SO_FAR = "reached_so_far"
STATE_STYLES = {
    TargetState.REACHED: "good",
    REACHED_SO_FAR: "good",
    TargetState.ON_TRACK: "good",
    TargetState.BEHIND: "warn",
    TargetState.NOT_REACHED: "bad",
    TargetState.EXCEEDED: "bad",
    TargetState.NO_DATA: "none",
    TargetState.HIDDEN: "none",
}


def state(code):
    return {
        TargetState.REACHED: _("reached"),
        REACHED_SO_FAR: pgettext("while the project runs", "reached"),
        TargetState.ON_TRACK: _("on track"),
        TargetState.BEHIND: _("behind"),
        TargetState.NOT_REACHED: _("not reached"),
        TargetState.EXCEEDED: _("exceeded"),
        TargetState.NO_DATA: _("no data yet"),
        TargetState.HIDDEN: _("not shown"),
    }[code]


def shown_state(line, document):
    """Return the code to show for a target's state, for `state` and STATE_STYLES."""
    if line.state == TargetState.REACHED and not _project_has_ended(document):
        return REACHED_SO_FAR
    return line.state


def _project_has_ended(document):
    if document.project.ends_on:
        return document.ends_on >= document.project.ends_on
    # Reports of earlier versions lack the project's days: only after the end is a goal "not reached".
    return any(line.state == TargetState.NOT_REACHED for line in document.targets)


def comparison(code):
    return Target.Comparison(code).label


def unit(code):
    return _("per cent") if code == "share" else _("persons")


def counted(kind):
    """Return what a line of this kind counts."""
    return _("projects or organisations") if kind == LineKind.ENTITY else _("persons")


def severity(code):
    return {
        Severity.ERROR: pgettext("severity", "error"),
        Severity.INCOMPLETE: pgettext("severity", "incomplete"),
        Severity.WARNING: pgettext("severity", "warning"),
        Severity.INFO: pgettext("severity", "for information"),
    }[code]


def section(code):
    return {
        Section.OUTPUT: _("Output indicator"),
        Section.RESULT: _("Result indicator"),
        Section.MEASURE: _("Measure"),
    }[code]


def part_kind(kind):
    return {
        PartKind.SUB_PROJECT: _("Sub-project"),
        PartKind.MUNICIPALITY: _("Municipality"),
        PartKind.INTERVENTION: _("Intervention"),
    }[kind]


def part_kinds(kind):
    return {
        PartKind.SUB_PROJECT: _("Sub-projects"),
        PartKind.MUNICIPALITY: _("Municipalities"),
        PartKind.INTERVENTION: _("Interventions"),
    }[kind]


def measure(code):
    return str({**dict(Measure.choices), COMPARED: _("Work and studies known")}.get(code, code))


def denominator(code):
    return {
        "leavers": _("of those who have left"),
        "participants": _("of the participants"),
        "target": _("of the planned number"),
        "compared": _("of those whose work and studies are known"),
        "measured": _("of those who have answered twice"),
    }.get(code, "")


def target_name(target, language):
    name = target.name.in_language(language)
    part = target.part.in_language(language) if target.part else ""
    return name if not part or part in name else f"{name} ({part})"


def concerns(rule):
    """Return "women, in the period"."""
    sexes = {"women": _("women"), "men": _("men"), "total": _("in total")}
    spans = {Span.CUMULATIVE: _("since the start"), Span.PERIOD: _("in the period")}
    return ", ".join(filter(None, (sexes.get(rule.sex), spans.get(rule.span))))


def rule_count(rule):
    """Return how many break the rule; None for figures, and in a released report, which never says it."""
    return None if rule.count == Shown() else rule.count


def rule_text(rule, language):
    text = rule.text.in_language(language)
    numbers = ": ".join(filter(None, (concerns(rule), rule.detail)))
    return f"{text} ({numbers})" if numbers else text


def title(document, language):
    return f"{kind(document)}: {document.project.name.in_language(language)}"


def kind(document):
    name = capfirst(str(ReportKind(document.kind).label))
    return name if document.submission else _("%(kind)s, draft") % {"kind": name}


def status(document):
    return _("submitted") if document.submission else _("draft")


def submitted(document, language=None):
    """Return when the report was submitted: "28 november 2026 kl. 14:05"; "" for a draft."""
    return (
        formats.moment(datetime.fromisoformat(document.submission.at), language)
        if document.submission
        else ""
    )


def submitted_by(document, language):
    """Return "Lena Ledare, project leader, Kalmar municipality", without the name in a released report."""
    submission = document.submission
    if submission is None or submission.role is None:
        return submission.name if submission else ""
    role = submission.role.in_language(language)
    return ", ".join(filter(None, [submission.name, role, document.project.owner.in_language(language)]))


def signed(document, language=None):
    """Return when the report was signed; "" for a report without a signature."""
    signature = document.signature
    return formats.moment(datetime.fromisoformat(signature.at), language) if signature else ""


def signed_by(document, language):
    return document.signature.in_language(language) if document.signature else ""


def standing(document, language):
    """Return whether the report has been signed and submitted, in sentences."""
    sentences = [_submitted_sentence(document, language)]
    if document.signature:
        facts = {"moment": signed(document, language), "by": signed_by(document, language)}
        sentences.insert(0, _("Signed %(moment)s by %(by)s.") % facts)
    return " ".join(sentences)


def _submitted_sentence(document, language):
    if document.submission is None:
        when = made(document, language)
        return (
            _("Draft of %(moment)s, not submitted.") % {"moment": when}
            if when
            else _("Draft, not submitted.")
        )
    facts = {"moment": submitted(document, language), "by": submitted_by(document, language)}
    return _("Submitted %(moment)s by %(by)s.") % facts if facts["by"] else _("Submitted %(moment)s.") % facts


def version(document):
    if document.is_released:
        return audience(document)
    return _("the project's own version, with every number")


def audience(document):
    """Return the readers that a released document is for."""
    names = {
        "authority": _("the managing authority's version, with every figure of the whole project"),
        "funders": _("the version of other funders, without small numbers"),
        "released": _("the public version, without small numbers"),
    }
    return names.get(document.audience, _("the funders' version, without small numbers"))


def about_digest(document):
    """Return why a report has two checksums."""
    if document.common_digest:
        return _(
            "The checksum of the figures is of this version alone. The checksum of the report is the same for all its "
            "readers: compare it to see that you have the same report. It says nothing of the hidden numbers."
        )
    if document.is_released:
        return _(
            "The checksum is of the figures in the funders' version, where small numbers are hidden. The project's own "
            "version has every number and therefore another checksum."
        )
    return _(
        "The checksum is of the figures in the project's own version, with every number. In the funders' version small "
        "numbers are hidden; it therefore has another checksum."
    )


def period(document, language):
    return formats.period(*days(document), language)


def days(document):
    return date.fromisoformat(document.starts_on), date.fromisoformat(document.ends_on)


def hidden_legend(document, *shown):
    """Return the explanation of the sign for suppressed numbers, "" where none of the lines shown has it.

    `shown`: lists of lines of the document; without them every figure of the report.
    """
    every = document.outputs, document.results, document.measures, document.targets, *part_lines(document)
    if not document.is_released or not document.hides_any_of(*(shown or every)):
        return ""
    if document.is_withheld:
        return _(
            "No numbers of persons are shown: they are so small that they could be worked out from one "
            "another or from earlier reports. Here “..” stands for any number, 0 as well."
        )
    values = {
        "fewest": 1,
        "most": document.threshold - 1,
        "base": document.smallest_base,
        "most_of_part": document.threshold_in_parts - 1,
        "base_of_part": document.base_in_parts,
    }
    if document.threshold_in_parts not in (0, document.threshold):
        return _legend_by_part(document) % values
    if document.withheld:
        return (
            _(
                "“..” stands for %(fewest)d–%(most)d persons, or for another number, also 0, that is hidden so that "
                "such a number can't be worked out. Shares are given only of %(base)d persons or more."
            )
            % values
        )
    return (
        _(
            "“..” stands for %(fewest)d–%(most)d persons, or for a number that is hidden so that such a number "
            "can't be worked out. Shares are given only of %(base)d persons or more."
        )
        % values
    )


def _legend_by_part(document):
    if document.threshold == 1:
        return _(
            "Every figure of the whole project is shown. For its parts “..” stands for %(fewest)d–%(most_of_part)d "
            "persons, or for another number, perhaps 0, that is hidden so that such a number can't be worked out. "
            "Shares of parts are given only of %(base_of_part)d persons or more."
        )
    return _(
        "“..” stands for %(fewest)d–%(most)d persons, for parts of the project %(fewest)d–%(most_of_part)d, or "
        "for another number, perhaps 0, that is hidden so that such a number can't be worked out. Shares are "
        "given only of %(base)d persons or more."
    )


def part_lines(document):
    return [table.lines for table in document.parts]


def as_of():
    return _(
        "Figures to a day count people by their dates of entry and exit up to that day, with what was known when the "
        "report was made: a later return takes an earlier exit out, and a result within 28 days of the exit counts "
        "though it lies after the day. A report made later for the same day may therefore differ."
    )


def made(document, language=None):
    """Return when the figures were made: "28 november 2026 kl. 14:05"; "" for reports of earlier versions."""
    return formats.moment(datetime.fromisoformat(document.made_at), language) if document.made_at else ""


def money_line(line, language):
    """Return the name of a source or purpose: "Public co-financing in cash, Kalmar Municipality"."""
    if line.kind == MoneyKind.TOTAL:
        return _("In all")
    if line.name is None:
        return _("No purpose stated")
    names = [line.name, *([line.organisation] if line.organisation else [])]
    return ", ".join(name.in_language(language) for name in names)


def money_kind(kind):
    return {
        MoneyKind.SOURCE: _("Source"),
        MoneyKind.PURPOSE: pgettext("of money", "Purpose"),
        MoneyKind.TOTAL: _("In all"),
    }[kind]


def planned(line, language=None):
    if line.planned:
        return money(line.planned, line.planned_is_approximate, language)
    return _("not stated") if line.kind == MoneyKind.SOURCE else ""


def money(amount, is_approximate, language=None):
    """Return a frozen amount as text: "about SEK 33,000,000"; a text that is no number stays as it is."""
    try:
        text = formats.money(Decimal(amount), language)
    except ArithmeticError:
        return amount
    return _("about %(amount)s") % {"amount": text} if is_approximate else text


def goal(line, language=None):
    """Return the goal in words: "target: at least 60 % of those who have left"."""
    value = Decimal(line.value)
    if line.unit == "share":
        text = f"{formats.percent(value, language, decimals=None)} {denominator(line.denominator)}".strip()
    else:
        text = formats.number(value, language)
    if line.comparison == "exactly":
        return _("target: %(value)s") % {"value": text}
    return _("target: %(comparison)s %(value)s") % {"comparison": comparison(line.comparison), "value": text}


def official_values():
    return _(
        "The figures are the project's own forecast and check. The official values of the common "
        "indicators come from Statistics Sweden (SCB), which matches the participants with registers."
    )
