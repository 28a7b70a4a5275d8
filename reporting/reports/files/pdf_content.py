"""Content of the PDF: plain dicts and lists for the template."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from esfportal.pdf.emblem import mark
from esfportal.pdf.typst_file import clean_texts
from esfportal.ui import formats
from reporting.reports.distance import pdf_distance
from reporting.reports.files import labels, pdf_anonymous, pdf_sections
from reporting.reports.files.facts import project_facts, report_facts
from reporting.reports.files.pdf_numbers import thin
from reporting.reports.files.pdf_targets import headline_targets, measure_row, target_row
from reporting.reports.hours import pdf_hours
from reporting.reports.since_last import pdf_changes

HEADLINE_MEASURES = ("participants", "occupation", "progression")
# In both languages: the mark is for those who do not read the rest.
DRAFT_MARK = "UTKAST / DRAFT"
LONGEST_RUNNING = 60  # characters
MONEY = ("budget_total", "esf_support")


def content(document, language):
    project = document.project
    return clean_texts(
        {
            "language": language,
            "title": labels.title(document, language),
            "kind": labels.kind(document),
            "standing": labels.standing(document, language),
            "draft_mark": "" if document.submission else DRAFT_MARK,
            "project": project.name.in_language(language),
            "running": running(document, language),
            "period": labels.period(document, language),
            "owner": project.owner.in_language(language),
            "mark": mark(project.programme_period),
            "headlines": headlines(document, language),
            "summary": summary(document),
            "notes": notes(document, language),
            "facts": facts(document, language),
            "sections": [
                *pdf_sections.texts(document, language),
                *pdf_sections.targets(document, language),
                pdf_sections.measures(document, language),
                pdf_sections.outputs(document, language),
                pdf_sections.results(document, language),
                *pdf_distance.distances(document, language),
                *pdf_hours.hours(document, language),
                pdf_sections.parts(document, language),
                *pdf_anonymous.anonymous(document, language),
                *pdf_changes.changes(document, language),
                *pdf_sections.money(document, language),
                *pdf_sections.attachments(document, language),
                pdf_sections.rules(document, language),
                pdf_sections.definitions(document),
            ],
            "labels": {
                "page": _("Page"),
                "of": pgettext("page", "of"),
                "digest": _("Checksum"),
                "contents": _("Contents"),
                "facts": _("About the report and the project"),
                "headlines": _("Targets and results in brief") if document.targets else _("Results in brief"),
            },
            "digest": document.digest,
        }
    )


def running(document, language):
    name = shorten(document.project.name.in_language(language))
    # On every page, for pages that are copied alone.
    return name if document.submission else f"{capfirst(labels.status(document))} · {name}"


def shorten(name):
    # The page header has room for one line.
    return name if len(name) <= LONGEST_RUNNING else name[: LONGEST_RUNNING - 1].rstrip() + "…"


def headlines(document, language):
    if document.targets:
        return [target_row(target, document, language) for target in headline_targets(document)]
    if not participants(document):
        return []
    lines = {line.code: line for line in document.measures}
    shown = [lines[code] for code in HEADLINE_MEASURES if code in lines]
    return [measure_row(line, lines.get(line.denominator), language) for line in shown]


def summary(document):
    """Return "3 targets: 1 reached, 2 on track"."""
    count = len(document.targets)
    if not count:
        return ""
    states = [labels.shown_state(target, document) for target in document.targets]
    order = [state for state in labels.STATE_STYLES if state in states]
    found = ", ".join(f"{states.count(state)} {labels.state(state)}" for state in order)
    total = ngettext("%(count)d target", "%(count)d targets", count) % {"count": count}
    return f"{total}: {found}"


def notes(document, language):
    found = [*filter(None, [labels.hidden_legend(document)]), labels.official_values()]
    if not document.project.expects_participants:
        found.insert(
            0, _("This is a pre-study without participants: every count is zero, and nothing is missing.")
        )
    elif not participants(document):
        day = formats.date_text(labels.days(document)[1], language)
        found.insert(0, _("No participants are registered up to %(day)s.") % {"day": day})
    return found


def participants(document):
    return next((line.cumulative.total for line in document.measures if line.code == "participants"), 0)


OWN_FACTS = ("overlap_reason", "made", "version")


def facts(document, language):
    # The title block says whether and by whom the report was submitted.
    about = [fact for fact in report_facts(document, language) if fact.code in OWN_FACTS]
    # Parties that are not named are a long text, which stands with the parts.
    found = *about, *(fact for fact in project_facts(document, language) if fact.code != "other_parties")
    return [
        {"label": fact.label, "text": thin(fact.text) if fact.code in MONEY else fact.text} for fact in found
    ]
