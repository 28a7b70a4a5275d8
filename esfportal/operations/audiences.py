"""Settings by the audience of a report (ReportFile.Audience), for figures of a whole project."""

from esfportal.environment import number

SMALLEST_NUMBERS = {
    "authority": number("ESFPORTAL_SMALL_CELL_THRESHOLD_AUTHORITY", 1, least=1),
    "funders": number("ESFPORTAL_SMALL_CELL_THRESHOLD_FUNDERS", 3, least=1),
}
SMALL_BASES = {
    "authority": number("ESFPORTAL_SMALL_BASE_AUTHORITY", 1, least=1),
    "funders": number("ESFPORTAL_SMALL_BASE_FUNDERS", 20, least=1),
}
