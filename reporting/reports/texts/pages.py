"""Contexts of the page where a report is written."""

from esfportal.languages import active_language
from reporting.reports.access import readable_document
from reporting.reports.files.facts import project_facts
from reporting.reports.models import ReportTemplate
from reporting.reports.pages import tables, target_rows
from reporting.reports.texts.actions import last_submitted
from reporting.reports.texts.comments import commented_texts
from reporting.reports.texts.writers import other_writers

MONEY = ("budget_total", "esf_support")


def write_context(report, user, form, texts):
    document = readable_document(report, user)
    template = texts[0].section.template if texts else None
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        "form": form,
        "texts": texts,
        "missing": [text for text in texts if text.is_missing],
        "is_partial": False,
        "is_own_wording": template is not None and template.wording == ReportTemplate.Wording.PORTAL,
        "last": last_submitted(report) if any(text.is_empty for text in texts) else None,
        "figures": figures_context(document) if document else {},
        "writers": other_writers(report, user, texts),
    }


def comments_context(report, texts, form):
    return {
        "project": report.project,
        "section": "reports",
        "report": report,
        "commented": commented_texts(report, texts),
        "form": form,
    }


def figures_context(document):
    facts = project_facts(document, active_language())
    return {
        "targets": target_rows.target_rows(document),
        "people": tables.measures(document),
        "booked": [row for table in tables.money_tables(document) for row in table.rows],
        "money": [fact for fact in facts if fact.code in MONEY],
    }
