"""Files to start from: empty ones with the headings; names of the files of an import."""

from django.utils import translation
from django.utils.translation import gettext as _

from esfportal.files.csv_table import encode
from participants.imports.reading.columns import FORMATS

NAMES = {
    ("participants", "sv"): "deltagare.csv",
    ("participants", "en"): "participants.csv",
    ("outcomes", "sv"): "handelser.csv",
    ("outcomes", "en"): "outcomes.csv",
    ("attendance", "sv"): "narvaro.csv",
    ("attendance", "en"): "attendance.csv",
    ("employers", "sv"): "arbetsgivare.csv",
    ("employers", "en"): "employers.csv",
    ("bookings", "sv"): "bokningar.csv",
    ("bookings", "en"): "bookings.csv",
}


def empty_file(kind: str, language: str) -> tuple[str, bytes]:
    """Return (file name, content)."""
    columns = FORMATS[kind].columns
    headings = [column.name if language == "en" else column.swedish for column in columns]
    return NAMES[kind, language], encode([headings])


def base_name(kind: str, language: str) -> str:
    return NAMES[kind, language].removesuffix(".csv")


def marked_file_name(kind: str, language: str, ending: str = "csv") -> str:
    with translation.override(language):
        return f"{base_name(kind, language)}_{_('mistakes')}.{ending}"
