"""The extract as PDF, made from its JSON content."""

from datetime import UTC, date, datetime, time

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from esfportal.pdf.typst_file import clean_texts, compile_pdf
from participants.privacy.extract.content import day_of
from participants.privacy.extract.sections import minute, sections_of


def render(content):
    with translation.override(content["language"]):
        return compile_pdf(clean_texts(_pdf_data(content)), _made_at(content))


def _pdf_data(content):
    project = content["project"]
    return {
        "language": content["language"],
        "title": _("Extract of the register"),
        "project": project["name"],
        "author": project["controller"] or project["name"],
        "made": _("Made %(day)s by %(name)s") % {"day": day_of(content), "name": content["made_by"]},
        "facts": _first_page(content),
        "sections": sections_of(content),
        "labels": {"page": _("Page"), "of": pgettext("page", "of")},
    }


def _first_page(content):
    project = content["project"]
    return [
        _term(_("Project"), project["name"]),
        _term(_("Controller of the data"), project["controller"] or "–"),
        _term(_("Programme period"), project["programme_period"].replace("-", "–")),
        _term(_("Asked for"), content["request"]["text"]),
        _term(_("Made"), f"{minute(content['made_at'])}, {content['made_by']}"),
    ]


def _term(label, text):
    return {"label": label, "text": text}


def _made_at(content):
    return datetime.combine(date.fromisoformat(day_of(content)), time(), UTC)
