"""Section of the PDF with the participants who are not registered."""

from django.utils.translation import gettext as _

from reporting.reports.files import section_texts
from reporting.reports.files.pdf_numbers import sexes
from reporting.reports.files.pdf_sections import section, sex_columns, table, text_column


def anonymous(document, language):
    """Return the section, [] without anonymous participants."""
    rows = [[str(year.year), *sexes(year, language)] for year in document.anonymous]
    if not rows:
        return []
    return [section(section_texts.anonymous(), [table([text_column(_("Year")), *sex_columns()], rows)])]
