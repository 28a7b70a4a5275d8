"""Remarks on the figures of a report, in the language in force."""

from decimal import Decimal

from django.utils.translation import gettext as _

from esfportal.ui import formats
from reporting.indicators.measures import COMPARED


def remark(line, language):
    """Return the remark on a figure: its note, and what is not known, stated or proven."""
    texts = [line.note.in_language(language)] if line.note else []
    if line.code == COMPARED and line.rate not in ("", formats.HIDDEN):
        missing = formats.percent(100 - Decimal(line.rate), language, decimals=1)
        texts.append(_("Not known for %(share)s of those who have left") % {"share": missing})
    counted = formats.number(line.cumulative.total, language=language)
    for number, text in (
        (line.with_evidence, _("Evidence stated for %(stated)s of %(counted)s")),
        (line.with_proof, _("Proof accepted for %(stated)s of %(counted)s")),
    ):
        if number is not None and line.cumulative.total:
            texts.append(text % {"stated": formats.number(number, language=language), "counted": counted})
    return ". ".join(texts)
